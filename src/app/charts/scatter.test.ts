import { expect, it } from 'vitest'
import { nearestPoint } from './scatter'

const places = [
  { series: 0, index: 0, x: 10, y: 10 },
  { series: 0, index: 1, x: 30, y: 10 },
  { series: 1, index: 2, x: 30, y: 10 },
  { series: 1, index: 3, x: 30, y: 60 },
]

it('finds what is pointed at', () => {
  expect(nearestPoint(places, 12, 13)).toBe(0)
  expect(nearestPoint(places, 31, 50)).toBe(3)
  expect(nearestPoint(places, 30, 12)).toBe(2)
  expect(nearestPoint(places, 200, 200)).toBeNull()
  expect(nearestPoint([], 0, 0)).toBeNull()
})
