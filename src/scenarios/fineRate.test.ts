import { expect, it } from 'vitest'
import { mean, measured } from '../../cli/measured'
import { defaultConfig } from '../config/settings'
import { fineRate, likelihoodGain } from './fineRate'

it('makes likelihood pick a wrong model, at the price of a coverage of the order of 1/log N', async () => {
  const products: number[] = []
  for (const N of [4, 16, 64, 256]) {
    const link = `scenario=fine-rate&d=16&n=400&c0=0.5&N0=${N}&T=1000`
    const runs = await Promise.all([0, 1, 2, 3].map(seed => measured(`${link}&seed=${seed}`)))
    const wrong = mean(runs.flatMap(({ snapshots }) => snapshots.map(({ checkpoint }) => checkpoint.theta[0])))
    // Over 20,000 datasets the share is 0.87, 0.83, 0.78, 0.74: of 4,000 the least has a standard error of 0.007, and 70 %
    // lie five of them below.
    expect(wrong).toBeGreaterThan(0.7)
    products.push(mean(runs.flatMap(({ coverages }) => coverages(N))) * Math.log(N))
  }
  // Over 20,000 datasets the products span a factor of 1.18, and here each has a relative standard error below 1 %.
  expect(Math.max(...products) / Math.min(...products)).toBeLessThan(1.3)
})

it('picks by the likelihood of all its models', () => {
  const values = { ...defaultConfig('fine-rate').values, d: 3, n: 40 }
  const task = fineRate.build(values)
  const logLikelihood = (parameters: ArrayLike<number>, counts: Float64Array) =>
    task.models
      .logProbabilities(parameters)
      .reduce((sum, logProb, cell) => (counts[cell] > 0 ? sum + counts[cell] * logProb : sum), 0)
  for (const counts of [
    Float64Array.of(0, 0, 9, 4, 5, 8, 7, 7),
    Float64Array.of(0, 1, 9, 4, 2, 11, 7, 6),
    Float64Array.of(0, 0, 6, 6, 6, 6, 7, 7),
  ]) {
    const wrong = Array.from({ length: 8 }, (_, code) => [1, ...[0, 1, 2].map(i => ((code >> i) & 1 ? 1 : -1))])
    const best = Math.max(...wrong.map(parameters => logLikelihood(parameters, counts)))
    const truth = logLikelihood([0, 0, 0, 0], counts)
    expect(likelihoodGain(counts, values)).toBeCloseTo(best - truth, 10)
    expect(logLikelihood(task.models.maximumLikelihood(counts), counts)).toBeCloseTo(Math.max(best, truth), 10)
  }
})
