import { expect, it } from 'vitest'
import { loadKernels } from '../../kernels/wasm/kernels'
import { Stream } from '../../random/streams'
import type { Responses } from './responses'
import { createSums } from './sums'

const draws = new Stream(1, 'evaluation')

/** Entries with so many visits each, to cells and with counts that are drawn. */
function responsesOf(lengths: readonly number[], cells: number): Responses {
  const offsets = [0]
  for (const length of lengths) offsets.push(offsets.at(-1)! + length)
  const visits = offsets.at(-1)!
  return {
    weights: null,
    prompt: new Uint16Array(lengths.length),
    offsets: Int32Array.from(offsets),
    cells: Int32Array.from({ length: visits }, (_, j) => draws.uint32(0, j, 0) % cells),
    counts: Float64Array.from({ length: visits }, (_, j) => draws.uint32(1, j, 0) % 100),
    strata: [],
    how: '',
  }
}

const values = (row: number, cells: number) =>
  Float64Array.from({ length: cells }, (_, cell) =>
    draws.uint32(row, cell, 0) % 7 === 0 ? Number.POSITIVE_INFINITY : draws.normal(row, cell, 1),
  )

// Before any kernel is loaded loops are what is left.
it('comes out by a kernel as by loops, bit for bit, for even and odd numbers of responses of any lengths', async () => {
  const cases = [
    responsesOf(new Array(64).fill(1), 3),
    responsesOf([0, 100, 0], 5),
    responsesOf([100], 5),
    responsesOf(
      Array.from({ length: 301 }, (_, i) => draws.uint32(2, i, 0) % 40),
      900,
    ),
  ].map((responses, i) => ({ responses, cells: [3, 5, 5, 900][i] }))
  const sums = () =>
    cases.map(({ responses, cells }, i) => {
      const own = createSums(responses, cells)
      const both = own.of(values(2 * i, cells), values(2 * i + 1, cells))
      own.dispose()
      return { both, kind: own.constructor.name }
    })
  const byLoops = sums()
  await loadKernels()
  const byKernel = sums()
  expect(byLoops.map(({ kind }) => kind)).toEqual(new Array(4).fill('Object'))
  expect(byKernel.map(({ kind }) => kind)).toEqual(new Array(4).fill('ResponseSums'))
  expect(byKernel.map(({ both }) => both)).toEqual(byLoops.map(({ both }) => both))
  expect(byLoops[3].both[0].some(Number.isFinite)).toBe(true)
})

it('gives back the memory of responses when none that are equal are left', async () => {
  await loadKernels()
  const responses = responsesOf(new Array(5000).fill(3), 10)
  const [first, second] = [createSums(responses, 10), createSums({ ...responses }, 10)]
  first.dispose()
  const expected = second.of(values(0, 10), values(1, 10))
  expect(expected[0].every(Number.isNaN)).toBe(false)
  // Whoever takes the room of what is still in use would overwrite it.
  const others = Array.from({ length: 20 }, (_, i) => createSums(responsesOf(new Array(5000).fill(2 + i), 10), 10))
  expect(second.of(values(0, 10), values(1, 10))).toEqual(expected)
  for (const each of [second, ...others]) each.dispose()
})
