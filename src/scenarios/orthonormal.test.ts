import { expect, it } from 'vitest'
import { mean, measured } from '../../cli/measured'

// From one dataset to the next Cov_16 varies by less than twice its mean, so that the mean over 600 of them leaves the 25 %
// with probability below 1e-4 (0.25·√600/2 = 3.1 standard errors, and the observed ones are within 3 %).
it.each([
  [8, 0.005],
  [16, 0.014],
  [32, 0.0338],
  [64, 0.0717],
])('at H = %d the mean Cov_16 over datasets is near %d', async (H, expected) => {
  const { coverages, snapshots } = await measured(`scenario=orthonormal&H=${H}&T=600&M=512`)
  expect(snapshots).toHaveLength(600)
  expect(Math.abs(mean(coverages(16)) / expected - 1)).toBeLessThan(0.25)
})

it('has an inherent variance that grows with H', async () => {
  const variances = await Promise.all(
    [8, 16, 32].map(async H => (await measured(`scenario=orthonormal&H=${H}&T=1`)).description.inherentVariance!),
  )
  expect(variances[1]).toBeGreaterThan(2 * variances[0])
  expect(variances[2]).toBeGreaterThan(2 * variances[1])
})
