import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLink } from './link'
import { CONTROLS, encodePresentation, leaves, PLAIN, presentedAs } from './presentation'

describe('how a link is shown', () => {
  it('is left out where it is as usual, and replaces what a link says', () => {
    expect(encodePresentation(PLAIN)).toBe('')
    expect(presentedAs('?v=1&lock=H&present=1&H=8', PLAIN)).toBe('v=1&H=8')
    expect(presentedAs('v=1&sweep=H:8,16', { ...PLAIN, lock: ['H', 'play'] })).toBe('v=1&sweep=H:8,16&lock=H,play')
  })

  it.each([
    ['lock=', ['play'], []],
    ['lock=,,', ['play'], []],
    ['lock=play,H,H', ['H', 'play'], []],
    [
      'lock=H,nope,__proto__',
      ['H'],
      ['lock names “nope”, “__proto__”, which no control is called; the others stay locked.'],
    ],
    ['lock=constructor', ['play'], ['lock names “constructor”, which no control is called; the others stay locked.']],
  ])('%s leaves %j', (query, lock, adjustments) => {
    const decoded = decodeLink(query)
    expect(decoded.presentation.lock).toEqual(lock)
    expect(decoded.adjustments).toEqual(adjustments)
  })

  it('says what it does not know, and shows the usual chart', () => {
    const { presentation, adjustments } = decodeLink('embed=yes&chart=pie&present=2')
    expect(presentation).toEqual(PLAIN)
    expect(adjustments).toHaveLength(3)
    expect(adjustments[0]).toBe('embed = “yes” is neither 0 nor 1; the whole page is shown.')
    expect(adjustments[1]).toMatch(/^chart names “pie”; the charts are coverage, history, /)
  })

  it('never unlocks by a malformed list', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const { lock } = decodeLink(new URLSearchParams({ lock: text }).toString()).presentation
        expect(lock).not.toBeNull()
        expect(CONTROLS.some(id => !leaves(lock, id))).toBe(true)
      }),
      { seed: 14 },
    )
  })
})
