import { describe, expect, it } from 'vitest'
import {
  fittedScale,
  fraction,
  rangeScale,
  rootScale,
  shareScale,
  signedScale,
  thinned,
  tickLabel,
  verticalPosition,
} from './verticalScale'

describe('verticalScale', () => {
  it('holds the largest share under a round number', () => {
    expect(shareScale('linear', 0.3).top).toBe(0.5)
    expect(shareScale('root', 0.02).top).toBe(0.05)
    expect(shareScale('log').bottom).toBeGreaterThan(0)
  })

  it('fits a history, zeros and infinities aside', () => {
    const values = [Number.POSITIVE_INFINITY, 27.4, 0.31, 0]
    const log = fittedScale('log', values)
    expect([log.bottom, log.top]).toEqual([0.1, 100])
    expect(verticalPosition(log, 0, 50)).toBe(50)
    expect(verticalPosition(log, Number.POSITIVE_INFINITY, 50)).toBe(0)
    expect(fittedScale('linear', values).top).toBe(40)
  })

  it('says where values are held at an edge', () => {
    const values = [Number.POSITIVE_INFINITY, 27.4, 0.31, 0]
    const log = fittedScale('log', values)
    expect(log.ticks.map(tick => tickLabel(log, tick, { below: true, above: true }))).toEqual([
      '≤0.1',
      '1',
      '10',
      '≥100',
    ])
    expect(log.ticks.map(tick => tickLabel(log, tick))).toEqual(['0.1', '1', '10', '100'])
    expect(shareScale('root').ticks.map(tick => tickLabel(shareScale('root'), tick))[0]).toBe('0')
    const shares = fittedScale('log', [1, 1e-9], 4)
    expect(tickLabel(shares, shares.bottom, { below: true })).toBe('≤10⁻⁴')
    expect(fittedScale('log', [1, 1e-9], 4).bottom).toBeCloseTo(1e-4, 12)
  })

  it('gives a scale even where nothing is positive', () => {
    for (const values of [[], [0], [Number.POSITIVE_INFINITY], [1]]) {
      for (const kind of ['linear', 'log'] as const) {
        const { bottom, top } = fittedScale(kind, values)
        expect(top).toBeGreaterThan(bottom)
      }
    }
  })

  it('puts the ends of the scale at the ends of the plot', () => {
    for (const scale of [shareScale('linear'), shareScale('root'), shareScale('log')]) {
      expect(verticalPosition(scale, scale.bottom, 200)).toBeCloseTo(200, 9)
      expect(verticalPosition(scale, scale.top, 200)).toBeCloseTo(0, 9)
    }
    expect(verticalPosition(shareScale('root'), 0.25, 200)).toBeCloseTo(100, 9)
  })

  it('keeps labels apart', () => {
    for (const height of [40, 80, 300]) {
      const scale = shareScale('root')
      const places = thinned(scale, height).map(tick => verticalPosition(scale, tick, height))
      expect(places.length).toBeGreaterThanOrEqual(2)
      for (let i = 1; i < places.length; i++) expect(places[i - 1] - places[i]).toBeGreaterThanOrEqual(15)
    }
  })

  it('puts 0 and both ends of signed values on ticks', () => {
    expect(signedScale([-8.2, 3, 7.9]).ticks).toEqual([-10, -5, 0, 5, 10])
    expect(signedScale([0.012, 0.055]).ticks).toEqual([0, 0.02, 0.04, 0.06])
    expect(signedScale([-0.3, -0.1]).ticks[0]).toBe(-0.3)
    const small = signedScale([-0.00104, 0])
    expect(small.ticks.map(tick => tickLabel(small, tick))).toEqual(['−0.002', '−0.001', '0'])
    const tiny = signedScale([-9e-6, 2.1e-5])
    expect(tiny.ticks.map(tick => tickLabel(tiny, tick))).toEqual(['−10⁻⁵', '0', '10⁻⁵', '2·10⁻⁵', '3·10⁻⁵'])
    for (const values of [[], [0, 0]]) expect(signedScale(values)).toMatchObject({ bottom: 0, top: 1 })
  })

  it('keeps the ticks of a root scale apart', () => {
    for (const top of [0.15, 1, 4, 60]) {
      const scale = rootScale(top)
      const places = scale.ticks.map(tick => fraction(scale, tick))
      expect(places[0]).toBe(0)
      expect(places[places.length - 1]).toBe(1)
      for (let i = 1; i < places.length; i++) expect(places[i] - places[i - 1]).toBeGreaterThan(0.1)
      expect(places.length).toBeGreaterThan(3)
    }
  })
})

describe('a scale that need not hold 0', () => {
  it.each([
    [[0.91, 0.987], 0.9, 1],
    [[0, 0.4], 0, 0.4],
    [[13.17, 13.24], 13.16, 13.24],
    [[0.5], 0.5, 0.501],
  ])('holds %j between round numbers', (values, least, most) => {
    const { ticks, bottom, top } = rangeScale(values)
    expect(bottom).toBeCloseTo(least, 6)
    expect(top).toBeCloseTo(most, 6)
    expect(top).toBeGreaterThan(bottom)
    expect(bottom).toBeLessThanOrEqual(Math.min(...values))
    expect(top).toBeGreaterThanOrEqual(Math.max(...values))
    expect(ticks.length).toBeLessThanOrEqual(6)
  })
})
