import { expect, test } from 'vitest'
import { clearPlaces } from './clearPlaces'

const RANGE = [0, 100] as const

test('a name stands where it would like to, if nothing is there', () => {
  expect(clearPlaces([{ at: 40, taken: [[60, 80]] }], 12, RANGE)).toEqual([40])
})

test('a name stands beside what it would cover, on the nearer side that has room', () => {
  expect(clearPlaces([{ at: 45, taken: [[40, 60]] }], 12, RANGE)).toEqual([34])
  expect(clearPlaces([{ at: 5, taken: [[4, 20]] }], 12, RANGE)).toEqual([26])
})

test('names never cover one another, nor leave the plot', () => {
  const wanted = [50, 50, 52, 99].map(at => ({ at, taken: [] }))
  const places = clearPlaces(wanted, 12, RANGE)!
  const sorted = [...places].sort((a, b) => a - b)
  for (const [i, place] of sorted.slice(1).entries()) expect(place - sorted[i]).toBeGreaterThanOrEqual(12)
  expect(sorted[0]).toBeGreaterThanOrEqual(6)
  expect(sorted.at(-1)).toBeLessThanOrEqual(94)
})

test('there are none where one of them has no room', () => {
  expect(
    clearPlaces(
      [
        { at: 20, taken: [] },
        { at: 50, taken: [[4, 96]] },
      ],
      12,
      RANGE,
    ),
  ).toBeNull()
})
