import { describe, expect, it } from 'vitest'
import { coverageAt, coverageProfile } from './profile'
import { statedProfile } from './statedProfile'

describe('a profile of which some values are stated', () => {
  const whole = coverageProfile(Float64Array.of(-1, 0.2, 1, 2.5, Number.POSITIVE_INFINITY), null)
  const Ns = [1, 2, 4, 8, 16]
  const shares = Ns.map(N => coverageAt(whole, N))
  const stated = statedProfile(Ns, shares)

  it('has those values', () => {
    expect(Ns.map(N => coverageAt(stated, N))).toEqual(shares)
  })

  it('never says more than the whole profile in between', () => {
    for (let N = 0.5; N <= 40; N *= 1.1) {
      if (N >= 1) expect(coverageAt(stated, N)).toBeLessThanOrEqual(coverageAt(whole, N))
    }
    expect(coverageAt(stated, 1.5)).toBe(coverageAt(whole, 2))
    expect(coverageAt(stated, 1e6)).toBe(0)
  })

  it('holds all mass', () => {
    expect(stated.tail.at(-1)).toBe(1)
    expect(coverageAt(statedProfile([], []), 1)).toBe(0)
  })
})
