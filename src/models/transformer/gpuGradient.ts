import { attention, attentionGroups, keyValueGradient, queryGradient } from '../../kernels/webgpu/attention'
import { crossEntropyGradient } from '../../kernels/webgpu/crossEntropy'
import { embedding, embeddingGradient, embeddingGroups } from '../../kernels/webgpu/embedding'
import { gradientSum } from '../../kernels/webgpu/gradientSum'
import {
  gainGradient,
  gainGradientGroups,
  groupsByRow,
  layerNorm,
  layerNormGradient,
} from '../../kernels/webgpu/layerNorm'
import { matmul, matmulGroups, type Tile, weightGradient, weightGradientGroups } from '../../kernels/webgpu/matmul'
import { type Dispatch, groupsAlong, type Program } from '../../kernels/webgpu/program'
import { transpose, transposeConstants, transposeGroups } from '../../kernels/webgpu/transpose'
import { layoutOf, type TransformerShape } from './layout'
import { Packing } from './packing'

/** Counts of rows: of all, and of those that predict. */
export const READ = 0
export const PREDICTING = 1

/** Most copies of the gradient that are summed, and bytes of them all. */
const PARTS = 16
const PARTS_BYTES = 2 ** 27

/** The gradient of the log-likelihood at θ as dispatches; the same as `lossAndGradient` makes of it. Owns its buffers. */
export interface GpuGradient {
  readonly dispatches: readonly Dispatch[]
  /** [P]. */
  readonly gradient: GPUBufferBinding
  /** The batch, to be filled, and where it goes on the device. */
  readonly packing: Packing
  readonly indices: GPUBuffer
  destroy(): void
}

/**
 * The transformer of transformer.ts on packed sequences: rows of the last block that predict nothing are left out there.
 * @param theta all parameters, [P]
 * @param capacity most rows; a multiple of 64, so that tiles end within the buffers
 */
