import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../config/lockstep'
import { defaultConfig } from '../config/settings'
import { changed, NOTHING_TO_UNDO, redone, type Undo, undone } from './undo'

function withH(H: number): Settings {
  const config = defaultConfig()
  return { config: { ...config, values: { ...config.values, H } }, rival: null }
}

const opened = (...lengths: number[]): Undo => lengths.map(withH).reduce(changed, NOTHING_TO_UNDO)
const shownH = ({ present }: Undo) => present?.config.values.H

describe('undo of settings', () => {
  test('goes back and forth through what was shown', () => {
    const back = undone(undone(opened(8, 16, 32)))
    expect(shownH(back)).toBe(8)
    expect(undone(back)).toBe(back)
    expect(shownH(redone(back))).toBe(16)
    const newest = redone(redone(back))
    expect(shownH(newest)).toBe(32)
    expect(redone(newest)).toBe(newest)
  })

  test('a change after going back forgets what had been taken back', () => {
    const other = changed(undone(opened(8, 16)), withH(64))
    expect(other.future).toEqual([])
    expect(shownH(undone(other))).toBe(8)
  })

  test('settings that stay the same are no change', () => {
    const once = opened(8, 16)
    expect(changed(once, withH(16))).toBe(once)
  })

  test('as many steps back as forth lead to where they began, however long the past', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 512 }), { minLength: 1, maxLength: 150 })
    fc.assert(
      fc.property(lengths, fc.nat(160), (all, times) => {
        const begun = opened(...all)
        const steps = Math.min(times, begun.past.length)
        let undo = begun
        for (let i = 0; i < steps; i++) undo = undone(undo)
        for (let i = 0; i < steps; i++) undo = redone(undo)
        expect(undo).toEqual(begun)
        expect(undo.past.length).toBeLessThanOrEqual(100)
      }),
    )
  })
})
