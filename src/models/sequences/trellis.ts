import { Fold, type Levels } from '../../kernels/wasm/fold'
import { longestResponse, type SequenceTask } from './task'

/**
 * The states that responses come through, by the number of tokens still to come: recursions over what is left of a response
 * need only go through these. Where states tell positions apart they are H times fewer than all.
 */
export class Trellis {
  /** Σ over the responses to a prompt of the product of their cells' first values, [X]. */
  readonly sumProduct: Float64Array
  /** The largest sum of their cells' second values, [X]. */
  readonly maxSum: Float64Array
  private readonly byKernel: Fold | null
  private readonly byLoops: (first: Float64Array, second: Float64Array) => void

  constructor(task: SequenceTask) {
    const { vocabulary, states, next, prompts } = task
    const reached = reachedStates(task)
    const questions: { answer: number; state: number }[][] = reached.map(() => [])
    for (const [answer, { state, length }] of prompts.entries()) questions[length - 1].push({ answer, state })
    const levels = { vocabulary, states, next, reached, questions }
    this.sumProduct = new Float64Array(prompts.length)
    this.maxSum = new Float64Array(prompts.length)
    const edges = vocabulary * reached.reduce((sum, { length }) => sum + length, 0)
    this.byKernel = edges < FEW ? null : Fold.open(levels)
    this.byLoops = foldByLoops(levels, this.sumProduct, this.maxSum)
  }

  /**
   * Writes `sumProduct` and `maxSum`, by a kernel as by loops bit for bit.
   * @param first and @param second values of each cell, [S, V]; 0 and −∞ for tokens that the teacher never writes
   */
  fold(first: Float64Array, second: Float64Array): void {
    if (this.byKernel) this.byKernel.of(first, second, this.sumProduct, this.maxSum)
    else this.byLoops(first, second)
  }

  dispose(): void {
    this.byKernel?.dispose()
  }
}

function foldByLoops(
  { vocabulary: V, states, next, reached, questions }: Levels,
  sumProduct: Float64Array,
  maxSum: Float64Array,
): (first: Float64Array, second: Float64Array) => void {
  // What is folded from a state on, with as many tokens to come and with one less, [S, 2].
  let here = new Float64Array(2 * states)
  let ahead = new Float64Array(2 * states)
  return (first, second) => {
    for (let state = 0; state < states; state++) {
      ahead[2 * state] = 1
      ahead[2 * state + 1] = 0
    }
    for (let left = 0; left < reached.length; left++) {
      const own = reached[left]
      for (let i = 0; i < own.length; i++) {
        const state = own[i]
        let sum = 0
        let most = Number.NEGATIVE_INFINITY
        for (let cell = state * V, end = cell + V; cell < end; cell++) {
          const after = 2 * next[cell]
          sum += first[cell] * ahead[after]
          const reach = second[cell] + ahead[after + 1]
          if (reach > most) most = reach
        }
        here[2 * state] = sum
        here[2 * state + 1] = most
      }
      const asked = questions[left]
      for (let i = 0; i < asked.length; i++) {
        const { answer, state } = asked[i]
        sumProduct[answer] = here[2 * state]
        maxSum[answer] = here[2 * state + 1]
      }
      const spent = ahead
      ahead = here
      here = spent
    }
  }
}

/** Tokens at states of which there must be so many before a kernel is called for them. */
const FEW = 64

/** Equal ones in a row are one array. */
function reachedStates(task: SequenceTask): Int32Array[] {
  const { vocabulary: V, states, prompts, teacher, next } = task
  const reached: Int32Array[] = new Array(longestResponse(task))
  const marks = new Uint8Array(states)
  let before = new Int32Array(0)
  for (let left = reached.length - 1; left >= 0; left--) {
    marks.fill(0)
    for (const { length, state } of prompts) if (length === left + 1) marks[state] = 1
    for (const state of before) {
      for (let cell = state * V; cell < (state + 1) * V; cell++) {
        if (teacher[cell] > Number.NEGATIVE_INFINITY) marks[next[cell]] = 1
      }
    }
    let count = 0
    for (const mark of marks) count += mark
    const alike = count === before.length && before.every(state => marks[state] === 1)
    if (!alike) before = Int32Array.from(marks.keys()).filter(state => marks[state] === 1)
    reached[left] = before
  }
  return reached
}
