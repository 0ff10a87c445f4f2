import { addToBatches, type BatchSums, batchesFor, emptyBatches } from '../../coverage/batchSums'
import { addReplicates, emptyReplicates, type Replicates, replicate } from '../../coverage/confidence'
import { logThreshold } from '../../coverage/pairwise'
import { addResponses, emptySums } from '../../coverage/selectionSums'
import type { LogProbTable, RowBlock } from '../../logprobs/table'
import { Stream } from '../../random/streams'
import { yieldToMessages } from '../pace'
import { type Chunk, chunksOf } from './chunks'
import { type Comparison, type GapCounts, noGaps, shapeOf, type TableShape } from './comparison'
import type { ComparedSums, Hooks, SelectionRows } from './rows'

/** Milliseconds of work between two looks at the messages. */
const SLICE = 30

/** Bootstrap replicates at a time, some milliseconds each. */
const FEW = 10

/** A block of a table, and the index of its first row in the whole table. */
export interface OwnedBlock {
  readonly block: RowBlock
  readonly first: number
}

/** Rows that lie here, whole tables or a worker's share of one; computed with in slices, on one thread. */
export class LocalRows implements SelectionRows {
  private readonly owned: OwnedBlock[] = []

  /** @param shape of the whole table, of which any number of blocks may be elsewhere */
  constructor(readonly shape: TableShape) {}

  static of(table: LogProbTable): LocalRows {
    const rows = new LocalRows(shapeOf(table))
    let first = 0
    for (const block of table.blocks) {
      rows.own({ block, first })
      first += block.rows
    }
    return rows
  }

  own(block: OwnedBlock): void {
    this.owned.push(block)
  }

  async groupSizes(): Promise<Float64Array> {
    const sizes = new Float64Array(this.shape.groups?.length ?? 0)
    for (const { block } of this.owned) for (const g of block.group ?? []) sizes[g]++
    return sizes
  }

  async compare(comparison: Comparison, hooks: Hooks = {}): Promise<ComparedSums> {
    const { candidates, teacher, reading } = comparison
    const sums = emptySums(candidates.length, teacher, reading.base)
    const gaps = noGaps(candidates.length)
    await this.pass(comparison, gaps, hooks, ({ columns, rows }) => addResponses(sums, columns, rows))
    return { sums, gaps }
  }

  async deal(comparison: Comparison, N: number, seed: number, hooks: Hooks = {}): Promise<BatchSums> {
    const { candidates, teacher, reading } = comparison
    const batches = batchesFor(this.shape.rows, candidates.length)
    const sums = emptyBatches(batches, candidates.length, logThreshold(N, reading.base), teacher)
    const stream = new Stream(seed, 'sampling')
    const batchOf = (row: number) =>
      this.shape.rows <= batches ? row : Math.floor(stream.uniform(DEALING, 0, row) * batches)
    await this.pass(comparison, noGaps(candidates.length), hooks, ({ columns, rows, index }) => {
      addToBatches(sums, columns, index.subarray(0, rows).map(batchOf), rows)
    })
    return sums
  }

  async replicate(sums: BatchSums, replicates: number, seed: number, hooks: Hooks = {}): Promise<Replicates> {
    return replicateRange(sums, 0, replicates, seed, hooks)
  }

  /** Every chunk once. */
  private async pass(
    comparison: Comparison,
    gaps: GapCounts,
    { onProgress, signal }: Hooks,
    take: (chunk: Chunk) => void,
  ): Promise<void> {
    const all = this.owned.reduce((sum, { block }) => sum + block.rows, 0)
    const rest = slices(signal)
    let passed = 0
    for (const { block, first } of this.owned) {
      for (const chunk of chunksOf(block, first, comparison, gaps)) {
        take(chunk)
        passed += chunk.passed
        if (await rest()) onProgress?.(passed / all)
      }
    }
  }
}

/** Coordinates of the random stream: the dealing of rows, and replicates from 0 on. */
const DEALING = 0
const RESAMPLING = 1

/** The replicates numbered `from` up to `to`, without the last. */
export async function replicateRange(
  sums: BatchSums,
  from: number,
  to: number,
  seed: number,
  { onProgress, signal }: Hooks,
): Promise<Replicates> {
  const stream = new Stream(seed, 'sampling')
  const tally = emptyReplicates(sums)
  const rest = slices(signal)
  for (let r = from; r < to; r += FEW) {
    addReplicates(
      tally,
      replicate(sums, r, Math.min(to, r + FEW), (one, draw) => stream.uniform(RESAMPLING, one, draw)),
    )
    if (await rest()) onProgress?.((r - from) / (to - from))
  }
  return tally
}

/** Lets messages through when a slice of work is over, and says whether it was. */
function slices(signal: AbortSignal | undefined): () => Promise<boolean> {
  let began = performance.now()
  return async () => {
    signal?.throwIfAborted()
    if (performance.now() - began < SLICE) return false
    await yieldToMessages()
    signal?.throwIfAborted()
    began = performance.now()
    return true
  }
}
