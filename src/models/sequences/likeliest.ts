import { longestResponse, type SequenceTask } from './task'

/** Log-probabilities that differ by less, in nats, count as equal: tokens of equal probability, up to rounding. */
const TIE = 1e-9

/** The likeliest responses of a model, y⋆(x), prompt by prompt. */
export interface Modes {
  /** log π of one of them, nats, [X]. */
  readonly logProbs: Float64Array
  /**
   * log of the mass that a model gives to all of them together, nats, [X]: equally likely ones are all y⋆.
   * @param other next-token log-probabilities of that model, [S, V]
   */
  massUnder(other: Float64Array): Float64Array
  /** One of them for each prompt: its cells, in order; of equal ones the first in the order of the tokens. */
  cells(): Int32Array[]
}

/**
 * y⋆ by dynamic programming over states (Viterbi's algorithm), exactly.
 * @param logProbs next-token log-probabilities of the model, [S, V], nats
 */
export function modesOf(task: SequenceTask, logProbs: Float64Array): Modes {
  const { vocabulary: V, states, prompts, next } = task
  const likeliest = (ahead: Float64Array, here: Float64Array) => {
    for (let state = 0; state < states; state++) {
      let most = Number.NEGATIVE_INFINITY
      for (let cell = state * V; cell < (state + 1) * V; cell++)
        most = Math.max(most, logProbs[cell] + ahead[next[cell]])
      here[state] = most
    }
  }
  const best = backward(task, 0, likeliest)
  /** Whether a likeliest response with so many tokens to come goes through the cell. */
  const onTheWay = (cell: number, left: number): boolean => {
    const reached = logProbs[cell] + best(left - 1)[next[cell]]
    return reached >= best(left)[Math.floor(cell / V)] - TIE
  }
  return {
    logProbs: Float64Array.from(prompts, ({ state, length }) => best(length)[state]),
    massUnder(other) {
      const probabilities = other.map(Math.exp)
      const mass = backward(task, 1, (ahead, here, left) => {
        for (let state = 0; state < states; state++) {
          let sum = 0
          for (let cell = state * V; cell < (state + 1) * V; cell++) {
            if (onTheWay(cell, left)) sum += probabilities[cell] * ahead[next[cell]]
          }
          here[state] = sum
        }
      })
      return Float64Array.from(prompts, ({ state, length }) => Math.min(0, Math.log(mass(length)[state])))
    },
    cells: () =>
      prompts.map(({ state, length }) => {
        const path = new Int32Array(length)
        let at = state
        for (let h = 0; h < length; h++) {
          let cell = at * V
          while (!onTheWay(cell, length - h)) cell++
          path[h] = cell
          at = next[cell]
        }
        return path
      }),
  }
}

/**
 * Backward recursion over the remaining length; `values(length)[state]` folds all continuations of that length.
 * @param fold writes the values of every state, given those one token ahead and the tokens to come
 */
function backward(
  task: SequenceTask,
  atEnd: number,
  fold: (ahead: Float64Array, here: Float64Array, left: number) => void,
): (length: number) => Float64Array {
  const values = [new Float64Array(task.states).fill(atEnd)]
  const longest = longestResponse(task)
  for (let left = 1; left <= longest; left++) {
    const here = new Float64Array(task.states)
    fold(values[left - 1], here, left)
    values.push(here)
  }
  return length => values[length]
}
