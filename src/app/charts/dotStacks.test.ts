import { describe, expect, it } from 'vitest'
import { stackDots } from './dotStacks'

describe('stackDots', () => {
  it('keeps every dot in its bin and below the top, none on another', () => {
    for (const count of [1, 7, 60, 300]) {
      const bins = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? 0 : 1))
      const { diameter, places } = stackDots(bins, 14, 150)
      for (const { x, y } of places) {
        expect(x - diameter / 2).toBeGreaterThanOrEqual(0)
        expect(x + diameter / 2).toBeLessThanOrEqual(14)
        expect(y + diameter / 2).toBeLessThanOrEqual(150)
      }
      const own = places.filter((_, i) => bins[i] === 1).map(({ x, y }) => `${x} ${y}`)
      expect(new Set(own).size).toBe(own.length)
    }
  })

  it('shrinks the dots only as far as the fullest bin asks', () => {
    expect(stackDots([0, 1, 2], 14, 150).diameter).toBe(9)
    expect(stackDots([0, 1, 2], 21, 150).diameter).toBe(13)
    expect(stackDots(new Array(60).fill(0), 14, 150).diameter).toBeLessThan(9)
  })

  it('lets dots overlap rather than leave the plot', () => {
    const { diameter, places } = stackDots(new Array(2000).fill(0), 4, 100)
    expect(diameter).toBe(2)
    expect(Math.max(...places.map(({ y }) => y))).toBeLessThanOrEqual(101)
  })

  it('piles up from the axis, nearest first', () => {
    const { places, diameter } = stackDots([0, 0, 0], 9, 150)
    expect(places.map(({ y }) => y)).toEqual([0.5, 1.5, 2.5].map(rows => rows * diameter))
  })
})
