import { attentionGroups } from '../../kernels/webgpu/attention'
import { embedding, embeddingGroups } from '../../kernels/webgpu/embedding'
import { pathAttention } from '../../kernels/webgpu/pathAttention'
import { type Binding, GpuPlan, type PlanSize, PREDICTING, READ } from './gpuPlan'
import type { GpuStore } from './gpuStore'
import { parameterCount, type TransformerShape } from './layout'
import { Sections } from './sections'

/** Lists of indices by row, by query, and by place of the tree of tokens. */
export type ReadingName = 'tokens' | 'positions' | 'place' | 'same' | 'rowOf' | 'previous'

export interface Reading {
  readonly plan: GpuPlan<ReadingName>
  /** [queries, V]. */
  readonly logits: Binding
}

/**
 * Reading of tokens as dispatches: the forward pass alone, which leaves keys and values where others find them.
 * @param theta all parameters and behind them the head, the transpose of the token embedding, [P + d·V]
 */
export function planReading(
  device: GPUDevice,
  shape: TransformerShape,
  theta: Binding,
  size: PlanSize,
  store: GpuStore,
): Reading {
  const { width: d, vocabulary: V, heads, layers } = shape
  const plan = new GpuPlan(device, shape, theta, size, listsOf(size.capacity, store.places))
  const index = (name: ReadingName) => plan.index(name)
  const rows = (width: number) => plan.rows(width)
  const [x, q, y, middle, normed] = Array.from({ length: 5 }, () => rows(d))
  const [hidden, active] = [rows(4 * d), rows(4 * d)]
  const room = { y: normed, moments: rows(2) }
  const byHead = (count: number) => attentionGroups(heads, count)
  plan.add(embedding(d, V), [theta, index('tokens'), index('positions'), x], READ, count => embeddingGroups(d, count))
  store.layers.forEach((keysValues, layer) => {
    const name = `h${layer}`
    // Of the last block, nothing but what predicts goes on.
    const isLast = layer === layers - 1
    const view = isLast ? PREDICTING : READ
    const rowOf = index(isLast ? 'rowOf' : 'same')
    plan.normalize(`${name}.ln1`, x, READ, room)
    plan.forward('keysValues', `${name}.attn.qkv`, normed, q, READ, keysValues, index('place'))
    const looks = [q, keysValues, rowOf, index('place'), index('previous'), y]
    plan.add(pathAttention({ d, heads }), looks, view, byHead)
    plan.forward('residual', `${name}.attn.out`, y, middle, view, x, rowOf)
    plan.normalize(`${name}.ln2`, middle, view, room)
    plan.forward('gelu', `${name}.mlp.fc`, normed, active, view, hidden)
    plan.forward('residual', `${name}.mlp.proj`, active, x, view, middle, index('same'))
  })
  plan.normalize('lnf', x, PREDICTING, room)
  const logits = rows(V)
  plan.product(normed, [theta, parameterCount(shape), d, V], logits, PREDICTING)
  return { plan, logits }
}

function listsOf(capacity: number, places: number): Sections<ReadingName> {
  const byRow = { tokens: capacity, positions: capacity, place: capacity, same: capacity, rowOf: capacity }
  const lists = new Sections<ReadingName>({ ...byRow, previous: places })
  for (let row = 0; row < capacity; row++) lists.parts.same[row] = row
  return lists
}
