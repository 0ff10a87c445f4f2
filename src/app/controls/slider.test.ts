import { describe, expect, it } from 'vitest'
import { SHARED_PARAMETERS } from '../../config/parameters'
import { fromSlider, readTyped, sliderRange, stepped, toSlider, valueAfterKey } from './slider'

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

  it('reads what is typed, and says what it did not take', () => {
    expect(readTyped(byId('N'), ' 1,024 ', 16)).toEqual({ value: 1024, message: null })
    expect(readTyped(byId('eta'), '3e-2', 1)).toEqual({ value: 0.03, message: null })
    expect(readTyped(byId('H'), 'many', 32)).toEqual({ value: null, message: '“many” is not a number; H stays 32.' })
    expect(readTyped(byId('H'), '', 32).value).toBeNull()
    expect(readTyped(byId('H'), '1,5', 32).value).toBeNull()
    expect(readTyped(byId('H'), '9999', 32)).toEqual({
      value: 512,
      message: 'H is a whole number from 1 to 512; it was set to 512.',
    })
    expect(readTyped(byId('H'), '2.4', 32).value).toBe(2)
    expect(readTyped(byId('N'), '-Infinity', 32).value).toBe(1)
  })
})
