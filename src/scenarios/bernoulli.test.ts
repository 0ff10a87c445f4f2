import { describe, expect, it } from 'vitest'
import { mean, measured } from '../../cli/measured'
import { wilsonInterval } from '../coverage/bands'
import cases from '../coverage/fixtures/reference-cases.json'
import { coverageExceeds, infiniteKlShare } from './bernoulli'

/** P[k ones among n throws]. */
function binomial(n: number, k: number, p: number): number {
  let probability = (1 - p) ** (n - k)
  for (let i = 1; i <= k; i++) probability *= (p * (n - k + i)) / i
  return probability
}

/** Cov_N of the likeliest model after k ones, from the definition. */
function coverage(n: number, k: number, p: number, N: number): number {
  const missed = (truth: number, model: number) => (truth >= N * model * (1 - 1e-12) ? truth : 0)
  return missed(p, k / n) + missed(1 - p, 1 - k / n)
}

const expected = (n: number, p: number, N: number) =>
  Array.from({ length: n + 1 }, (_, k) => binomial(n, k, p) * coverage(n, k, p, N)).reduce((sum, term) => sum + term)

describe.each(cases.bernoulli)('a coin of %o', ({ p, n, Ns, expected_coverage, prob_infinite_kl }) => {
  it('has the reference’s expected coverage and share of infinite KL', () => {
    expect(infiniteKlShare(p, n)).toBeCloseTo(prob_infinite_kl, 12)
    Ns.forEach((N, i) => {
      expect(Math.abs(expected(n, p, N) - expected_coverage[i])).toBeLessThan(1e-9)
    })
  })

  it('shows both over 1,000 datasets', async () => {
    const { snapshots, coverages } = await measured(`scenario=bernoulli&p=${p}&n=${n}&T=1000&seed=1`)
    expect(snapshots).toHaveLength(1000)
    const infinite = snapshots.filter(({ kl }) => kl === Number.POSITIVE_INFINITY).length
    // Wilson's interval at 1 − 1e-5 for each of the three coins.
    const { low, high } = wilsonInterval(infinite, 1000, 1e-5)
    expect(infiniteKlShare(p, n)).toBeGreaterThanOrEqual(low)
    expect(infiniteKlShare(p, n)).toBeLessThanOrEqual(high)
    Ns.forEach((N, i) => {
      // Hoeffding over 1,000 values in [0, 1]: false-alarm probability 1e-5 each.
      const band = Math.sqrt(Math.log(2 / 1e-5) / 2000)
      expect(Math.abs(mean(coverages(N)) - expected_coverage[i])).toBeLessThan(band)
    })
  })
})

it('sums the probability that coverage exceeds a value', () => {
  for (const x of [0, 0.05, 0.3, 0.5]) {
    const terms = Array.from({ length: 13 }, (_, k) => (coverage(12, k, 0.3, 2) > x ? binomial(12, k, 0.3) : 0))
    const sum = terms.reduce((total, term) => total + term)
    expect(coverageExceeds(0.3, 12, 2, x)).toBeCloseTo(sum, 12)
  }
})

it('keeps Cov_2 below 6.6 log(1/δ)/n with probability 1 − δ, and not below log(1/δ)/n', () => {
  const violations = (constant: number) => {
    let worst = 0
    for (const n of [5, 10, 20, 50, 100]) {
      for (let p = 0.01; p <= 0.5; p += 0.01) {
        for (const delta of [0.5, 0.2, 0.1, 0.05, 0.01]) {
          // Cov_N falls in N, so that N = 2 decides.
          const share = coverageExceeds(p, n, 2, (constant * Math.log(1 / delta)) / n)
          worst = Math.max(worst, share / delta)
        }
      }
    }
    return worst
  }
  expect(violations(6.6)).toBeLessThanOrEqual(1)
  expect(violations(1)).toBeGreaterThan(1)
})