export function planGradient(
  device: GPUDevice,
  shape: TransformerShape,
  { theta, capacity, tile }: { readonly theta: GPUBufferBinding; readonly capacity: number; readonly tile: Tile },
): GpuGradient {
  const { width: d, heads, vocabulary: V, context, layers } = shape
  const slots = layoutOf(shape)
  const P = theta.size! / 4
  const parts = Math.max(1, Math.min(PARTS, Math.floor(PARTS_BYTES / (4 * P))))
  const at = Object.fromEntries(slots.map(({ name, offset }) => [name, offset]))

  const owned: GPUBuffer[] = []
  const room = (words: number): GPUBufferBinding => {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST
    const buffer = device.createBuffer({ size: 4 * words, usage })
    owned.push(buffer)
    return { buffer }
  }
  const rowsOf = (width: number) => room(capacity * width)

  const packing = new Packing(shape, capacity)
  const indices = room(packing.words.length).buffer
  const index = (name: keyof Packing['sections']): GPUBufferBinding => {
    const { offset, length } = packing.sections[name]
    return { buffer: indices, offset: 4 * offset, size: 4 * length }
  }

  const transposed = room(P)
  const partial = room(parts * P)
  const gradient = room(P)
  const dispatches: Dispatch[] = []

  const add = (
    program: Program,
    buffers: readonly GPUBufferBinding[],
    constants: readonly number[],
    view: number,
    groups: Dispatch['groups'],
  ) => dispatches.push({ program, buffers, constants: Uint32Array.from(constants), view, groups })

  const product = (
    epilogue: Parameters<typeof matmul>[1],
    x: GPUBufferBinding,
    [w, offset, K, N]: readonly [GPUBufferBinding, number, number, number],
    result: GPUBufferBinding,
    view: number,
    { bias, more = [] }: { bias?: number; more?: readonly GPUBufferBinding[] } = {},
  ) =>
    add(
      matmul(tile, epilogue),
      [x, w, result, ...more],
      [K, N, offset, ...(bias === undefined ? [] : [bias])],
      view,
      rows => matmulGroups(tile, N, rows),
    )
  const weights = (
    x: GPUBufferBinding,
    dy: GPUBufferBinding,
    [offset, K, N]: readonly [number, number, number],
    view: number,
    bias?: number,
  ) =>
    add(
      weightGradient(tile, parts, bias !== undefined),
      [x, dy, partial],
      [K, N, P, offset, ...(bias === undefined ? [] : [bias])],
      view,
      () => weightGradientGroups(tile, { K, N, parts }),
    )
  const normalize = (name: string, x: GPUBufferBinding, view: number) => {
    const normalized = { x, y: rowsOf(d), moments: rowsOf(2), name, view }
    const constants = [at[`${name}.g`], at[`${name}.b`]]
    add(layerNorm(d), [theta, x, normalized.y, normalized.moments], constants, view, groupsByRow)
    return normalized
  }
  const normalizeBack = (
    { x, moments, name, view }: ReturnType<typeof normalize>,
    dy: GPUBufferBinding,
    dx: GPUBufferBinding,
    residual: readonly GPUBufferBinding[],
  ) => {
    const [gain, bias] = [at[`${name}.g`], at[`${name}.b`]]
    const program = layerNormGradient(d, residual.length > 0)
    add(program, [theta, x, moments, dy, dx, ...residual], [gain], view, groupsByRow)
    add(gainGradient(d, parts), [x, moments, dy, partial], [P, gain, bias], view, () => gainGradientGroups(d, parts))
  }

  const matrices = slots
    .filter(({ name, shape: sides }) => sides.length === 2 && name !== 'wpe')
    .map(({ offset, shape: [rows, columns] }) => ({ offset, rows, columns }))
  dispatches.push({
    program: transpose(matrices.length),
    buffers: [theta, transposed],
    constants: transposeConstants(matrices),
    view: READ,
    groups: () => transposeGroups(matrices),
  })

  // Forward.
  let x = rowsOf(d)
  add(embedding(d, V), [theta, index('tokens'), index('positions'), x], [], READ, rows => embeddingGroups(d, rows))
  const byHead = (rows: number) => attentionGroups(heads, rows)
  const blocks = Array.from({ length: layers }, (_, layer) => {
    const own = (name: string) => at[`h${layer}.${name}`]
    const last = layer === layers - 1
    const view = last ? PREDICTING : READ
    const rowOf = last ? index('rowOf') : index('same')
    const before = normalize(`h${layer}.ln1`, x, READ)
    const [qkv, y, logSum] = [rowsOf(3 * d), rowsOf(d), rowsOf(heads)]
    product('bias', before.y, [theta, own('attn.qkv.w'), d, 3 * d], qkv, READ, { bias: own('attn.qkv.b') })
    add(attention({ d, heads }), [qkv, rowOf, index('first'), y, logSum], [], view, byHead)
    const middle = rowsOf(d)
    product('residual', y, [theta, own('attn.out.w'), d, d], middle, view, {
      bias: own('attn.out.b'),
      more: [x, rowOf],
    })
    const between = normalize(`h${layer}.ln2`, middle, view)
    const [hidden, active] = [rowsOf(4 * d), rowsOf(4 * d)]
    product('gelu', between.y, [theta, own('mlp.fc.w'), d, 4 * d], active, view, {
      bias: own('mlp.fc.b'),
      more: [hidden],
    })
    const after = rowsOf(d)
    product('residual', active, [theta, own('mlp.proj.w'), 4 * d, d], after, view, {
      bias: own('mlp.proj.b'),
      more: [middle, index('same')],
    })
    x = after
    return { own, last, view, rowOf, before, qkv, y, logSum, between, hidden, active }
  })
  const final = normalize('lnf', x, PREDICTING)
  const logits = rowsOf(V)
  product('plain', final.y, [transposed, at.wte, d, V], logits, PREDICTING)
  const scored = [logits, index('targets'), index('weights')]
  add(crossEntropyGradient(V), scored, [], PREDICTING, groupsByRow)

  // Backward: gradients in what is between the parameters serve block after block.
  const [dx, dMiddle, dNormed, dAttended] = [rowsOf(d), rowsOf(d), rowsOf(d), rowsOf(d)]
  const [dHidden, dQkv, inner] = [rowsOf(4 * d), rowsOf(3 * d), rowsOf(heads)]
  weights(logits, final.y, [at.wte, V, d], PREDICTING)
  product('plain', logits, [theta, at.wte, V, d], dNormed, PREDICTING)
  normalizeBack(final, dNormed, dx, [])
  for (const { own, last, view, rowOf, before, qkv, y, logSum, between, hidden, active } of blocks.toReversed()) {
    product('geluGradient', dx, [transposed, own('mlp.proj.w'), d, 4 * d], dHidden, view, { more: [hidden] })
    weights(active, dx, [own('mlp.proj.w'), 4 * d, d], view, own('mlp.proj.b'))
    product('plain', dHidden, [transposed, own('mlp.fc.w'), 4 * d, d], dNormed, view)
    weights(between.y, dHidden, [own('mlp.fc.w'), d, 4 * d], view, own('mlp.fc.b'))
    normalizeBack(between, dNormed, dMiddle, [dx, index('same')])
    product('plain', dMiddle, [transposed, own('attn.out.w'), d, d], dAttended, view)
    weights(y, dMiddle, [own('attn.out.w'), d, d], view, own('attn.out.b'))
    const queries = [qkv, rowOf, index('first'), y, logSum, dAttended, dQkv, inner]
    add(queryGradient({ d, heads }), queries, [], view, byHead)
    const [begin, end] = last ? [index('begin'), index('end')] : [index('same'), index('last')]
    const keys = [qkv, rowOf, begin, end, logSum, dAttended, inner, dQkv]
    add(keyValueGradient({ d, heads }), keys, [], READ, byHead)
    product('plain', dQkv, [transposed, own('attn.qkv.w'), 3 * d, d], dNormed, READ)
    weights(before.y, dQkv, [own('attn.qkv.w'), d, 3 * d], READ, own('attn.qkv.b'))
    normalizeBack(before, dNormed, dx, [dMiddle, last ? index('queryOf') : index('same')])
  }
  add(embeddingGradient(d, { V, context, parts }), [dx, index('listed'), index('starts'), partial], [P], READ, () =>
    embeddingGroups(d, V + context, parts),
  )
  add(gradientSum(parts), [partial, gradient], [P], READ, () => groupsAlong(P))

  return {
    dispatches,
    gradient,
    packing,
    indices,
    destroy() {
      for (const buffer of owned) buffer.destroy()
    },
  }
}
