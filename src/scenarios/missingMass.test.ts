import { describe, expect, it } from 'vitest'
import { mean, measured } from '../../cli/measured'
import { defaultConfig } from '../config/settings'
import { missingMass } from './missingMass'

describe.each([
  [20, 40, 0.085],
  [20, 200, 0.018],
  [50, 200, 0.046],
])('d = %d, n = %d', (d, n, expected) => {
  const B = Math.log(5 * n) + 0.5

  it('misses the same mass at every N from 2 to e^B, and none beyond', async () => {
    const { coverages, snapshots } = await measured(`scenario=missing-mass&d=${d}&n=${n}&B=${B}&T=400`)
    const share = mean(coverages(2))
    // A dataset's missing mass varies by less than half its mean: 400 of them leave 10 % with probability below 1e-4.
    expect(Math.abs(share / expected - 1)).toBeLessThan(0.1)
    for (const N of [4, 16, 64, Math.exp(B)]) expect(mean(coverages(N))).toBeCloseTo(share, 12)
    expect(mean(coverages(Math.exp(1.5 * B)))).toBe(0)
    expect(snapshots.every(({ kl }) => Number.isFinite(kl))).toBe(true)
  })
})

it('maximises the likelihood over the box', () => {
  for (const B of [0.4, 1, 3, 6]) {
    const { values } = defaultConfig('missing-mass')
    const task = missingMass.build({ ...values, d: 5, B })
    const counts = Float64Array.of(30, 6, 3, 1, 0)
    const likelihood = (theta: ArrayLike<number>) =>
      task.models.logProbabilities(theta).reduce((sum, logProb, y) => sum + counts[y] * logProb, 0)
    const best = task.models.maximumLikelihood(counts)
    expect(Math.max(...best.map(Math.abs))).toBeLessThanOrEqual(1)
    // The likelihood is concave: where no small move within the box raises it, nothing does.
    for (let y = 0; y < 5; y++) {
      for (const by of [1e-4, -1e-4]) {
        const moved = best.map((theta, i) => (i === y ? Math.min(1, Math.max(-1, theta + by)) : theta))
        expect(likelihood(moved)).toBeLessThanOrEqual(likelihood(best) + 1e-9)
      }
    }
  }
})
