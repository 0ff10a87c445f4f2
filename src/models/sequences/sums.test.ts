import { expect, it } from 'vitest'
import { loadKernels } from '../../kernels/wasm/kernels'
import { Stream } from '../../random/streams'
import type { Responses } from './responses'
import { createSums, type SumsAlong } from './sums'

const draws = new Stream(1, 'evaluation')

/** Entries with so many visits each, to cells and with counts that are drawn, up to a visit from which on they are 1. */
function responsesOf(lengths: readonly number[], cells: number, onceFrom = Number.POSITIVE_INFINITY): Responses {
  const offsets = [0]
  for (const length of lengths) offsets.push(offsets.at(-1)! + length)
  const visits = offsets.at(-1)!
  return {
    weights: null,
    prompt: new Uint16Array(lengths.length),
    offsets: Int32Array.from(offsets),
    cells: Int32Array.from({ length: visits }, (_, j) => draws.uint32(0, j, 0) % cells),
    counts: Float64Array.from({ length: visits }, (_, j) => (j < onceFrom ? draws.uint32(1, j, 0) % 100 : 1)),
    strata: [],
    how: '',
  }
}

/** Responses of so many visits, of which each is to one of the two cells of its place, the first of them so often counted. */
function wandering(entries: number, length: number, counted = 1): Responses {
  const made = responsesOf(new Array(entries).fill(length), 2, counted)
  return { ...made, cells: made.cells.map((cell, j) => (cell + (j % length)) % 20) }
}

const values = (row: number, cells: number) =>
  Float64Array.from({ length: cells }, (_, cell) =>
    draws.uint32(row, cell, 0) % 7 === 0 ? Number.POSITIVE_INFINITY : draws.normal(row, cell, 1),
  )

function bothBy(sums: SumsAlong, { prompt }: Responses, first: Float64Array, second: Float64Array) {
  const into = [new Float32Array(prompt.length), new Float32Array(prompt.length)] as const
  sums.ofBoth(first, second, ...into)
  return into
}

// Before any kernel is loaded loops are what is left.
it('comes out by a kernel as by loops, bit for bit, for even and odd numbers of responses of any lengths', async () => {
  const lengths = (entries: number) => Array.from({ length: entries }, (_, i) => draws.uint32(2, i, 0) % 40)
  const cases = [
    { cells: 3, responses: responsesOf(new Array(64).fill(1), 3) },
    { cells: 5, responses: responsesOf([0, 100, 0], 5) },
    { cells: 5, responses: responsesOf([100], 5) },
    { cells: 900, responses: responsesOf(lengths(301), 900) },
    // Of the same count each, from the first on, and from the middle of one on.
    { cells: 900, responses: responsesOf(lengths(303), 900, 0) },
    { cells: 7, responses: responsesOf(new Array(66).fill(8), 7, 300) },
    // Alike so often that whole runs of visits are one, all of them and those from the middle of a response on.
    { cells: 20, responses: wandering(3000, 19) },
    { cells: 20, responses: wandering(3001, 19, 7) },
    // As many cells as have numbers of two bytes, and one more.
    { cells: 2 ** 16, responses: responsesOf(lengths(303), 2 ** 16, 0) },
    { cells: 2 ** 16 + 1, responses: responsesOf(lengths(303), 2 ** 16 + 1, 0) },
  ]
  const sums = () =>
    cases.map(({ responses, cells }, i) => {
      const own = createSums(responses, cells)
      const first = values(2 * i, cells)
      const both = bothBy(own, responses, first, values(2 * i + 1, cells))
      const alone = own.of(first, new Float32Array(both[0].length))
      own.dispose()
      return { both, alone, kind: own.constructor.name }
    })
  const byLoops = sums()
  await loadKernels()
  const byKernel = sums()
  expect(byLoops.every(({ kind }) => kind === 'Object')).toBe(true)
  expect(byKernel.every(({ kind }) => kind === 'ResponseSums')).toBe(true)
  for (const [i, { both, alone }] of byKernel.entries()) {
    expect(both).toEqual(byLoops[i].both)
    expect(alone).toEqual(both[0])
    expect(byLoops[i].alone).toEqual(both[0])
  }
  expect(byLoops[3].both[0].some(Number.isFinite)).toBe(true)
})

it('gives back the memory of responses when none that are equal are left', async () => {
  await loadKernels()
  const responses = responsesOf(new Array(5000).fill(3), 10)
  const [first, second] = [createSums(responses, 10), createSums({ ...responses }, 10)]
  first.dispose()
  const both = () => bothBy(second, responses, values(0, 10), values(1, 10))
  const expected = both()
  expect(expected[0].every(Number.isNaN)).toBe(false)
  // Whoever takes the room of what is still in use would overwrite it.
  const others = Array.from({ length: 20 }, (_, i) => createSums(responsesOf(new Array(5000).fill(2 + i), 10), 10))
  expect(both()).toEqual(expected)
  for (const each of [second, ...others]) each.dispose()
})
