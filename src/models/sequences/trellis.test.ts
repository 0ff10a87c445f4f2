import { expect, it } from 'vitest'
import { loadKernels } from '../../kernels/wasm/kernels'
import { Stream } from '../../random/streams'
import type { SequenceTask } from './task'
import { Trellis } from './trellis'

const draws = new Stream(3, 'evaluation')

/** States that follow each other in any order, some tokens that are never written, and prompts of several lengths. */
function taskOf(vocabulary: number, states: number, lengths: readonly number[]): SequenceTask {
  const cells = Array.from({ length: states * vocabulary }, (_, cell) => cell)
  // The first token of every state is written, so that every response has an end.
  const never = (cell: number) => cell % vocabulary > 0 && draws.uint32(0, cell, 0) % 4 === 0
  return {
    vocabulary,
    states,
    prompts: lengths.map((length, x) => ({ mass: 1 / lengths.length, state: x % states, length, name: '' })),
    teacher: Float64Array.from(cells, cell => (never(cell) ? Number.NEGATIVE_INFINITY : -1)),
    next: Int32Array.from(cells, cell => draws.uint32(1, cell, 0) % states),
  }
}

function valuesOf({ teacher }: SequenceTask, row: number): { first: Float64Array; second: Float64Array } {
  const never = (cell: number) => teacher[cell] === Number.NEGATIVE_INFINITY
  return {
    first: teacher.map((_, cell) => (never(cell) ? 0 : draws.uniform(row, cell, 0))),
    second: teacher.map((_, cell) => (never(cell) ? Number.NEGATIVE_INFINITY : draws.normal(row, cell, 1))),
  }
}

/** By going through every response. */
function enumerated(task: SequenceTask, first: Float64Array, second: Float64Array) {
  const { vocabulary: V, teacher, next, prompts } = task
  const go = (state: number, left: number): { sum: number; most: number } => {
    if (left === 0) return { sum: 1, most: 0 }
    let [sum, most] = [0, Number.NEGATIVE_INFINITY]
    for (let cell = state * V; cell < (state + 1) * V; cell++) {
      if (teacher[cell] === Number.NEGATIVE_INFINITY) continue
      const rest = go(next[cell], left - 1)
      sum += first[cell] * rest.sum
      most = Math.max(most, second[cell] + rest.most)
    }
    return { sum, most }
  }
  return prompts.map(({ state, length }) => go(state, length))
}

const TASKS = [
  taskOf(2, 1, [1]),
  taskOf(2, 1, [200]),
  taskOf(3, 7, [1, 6, 6, 5]),
  taskOf(4, 11, [7]),
  taskOf(2, 40, [9, 3, 9]),
]

function folded(): { sums: Float64Array; most: Float64Array }[][] {
  return TASKS.map(task => {
    const trellis = new Trellis(task)
    const all = [10, 20].map(row => {
      const { first, second } = valuesOf(task, row)
      trellis.fold(first, second)
      return { sums: trellis.sumProduct.slice(), most: trellis.maxSum.slice() }
    })
    trellis.dispose()
    return all
  })
}

// Before any kernel is loaded loops are what is left.
it('folds all responses, by a kernel as by loops, bit for bit', async () => {
  const byLoops = folded()
  for (const [i, task] of TASKS.entries()) {
    if (task.prompts[0].length > 9) continue
    const { first, second } = valuesOf(task, 20)
    for (const [x, { sum, most }] of enumerated(task, first, second).entries()) {
      expect(byLoops[i][1].sums[x]).toBeCloseTo(sum, 12)
      expect(byLoops[i][1].most[x]).toBeCloseTo(most, 12)
    }
  }
  await loadKernels()
  // Whatever stands where the kernel's folds are going to.
  const filled = new Trellis(TASKS[2])
  filled.fold(new Float64Array(21).fill(Number.NaN), new Float64Array(21).fill(Number.NaN))
  filled.dispose()
  expect(folded()).toEqual(byLoops)
})
