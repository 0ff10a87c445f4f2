import { describe, expect, it } from 'vitest'
import {
  formatDuration,
  formatNats,
  formatNumber,
  formatPercent,
  formatRatio,
  formatSetting,
  shortPercent,
  subscript,
} from './format'

describe('format', () => {
  it('writes shares short where there is little room', () => {
    expect([0, 0.0004, 0.0041, 0.214, 0.991, 0.9996, 1].map(shortPercent)).toEqual([
      '0 %',
      '<0.1 %',
      '0.4 %',
      '21 %',
      '99.1 %',
      '>99.9 %',
      '100 %',
    ])
  })

  it('writes numbers with three significant digits and whole numbers in full', () => {
    expect([0, 1024, 27.437, 0.031249, -0.5, 123456.7, 3.21e-7, -1e-5, 1.256e15, 1e12].map(formatNumber)).toEqual([
      '0',
      '1,024',
      '27.4',
      '0.0312',
      '−0.5',
      '123,457',
      '3.21\u00a0×\u00a010⁻⁷',
      '−1\u00a0×\u00a010⁻⁵',
      '1.26\u00a0×\u00a010¹⁵',
      '1\u00a0×\u00a010¹²',
    ])
    expect(formatNats(Number.POSITIVE_INFINITY)).toBe('∞ nats')
  })

  it('writes ratios plainly, on either side of one', () => {
    expect([1, 16, 1 / 4, Math.exp(Math.log(1024)), 2.5].map(formatRatio)).toEqual([
      '1×',
      '16×',
      '1/4×',
      '1,024×',
      '2.5×',
    ])
  })

  it('never rounds a share to all or nothing', () => {
    expect([0, 1, 0.0623, 0.5, 1e-9, 0.9999].map(formatPercent)).toEqual([
      '0 %',
      '100 %',
      '6.2 %',
      '50 %',
      'less than 0.001 %',
      'more than 99.9 %',
    ])
  })

  it('writes durations, subscripts and settings', () => {
    expect([3.2, 125, 11_520].map(formatDuration)).toEqual(['4 s', '2 min 5 s', '3 h 12 min'])
    expect([16, 1024, 2.5].map(subscript)).toEqual(['₁₆', '₁₀₂₄', '₂.₅'])
    expect([0.1 + 0.2, 100000, 1e-7].map(formatSetting)).toEqual(['0.3', '100000', '1e-7'])
    expect([10 / (64 * 24), 1 / (64 * 256), 4294967295, 1234.56789].map(formatSetting)).toEqual([
      '0.00651',
      '6.104e-5',
      '4294967295',
      '1235',
    ])
  })
})
