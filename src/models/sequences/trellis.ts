import type { SequenceTask } from './task'

/**
 * The states that responses come through, by the number of tokens still to come: recursions over what is left of a response go
 * from node to node. A *node* is a pair of both, with an edge for each token that the teacher may write there. Where states tell
 * positions apart there are H times fewer of them than pairs.
 */
export class Trellis {
  /**
   * Node i has the edges offsets[i] … offsets[i + 1] − 1. Node 0, without any, is the end of every response; nodes with fewer
   * tokens to come stand first.
   */
  private readonly offsets: Int32Array
  /** The cell that an edge writes, state·V + token, */
  private readonly cells: Int32Array
  /** and the node that it leads to. */
  private readonly to: Int32Array
  /** Node before the first token, by prompt. */
  private readonly starts: Int32Array
  private readonly values: Float64Array

  constructor(task: SequenceTask) {
    const { vocabulary: V, states, prompts, next } = task
    const reached = reachedStates(task)
    const offsets = [0, 0]
    const cells: number[] = []
    const to: number[] = []
    this.starts = new Int32Array(prompts.length)
    // By state, the nodes with as many tokens to come; with none it is node 0 for all.
    let here = new Int32Array(states)
    for (const [left, own] of reached.entries()) {
      const ahead = here
      here = new Int32Array(states)
      for (const state of own) {
        here[state] = offsets.length - 1
        for (let cell = state * V; cell < (state + 1) * V; cell++) {
          if (!written(task, cell)) continue
          cells.push(cell)
          to.push(ahead[next[cell]])
        }
        offsets.push(cells.length)
      }
      for (const [x, { length, state }] of prompts.entries()) if (length === left + 1) this.starts[x] = here[state]
    }
    this.offsets = Int32Array.from(offsets)
    this.cells = Int32Array.from(cells)
    this.to = Int32Array.from(to)
    this.values = new Float64Array(offsets.length - 1)
  }

  /** Σ over the responses to a prompt of the product of their cells' values: what `of` says from then on. */
  sumProduct(cellValues: Float64Array): void {
    const { offsets, cells, to, values } = this
    values[0] = 1
    for (let node = 1, edge = 0; node < values.length; node++) {
      const end = offsets[node + 1]
      let sum = 0
      for (; edge < end; edge++) sum += cellValues[cells[edge]] * values[to[edge]]
      values[node] = sum
    }
  }

  /** The largest sum of its cells' values among the responses to a prompt. */
  maxSum(cellValues: Float64Array): void {
    const { offsets, cells, to, values } = this
    values[0] = 0
    for (let node = 1, edge = 0; node < values.length; node++) {
      const end = offsets[node + 1]
      let most = Number.NEGATIVE_INFINITY
      for (; edge < end; edge++) most = Math.max(most, cellValues[cells[edge]] + values[to[edge]])
      values[node] = most
    }
  }

  /** The answer for a prompt, by its index. */
  of(x: number): number {
    return this.values[this.starts[x]]
  }
}

/** The states that responses are in with left + 1 tokens to come, by `left`. */
function reachedStates(task: SequenceTask): number[][] {
  const { vocabulary: V, states, prompts, next } = task
  const longest = prompts.reduce((most, { length }) => Math.max(most, length), 0)
  const reached: number[][] = new Array(longest)
  const here = new Uint8Array(states)
  for (let left = longest - 1; left >= 0; left--) {
    here.fill(0)
    for (const { length, state } of prompts) if (length === left + 1) here[state] = 1
    for (const state of reached[left + 1] ?? []) {
      for (let cell = state * V; cell < (state + 1) * V; cell++) if (written(task, cell)) here[next[cell]] = 1
    }
    reached[left] = []
    for (let state = 0; state < states; state++) if (here[state]) reached[left].push(state)
  }
  return reached
}

function written({ teacher }: SequenceTask, cell: number): boolean {
  return teacher[cell] > Number.NEGATIVE_INFINITY
}
