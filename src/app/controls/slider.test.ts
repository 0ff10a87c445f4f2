import { describe, expect, it } from 'vitest'
import { SHARED_PARAMETERS } from '../../config/schema'
import { aboutTyped, fromSlider, readTyped, sliderRange, stepped, toSlider, valueAfterKey } from './slider'

const byId = (id: string) => SHARED_PARAMETERS.find(parameter => parameter.id === id)!

describe('slider', () => {
  it('finds every shared parameter’s ends again', () => {
    for (const parameter of SHARED_PARAMETERS) {
      const { min, max } = sliderRange(parameter)
      expect(fromSlider(parameter, min)).toBe(parameter.min)
      expect(fromSlider(parameter, max)).toBe(parameter.sliderMax ?? parameter.max)
    }
  })

  it('moves with every arrow key until it reaches an end, and Home and End lead there', () => {
    for (const parameter of SHARED_PARAMETERS) {
      const last = parameter.sliderMax ?? parameter.max
      let value = parameter.min
      for (let presses = 0; value < last && presses < 2000; presses++) {
        const next = stepped(parameter, value, 1)
        expect(next).toBeGreaterThan(value)
        value = next
      }
      expect(valueAfterKey(parameter, value, 'Home')).toBe(parameter.min)
      expect(valueAfterKey(parameter, value, 'End')).toBe(last)
      expect(valueAfterKey(parameter, value, 'a')).toBeNull()
    }
  })

  it('places a logarithmic value by its logarithm', () => {
    const N = byId('N')
    const { min, max } = sliderRange(N)
    expect(toSlider(N, 32)).toBeCloseTo((min + max) / 2, 12)
  })

  it('reads what is typed as a link is read', () => {
    const typed = [
      ' 1,024 ',
      '1,234,567.5',
      '0,003',
      '1,0245',
      '3e-2',
      '-2',
      '1,5',
      '',
      'many',
      '0x10',
      '0b11',
      'Infinity',
    ]
    expect(typed.map(readTyped)).toEqual([1024, 1_234_567.5, null, null, 0.03, -2, null, null, null, null, null, null])
  })

  it('says what it did not take, and what is set instead', () => {
    expect(aboutTyped(byId('N'), '1,024', 1024)).toBeNull()
    expect(aboutTyped(byId('H'), 'many', 32)).toBe('“many” is not a number; H stays 32.')
    expect(aboutTyped(byId('H'), ' ', 32)).toBe('Nothing was typed; H stays 32.')
    expect(aboutTyped(byId('H'), '9999', 512)).toBe('H is a whole number from 1 to 512; it was set to 512.')
    expect(aboutTyped(byId('every'), '0', 2)).toBe('every cannot be 0 with the other settings; it was set to 2.')
    const wide = { ...byId('eta'), min: 1e-7, max: 1e6 }
    expect(aboutTyped(wide, '0', 1e-7)).toBe('η is a number from 0.0000001 to 1,000,000; it was set to 0.0000001.')
    expect(aboutTyped(wide, '2e6', 1e6)).toContain('it was set to 1,000,000.')
    expect(aboutTyped(wide, 'x', 0.123456789)).toContain('η stays 0.1235.')
  })
})
