import type { Stream } from '../../random/streams'
import type { DrawTables } from '../drawTables'
import { commonBlocks, type SharedBlocks } from './sharedBlocks'
import { cellWords, promptWords } from './tableWords'
import { GRADIENT, OPERATIONS, type Place, type Tape } from './tape'

/** A linear model (Eq. 3), and what it learns of. */
export interface LinearModel {
  readonly tables: DrawTables
  /** φ, [S, V, d]. */
  readonly features: Float64Array
  readonly dimension: number
  readonly data: Stream
  /** Sequences K of a step. */
  readonly batchSize: number
}

/** Steps that one model is to take. */
export interface Steps {
  readonly learner: Learner
  /** The first one, from 0, and how many. */
  readonly first: number
  readonly count: number
  /** What the tape is given at each, [count, given]. */
  readonly numbers: Float64Array
}

/** Words of a group, of a run and of an operation; see assembly/linear.ts. */
const GROUP = 12
const RUN = 10
const OPERATION = 8
const WORD = 4
const NUMBER = 8

/** A linear model in training, in the kernels' memory until it is disposed of. */
export class Learner {
  private readonly tables: { readonly prompts: number; readonly cells: number }
  private readonly features: number
  private readonly vectors: number
  /** Where the kernel finds all of it. */
  readonly run: number

  /** Null where there are no kernels (see `loadKernels`). */
  static open(model: LinearModel, tape: Tape): Learner | null {
    const blocks = commonBlocks()
    return blocks && new Learner(blocks, model, tape)
  }

  private constructor(
    readonly blocks: SharedBlocks,
    private readonly model: LinearModel,
    readonly tape: Tape,
  ) {
    const { tables, features, dimension: d } = model
    const { vocabulary: V, tokens } = tables
    this.tables = {
      prompts: blocks.share(promptWords(tables)),
      cells: blocks.share(cellWords(tables), tokens.byteLength),
    }
    this.features = blocks.share(new Uint32Array(features.buffer, features.byteOffset, 2 * features.length))
    const { vectors, numbers, given, operations } = tape
    this.vectors = blocks.take(NUMBER * (vectors * d + V + numbers) + WORD * (operations.length * OPERATION + RUN))
    const probabilities = this.vectors + NUMBER * vectors * d
    const ownNumbers = probabilities + NUMBER * V
    const written = ownNumbers + NUMBER * numbers
    this.run = written + WORD * operations.length * OPERATION
    const at = ({ kind, index }: Place) =>
      kind === 'vector' ? this.vectors + NUMBER * d * index : ownNumbers + NUMBER * index
    const stride = ({ kind }: Place) => (kind === 'vector' ? NUMBER : 0)
    blocks
      .words(this.run, RUN)
      .set([
        this.features,
        d,
        this.vectors,
        this.vectors + NUMBER * d * GRADIENT,
        probabilities,
        written,
        operations.length,
        ownNumbers,
        0,
        given,
      ])
    blocks.words(written, operations.length * OPERATION).set(
      operations.flatMap(({ does, a, b, out }) => {
        const entries = (does === 'norm' ? a : out).kind === 'vector' ? d : 1
        return [OPERATIONS.indexOf(does), entries, at(a), stride(a), at(b), stride(b), at(out), 0]
      }),
    )
  }

  /** One of the tape's vectors, [d]; valid until the next block of the memory is taken. */
  vector(index: number): Float64Array {
    const { dimension: d } = this.model
    const from = this.vectors / NUMBER + d * index
    return this.blocks.float64s.subarray(from, from + d)
  }

  /** Whether both learn of the same sequences. */
  isBeside({ tables, model }: Learner): boolean {
    const [seed, stream] = model.data.key
    const [ownSeed, ownStream] = this.model.data.key
    return (
      tables.cells === this.tables.cells &&
      tables.prompts === this.tables.prompts &&
      seed === ownSeed &&
      stream === ownStream &&
      model.batchSize === this.model.batchSize
    )
  }

  /** Writes the group of those that take the same steps of the same sequences. */
  writeGroup(group: Uint32Array, { first, count }: Steps, runs: number, size: number): void {
    const { tables, model } = this
    const { prompts, tokens, vocabulary: V } = model.tables
    const [seed, stream] = model.data.key
    group[0] = seed
    group[1] = stream
    group[2] = first
    group[3] = count
    group[4] = model.batchSize
    group[5] = tables.prompts
    group[6] = prompts.length
    group[7] = tables.cells
    group[8] = tokens.length / V
    group[9] = V
    group[10] = runs
    group[11] = size
  }

  dispose(): void {
    const { blocks, tables } = this
    for (const at of [tables.prompts, tables.cells, this.features]) blocks.release(at)
    blocks.giveBack(this.vectors)
  }
}

/**
 * Takes steps of several models by one call of the kernel. What equal sequences are learned of is drawn once.
 * @param all at least one
 */
export function train(all: readonly Steps[]): void {
  const { blocks } = all[0].learner
  const groups = grouped(all)
  const tables = new Set(all.map(({ numbers }) => numbers))
  const room = blocks.take(
    WORD * (GROUP * groups.length + all.length + 1) + [...tables].reduce((sum, { byteLength }) => sum + byteLength, 0),
  )
  const listed = room + WORD * GROUP * groups.length
  let next = NUMBER * Math.ceil((listed + WORD * all.length) / NUMBER)
  const placed = new Map<Float64Array, number>()
  for (const table of tables) {
    placed.set(table, next)
    blocks.float64s.set(table, next / NUMBER)
    next += table.byteLength
  }
  let run = listed
  for (const [i, group] of groups.entries()) {
    group[0].learner.writeGroup(blocks.words(room + WORD * GROUP * i, GROUP), group[0], run, group.length)
    const runs = blocks.words(run, group.length)
    for (const [j, { learner, numbers }] of group.entries()) {
      runs[j] = learner.run
      blocks.words(learner.run, RUN)[8] = placed.get(numbers)!
    }
    run += WORD * group.length
  }
  blocks.kernels.trainLinear(room, groups.length)
  blocks.giveBack(room)
}

/** Those that take the same steps of the same sequences, together. */
function grouped(all: readonly Steps[]): Steps[][] {
  const groups: Steps[][] = []
  for (const steps of all) {
    const group = groups.find(
      ([{ learner, first, count }]) =>
        first === steps.first && count === steps.count && learner.isBeside(steps.learner),
    )
    if (group) group.push(steps)
    else groups.push([steps])
  }
  return groups
}
