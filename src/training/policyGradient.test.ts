import { describe, expect, it } from 'vitest'
import { groupAdvantages, klWeights } from './policyGradient'

describe('group-normalised advantages', () => {
  it('have mean 0 and deviation 1', () => {
    const advantages = groupAdvantages([1, 0, 0, 1, 0, 0, 0, 1])
    expect(advantages.reduce((sum, a) => sum + a, 0)).toBeCloseTo(0, 12)
    expect(Math.sqrt(advantages.reduce((sum, a) => sum + a ** 2, 0) / 8)).toBeCloseTo(1, 3)
    // r = 1 in 3 of 8: (1 − 3/8)/√(3/8·5/8) and −(3/8)/√(3/8·5/8).
    expect(advantages[0]).toBeCloseTo(Math.sqrt(5 / 3), 3)
    expect(advantages[1]).toBeCloseTo(-Math.sqrt(3 / 5), 3)
  })

  it('are 0 where all rewards are equal', () => {
    for (const reward of [0, 1]) expect(groupAdvantages(new Array(5).fill(reward)).every(a => a === 0)).toBe(true)
  })
})

it('weighs responses against the divergence by the mean of the others', () => {
  const weights = klWeights([0.3, -0.2, 0.8])
  for (const [g, expected] of [0.3 - 0.3, 0.55 + 0.2, 0.05 - 0.8].entries())
    expect(weights[g]).toBeCloseTo(expected, 12)
})
