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

test('names never cover one another, nor leave the plot, nor change their order', () => {
  const wanted = [52, 50, 99, 50].map(at => ({ at, taken: [] }))
  const places = clearPlaces(wanted, 12, RANGE)!
  const inOrder = [places[1], places[3], places[0], places[2]]
  for (const [i, place] of inOrder.slice(1).entries()) expect(place - inOrder[i]).toBeGreaterThanOrEqual(12)
  expect(inOrder[0]).toBeGreaterThanOrEqual(6)
  expect(places[2]).toBe(94)
})

test('of two names beside one obstacle the upper one stands above it', () => {
  const taken = [[70, 86]] as const
  expect(
    clearPlaces(
      [
        { at: 80, taken },
        { at: 84, taken },
      ],
      12,
      RANGE,
    ),
  ).toEqual([64, 92])
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
