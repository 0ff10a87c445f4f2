import { describe, expect, it } from 'vitest'
import { decimated, nearestIndex } from './series'

const wave = Array.from({ length: 1000 }, (_, i) => ({ step: i, value: i === 617 ? 50 : Math.sin(i / 40) }))

describe('decimated', () => {
  it('keeps about one point per pixel, spikes and the newest point included, in order', () => {
    const kept = decimated(wave, 999, 200)
    expect(kept.length).toBeLessThanOrEqual(204)
    expect(kept).toContainEqual({ step: 617, value: 50 })
    expect(kept.at(-1)).toBe(wave.at(-1))
    for (let i = 1; i < kept.length; i++) expect(kept[i].step).toBeGreaterThan(kept[i - 1].step)
  })

  it('leaves short series alone', () => {
    expect(decimated(wave.slice(0, 50), 999, 200)).toHaveLength(50)
  })
})

describe('nearestIndex', () => {
  it('finds the nearest step', () => {
    const entries = [0, 10, 20, 40].map(step => ({ step }))
    expect([-5, 4, 6, 29, 31, 99].map(step => entries[nearestIndex(entries, step)].step)).toEqual([
      0, 0, 10, 20, 40, 40,
    ])
    expect(nearestIndex([], 3)).toBe(-1)
  })
})
