import { describe, expect, it } from 'vitest'
import { mean, measured } from '../../cli/measured'
import { defaultConfig } from '../config/settings'
import { picksOf } from './misspecified'

const { values } = defaultConfig('misspecified')
const rare = 1 / (32 * Math.log(32))

describe('with n = 5,000, over 400 datasets', () => {
  const link = (rule: string) => `scenario=misspecified&rule=${rule}&alpha=1&m=32&N0=16&n=5000&T=400`
  const shareOfSecond = async (rule: string) => {
    const { snapshots, coverages } = await measured(link(rule))
    expect(snapshots).toHaveLength(400)
    return { share: mean(snapshots.map(({ checkpoint }) => checkpoint.theta[0])), coverages }
  }

  it('likelihood picks π₂, whose coverage is μ(−)/2 and not μ(−)', async () => {
    const { share, coverages } = await shareOfSecond('mle')
    expect(share).toBeGreaterThan(0.95)
    for (const N of [2, 16, 32]) expect(Math.max(...coverages(N))).toBeCloseTo(rare / 2, 12)
    expect(Math.max(...coverages(32.01))).toBe(0)
  })

  it('the tournament picks π₁, which covers everything beyond e^α', async () => {
    const { share, coverages } = await shareOfSecond('tournament')
    expect(share).toBeLessThan(0.01)
    expect(Math.max(...coverages(2.72))).toBe(0)
  })

  it('hardly ever ties', async () => {
    const { snapshots } = await measured(link('mle'))
    const ties = snapshots.filter(({ counts }) => picksOf(counts!, values).tournament.length === 2)
    // No 1 on the rare prompt in n μ(−)/2 = 22.5 expected: probability 2e-10 for a dataset.
    expect(ties).toHaveLength(0)
  })
})

it('with few samples the tournament ties as often as no 1 is seen on the rare prompt', async () => {
  const { snapshots } = await measured('scenario=misspecified&n=100&T=1000')
  const ties = snapshots.filter(({ counts }) => picksOf(counts!, values).tournament.length === 2).length
  const expected = (1 - rare / 2) ** 100
  // Hoeffding over 1,000 datasets, false-alarm probability 1e-5; the tie itself has probability 0.64.
  expect(Math.abs(ties / 1000 - expected)).toBeLessThan(Math.sqrt(Math.log(2 / 1e-5) / 2000))
})
