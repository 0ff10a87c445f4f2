import { describe, expect, it } from 'vitest'
import { mean, measured } from '../../cli/measured'
import { defaultConfig } from '../config/settings'
import { pivotalTokens } from './pivotalTokens'

/** Mean Cov_16 over 400 datasets of 8 sentences; its standard error is below a tenth of it at every setting used here. */
async function coverage(settings: string) {
  const run = await measured(`scenario=pivotal-tokens&n=8&T=400&M=512&${settings}`)
  return { coverage: mean(run.coverages(16)), variance: run.description.inherentVariance! }
}

describe('coverage', () => {
  it('hardly depends on the length, from H = 16 to 128', async () => {
    const all = await Promise.all([16, 32, 64, 128].map(H => coverage(`H=${H}&P=8`)))
    const shares = all.map(result => result.coverage)
    expect(Math.max(...shares) / Math.min(...shares)).toBeLessThan(1.6)
    expect(all[3].variance / all[0].variance).toBeLessThan(1.05)
  })

  it('grows with the number of choices, as σ⋆² does', async () => {
    const all = await Promise.all([2, 8, 32].map(P => coverage(`H=32&P=${P}`)))
    expect(all[1].coverage / all[0].coverage).toBeGreaterThan(2)
    expect(all[2].coverage / all[1].coverage).toBeGreaterThan(2)
    expect(all[2].variance / all[0].variance).toBeGreaterThan(12)
  })
})

describe('a sentence', () => {
  it.each([
    [1, 1],
    [7, 3],
    [32, 4],
    [64, 36],
    [512, 1],
  ])('of %d tokens with %d choices has exactly those, the last included', (H, P) => {
    const task = pivotalTokens.build({ ...defaultConfig('pivotal-tokens').values, H, P })
    const pivots = Array.from({ length: H }, (_, h) => Math.exp(task.teacher[2 * h]) < 0.9)
    expect(pivots.filter(Boolean)).toHaveLength(P)
    expect(pivots[H - 1]).toBe(true)
    expect(task.words).toHaveLength(2 * task.states)
    expect(task.words!.slice(0, 2 * H).every(word => word.length > 0)).toBe(true)
  })

  it('reads as one', async () => {
    const { description } = await measured('scenario=pivotal-tokens&H=14&P=1&T=1')
    expect(description.sentences[0].words.join(' ')).toMatch(
      /^we walked on past the mill and the old bridge until we turned (left|right)$|um/,
    )
  })

  it('gives an answer whose coverage obeys what holds of it (Sec. 7.1)', async () => {
    const { description, snapshots } = await measured('scenario=pivotal-tokens&n=8&T=20&H=10&P=4')
    const { weights, answer } = description.answers!
    expect(Array.from(answer)).toEqual([0, 1])
    expect(weights[0] + weights[1]).toBeCloseTo(1, 12)
    for (const { logRatios, answerLogRatios } of snapshots) {
      for (const N of [2, 4, 16]) {
        const share = (ratios: Float32Array, masses: Float64Array, least: number) =>
          masses.reduce((sum, mass, i) => (ratios[i] >= Math.fround(Math.log(least)) ? sum + mass : sum), 0)
        const answers = share(answerLogRatios!, weights, N)
        expect(answers).toBeLessThanOrEqual(2 * share(logRatios, description.weights!, N / 2) + 1e-12)
      }
    }
  })
})
