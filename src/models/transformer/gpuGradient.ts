import { attention, attentionGroups, keyValueGradient, queryGradient } from '../../kernels/webgpu/attention'
import { crossEntropyGradient } from '../../kernels/webgpu/crossEntropy'
import { embedding, embeddingGradient, embeddingGroups } from '../../kernels/webgpu/embedding'
import { gradientSum } from '../../kernels/webgpu/gradientSum'
import { groupsAlong } from '../../kernels/webgpu/program'
import { transpose, transposeConstants, transposeGroups } from '../../kernels/webgpu/transpose'
import { GradientPlan } from './gpuGradientPlan'
import { type BufferMaker, type PlanSize, PREDICTING, READ } from './gpuPlan'
import { layoutOf, type TransformerShape } from './layout'

/**
 * The gradient of the log-likelihood at θ as dispatches: what `lossAndGradient` computes, on packed sequences. Rows of the
 * last block that predict nothing are left out there.
 * @param theta all parameters, [P]
 */
export function planGradient(
  device: BufferMaker,
  shape: TransformerShape,
  theta: GPUBufferBinding,
  size: PlanSize,
): GradientPlan {
  const plan = new GradientPlan(device, shape, theta, size)
  const { width: d, vocabulary: V, context } = shape
  const { parts, P } = plan
  transposeMatrices(plan)
  const pass = forward(plan)
  const dx = backward(plan, pass)
  const listed = [dx, plan.index('listed'), plan.index('starts'), plan.partial]
  const groups = () => embeddingGroups(d, V + context, parts)
  plan.add(embeddingGradient(d, { V, context, parts }), listed, READ, groups, [P])
  plan.add(gradientSum(parts), [plan.partial, plan.gradient], READ, () => groupsAlong(P), [P])
  return plan
}

/** Products with the transpose of a matrix read it row by row, too. */
function transposeMatrices(plan: GradientPlan): void {
  const matrices = layoutOf(plan.shape)
    .filter(({ name, shape: sides }) => sides.length === 2 && name !== 'wpe')
    .map(({ offset, shape: [rows, columns] }) => ({ offset, rows, columns }))
  const buffers = [plan.theta, plan.transposed]
  plan.add(transpose(matrices.length), buffers, READ, () => transposeGroups(matrices), transposeConstants(matrices))
}

function forward(plan: GradientPlan) {
  const { width: d, vocabulary: V, layers } = plan.shape
  let x = plan.rows(d)
  const read = [plan.theta, plan.index('tokens'), plan.index('positions'), x]
  plan.add(embedding(d, V), read, READ, rows => embeddingGroups(d, rows))
  const blocks: ReturnType<typeof blockForward>[] = []
  for (let layer = 0; layer < layers; layer++) {
    const block = blockForward(plan, layer, x)
    blocks.push(block)
    x = block.after
  }
  const last = plan.normalize('lnf', x, PREDICTING)
  const logits = plan.rows(V)
  plan.product(last.y, [plan.transposed, plan.offset('wte'), d, V], logits, PREDICTING)
  return { blocks, last, logits }
}

function blockForward(plan: GradientPlan, layer: number, x: GPUBufferBinding) {
  const { width: d, heads, layers } = plan.shape
  const name = `h${layer}`
  const isLast = layer === layers - 1
  const view = isLast ? PREDICTING : READ
  const rowOf = plan.index(isLast ? 'rowOf' : 'same')
  const before = plan.normalize(`${name}.ln1`, x, READ)
  const qkv = plan.rows(3 * d)
  plan.forward('bias', `${name}.attn.qkv`, before.y, qkv, READ)
  const [y, logSum] = [plan.rows(d), plan.rows(heads)]
  const byHead = (rows: number) => attentionGroups(heads, rows)
  plan.add(attention({ d, heads }), [qkv, rowOf, plan.index('first'), y, logSum], view, byHead)
  const middle = plan.rows(d)
  plan.forward('residual', `${name}.attn.out`, y, middle, view, x, rowOf)
  const between = plan.normalize(`${name}.ln2`, middle, view)
  const [hidden, active] = [plan.rows(4 * d), plan.rows(4 * d)]
  plan.forward('gelu', `${name}.mlp.fc`, between.y, active, view, hidden)
  const after = plan.rows(d)
  plan.forward('residual', `${name}.mlp.proj`, active, after, view, middle, plan.index('same'))
  return { name, isLast, view, rowOf, before, qkv, y, logSum, between, hidden, active, after }
}

/** @returns where the gradient in the embedded tokens is */
function backward(plan: GradientPlan, { blocks, last, logits }: ReturnType<typeof forward>): GPUBufferBinding {
  const { width: d, heads, vocabulary: V } = plan.shape
  const predicted = [logits, plan.index('targets'), plan.index('weights')]
  plan.addByRow(lanes => crossEntropyGradient(V, lanes), predicted, PREDICTING)
  // They serve block after block.
  const [dx, dMiddle, dNormed, dAttended] = [plan.rows(d), plan.rows(d), plan.rows(d), plan.rows(d)]
  const room = {
    dx,
    dMiddle,
    dNormed,
    dAttended,
    dHidden: plan.rows(4 * d),
    dQkv: plan.rows(3 * d),
    inner: plan.rows(heads),
  }
  plan.weights('wte', logits, last.y, PREDICTING)
  plan.product(logits, [plan.theta, plan.offset('wte'), V, d], dNormed, PREDICTING)
  plan.normalizeBack(last, dNormed, dx, [])
  for (const block of blocks.toReversed()) blockBackward(plan, block, room)
  return dx
}

type Room = Readonly<
  Record<'dx' | 'dMiddle' | 'dNormed' | 'dAttended' | 'dHidden' | 'dQkv' | 'inner', GPUBufferBinding>
>

/** From the gradient in what the block led to to that in what it began with, both in `dx`. */
function blockBackward(
  plan: GradientPlan,
  { name, isLast, view, rowOf, before, qkv, y, logSum, between, hidden, active }: ReturnType<typeof blockForward>,
  { dx, dMiddle, dNormed, dAttended, dHidden, dQkv, inner }: Room,
): void {
  const sizes = { d: plan.shape.width, heads: plan.shape.heads }
  const byHead = (rows: number) => attentionGroups(sizes.heads, rows)
  const same = plan.index('same')
  plan.backward(`${name}.mlp.proj`, dx, dHidden, view, hidden)
  plan.weights(`${name}.mlp.proj`, active, dx, view)
  plan.backward(`${name}.mlp.fc`, dHidden, dNormed, view)
  plan.weights(`${name}.mlp.fc`, between.y, dHidden, view)
  plan.normalizeBack(between, dNormed, dMiddle, [dx, same])
  plan.backward(`${name}.attn.out`, dMiddle, dAttended, view)
  plan.weights(`${name}.attn.out`, y, dMiddle, view)
  const asked = [qkv, rowOf, plan.index('first'), y, logSum, dAttended, dQkv, inner]
  plan.add(queryGradient(sizes), asked, view, byHead)
  const lookedAt = isLast ? [plan.index('begin'), plan.index('end')] : [same, plan.index('last')]
  plan.add(keyValueGradient(sizes), [qkv, rowOf, ...lookedAt, logSum, dAttended, inner, dQkv], READ, byHead)
  plan.backward(`${name}.attn.qkv`, dQkv, dNormed, READ)
  plan.weights(`${name}.attn.qkv`, before.y, dQkv, READ)
  plan.normalizeBack(before, dNormed, dx, [dMiddle, isLast ? plan.index('queryOf') : same])
}
