import type { Stratum } from '../../coverage/bands'
import type { Prompt, SequenceTask } from './task'

/**
 * A set of responses, each as the cells (state·V + token) that it visits. A log-probability under fixed parameters depends
 * only on how often each cell is visited: such entries are merged, and responses with equal visits share one. Entries that
 * keep the order of their tokens name a cell as often as it is visited.
 */
export interface Responses {
  /** Probability of each entry, summing to 1; null when the entries are equally weighted samples. */
  readonly weights: Float64Array | null
  /** Prompt index of each entry. */
  readonly prompt: Uint16Array
  /** Entry i owns visits offsets[i] … offsets[i+1]−1. */
  readonly offsets: Int32Array
  readonly cells: Int32Array
  readonly counts: Float64Array
  /** What is estimated from samples; nothing where the entries are all there are. */
  readonly strata: readonly Stratum[]
  /** How the entries came about, in words. */
  readonly how: string
}

/** Largest number of entries that is enumerated. */
export const ENUMERATION_LIMIT = 20_000

/** Collects entries one by one. */
export class ResponseBuilder {
  private readonly weights: number[] = []
  private readonly prompts: number[] = []
  private readonly offsets: number[] = [0]
  private readonly cells: number[] = []
  private readonly counts: number[] = []
  /** Where the current entry keeps a cell; older positions lie before the entry's begin and count as none. */
  private readonly position: Int32Array

  /**
   * @param cells number of cells of the task, S·V
   * @param ordered keep every visit in its place instead of merging those to one cell
   */
  constructor(
    cells: number,
    private readonly ordered = false,
  ) {
    this.position = new Int32Array(cells).fill(-1)
  }

  /** Adds one entry; a cell may be named several times. */
  add(prompt: number, weight: number, cells: ArrayLike<number>, counts?: ArrayLike<number>): void {
    this.prompts.push(prompt)
    this.weights.push(weight)
    const begin = this.cells.length
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]
      const count = counts ? counts[i] : 1
      if (count === 0) continue
      if (!this.ordered && this.position[cell] >= begin) {
        this.counts[this.position[cell]] += count
        continue
      }
      this.position[cell] = this.cells.length
      this.cells.push(cell)
      this.counts.push(count)
    }
    this.offsets.push(this.cells.length)
  }

  /** @param equal whether all entries are samples of equal weight */
  build(how: string, { strata = [] as readonly Stratum[], equal = false } = {}): Responses {
    return {
      weights: equal ? null : Float64Array.from(this.weights),
      prompt: Uint16Array.from(this.prompts),
      offsets: Int32Array.from(this.offsets),
      cells: Int32Array.from(this.cells),
      counts: Float64Array.from(this.counts),
      strata,
      how,
    }
  }
}

/** Sums a cell value along every response, [entries]. */
export function sumAlong({ offsets, cells, counts }: Responses, cellValues: Float64Array): Float64Array {
  const sums = new Float64Array(offsets.length - 1)
  for (let i = 0; i < sums.length; i++) {
    for (let j = offsets[i]; j < offsets[i + 1]; j++) sums[i] += counts[j] * cellValues[cells[j]]
  }
  return sums
}

/**
 * Every response of the task with its π_D-probability, or null where that would take more than `limit` entries.
 * Where the tokens of a prompt are independent draws from one distribution, their counts are a sufficient statistic and
 * one entry per vector of counts is enough: H + 1 entries instead of 2^H for a binary vocabulary.
 */
export function enumerateResponses(task: SequenceTask, limit: number = ENUMERATION_LIMIT): Responses | null {
  const sizes = task.prompts.map(prompt => entriesOf(task, prompt))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (!(total <= limit)) return null
  const builder = new ResponseBuilder(task.states * task.vocabulary)
  task.prompts.forEach((prompt, x) => {
    if (independentTokens(task, prompt)) enumerateCounts(task, prompt, x, builder)
    else enumerateSequences(task, prompt, x, builder)
  })
  const counted = task.prompts.some(prompt => prompt.length > 1 && independentTokens(task, prompt))
  const entries = total.toLocaleString('en-US')
  return builder.build(
    counted
      ? `from the counts of each token, a sufficient statistic (${entries} cases)`
      : `by enumeration of ${entries} responses`,
  )
}

/** Whether every token leads back to the prompt's own state. */
export function independentTokens(task: SequenceTask, prompt: Prompt): boolean {
  const row = prompt.state * task.vocabulary
  for (let v = 0; v < task.vocabulary; v++) if (task.next[row + v] !== prompt.state) return false
  return true
}

export function entriesOf(task: SequenceTask, prompt: Prompt): number {
  const { vocabulary: V } = task
  if (!independentTokens(task, prompt)) return V ** prompt.length
  let compositions = 1
  for (let v = 1; v < V; v++) compositions = (compositions * (prompt.length + v)) / v
  return Math.round(compositions)
}

export function enumerateSequences(task: SequenceTask, prompt: Prompt, x: number, builder: ResponseBuilder): void {
  const { vocabulary: V, teacher, next } = task
  const path = new Int32Array(prompt.length)
  const extend = (h: number, state: number, logWeight: number): void => {
    if (h === prompt.length) {
      builder.add(x, prompt.mass * Math.exp(logWeight), path)
      return
    }
    for (let cell = state * V; cell < (state + 1) * V; cell++) {
      if (teacher[cell] === Number.NEGATIVE_INFINITY) continue
      path[h] = cell
      extend(h + 1, next[cell], logWeight + teacher[cell])
    }
  }
  extend(0, prompt.state, 0)
}

export function enumerateCounts(task: SequenceTask, prompt: Prompt, x: number, builder: ResponseBuilder): void {
  const { vocabulary: V, teacher } = task
  const row = prompt.state * V
  const cells = Int32Array.from({ length: V }, (_, v) => row + v)
  const counts = new Int32Array(V)
  // The multinomial weight H!/Πcounts! · Πp^counts, built up one binomial factor at a time.
  const extend = (v: number, left: number, logWeight: number): void => {
    if (v === V - 1) {
      if (left > 0 && teacher[row + v] === Number.NEGATIVE_INFINITY) return
      counts[v] = left
      builder.add(x, prompt.mass * Math.exp(logWeight + (left > 0 ? left * teacher[row + v] : 0)), cells, counts)
      return
    }
    let logFactor = 0
    for (let count = 0; count <= left; count++) {
      if (count > 0) logFactor += Math.log((left - count + 1) / count) + teacher[row + v]
      if (logFactor === Number.NEGATIVE_INFINITY) break
      counts[v] = count
      extend(v + 1, left - count, logWeight + logFactor)
    }
  }
  extend(0, prompt.length, 0)
}
