import { describe, expect, it } from 'vitest'
import { defaultConfig, withChoice, withValue } from '../../config/settings'
import { differenceOf } from './difference'

describe('differenceOf', () => {
  const shown = defaultConfig('mixed-lengths', 'sgd')

  it('names what changed, and only that', () => {
    expect(differenceOf(withValue(shown, 'H', 64).config, shown)).toBe('H = 64')
    expect(differenceOf(withValue(shown, 'N', 64).config, shown)).toBe('same settings')
    expect(differenceOf(withChoice(shown, 'rule', 'sign'), shown)).toMatch(/^Sign descent/)
    expect(differenceOf(defaultConfig('random-linear', 'sgd'), shown)).toBe('Random linear')
  })

  it('leaves out what the earlier rule did not read', () => {
    expect(differenceOf(withValue(shown, 'lambda', 3).config, shown)).toBe('same settings')
  })
})
