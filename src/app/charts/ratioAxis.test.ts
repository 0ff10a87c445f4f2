import { describe, expect, it } from 'vitest'
import { axisPosition, axisTicks, axisValue, binEdges, ratioAxis } from './ratioAxis'

describe('ratioAxis', () => {
  it('reaches 4,096× until N passes 1,024, then at least 4N', () => {
    expect(Math.exp(ratioAxis(1).high)).toBeCloseTo(4096, 6)
    expect(ratioAxis(1024).high).toBe(ratioAxis(1).high)
    expect(Math.exp(ratioAxis(1025).high)).toBeCloseTo(16384, 5)
    expect(Math.exp(ratioAxis(1e6).high)).toBeGreaterThanOrEqual(4e6)
  })

  it('places values and finds them again', () => {
    const axis = ratioAxis(16)
    for (const value of [axis.low, 0, Math.log(16), axis.high]) {
      expect(axisValue(axis, axisPosition(axis, value, 640), 640)).toBeCloseTo(value, 9)
    }
    expect(axisPosition(axis, Number.POSITIVE_INFINITY, 640)).toBe(640)
  })

  it('labels 1× at every width', () => {
    for (const width of [150, 240, 400, 900]) {
      const ticks = axisTicks(ratioAxis(16), width)
      expect(ticks).toContain(0)
      expect(ticks.length).toBeLessThanOrEqual(width / 45)
    }
  })

  it('has a bin edge at every power of two', () => {
    const edges = Array.from(binEdges(ratioAxis(16)), edge => Math.log2(Math.exp(edge)))
    for (let k = -6; k <= 12; k++) expect(edges.some(edge => Math.abs(edge - k) < 1e-9)).toBe(true)
  })
})
