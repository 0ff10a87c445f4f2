import { expect, it } from 'vitest'
import { mean, measured } from '../../cli/measured'
import { defaultConfig } from '../config/settings'
import { isLinear } from '../models/task'
import { fineRate, likelihoodGain } from './fineRate'

it('makes likelihood pick a wrong model, at the price of a coverage of the order of 1/log N', async () => {
  const products: number[] = []
  for (const N of [4, 16, 64, 256]) {
    const { coverages, snapshots } = await measured(`scenario=fine-rate&d=16&n=400&c0=0.5&N0=${N}&T=1000`)
    const wrong = snapshots.filter(({ checkpoint }) => checkpoint.theta[0] === 1).length / snapshots.length
    // The least share is 0.85 with a standard error of 0.011: the 70 % lie 13 of them below.
    expect(wrong).toBeGreaterThan(0.7)
    products.push(mean(coverages(N)) * Math.log(N))
  }
  // Each product has a relative standard error below 1.4 %; the factors seen are 1.22 from end to end.
  expect(Math.max(...products) / Math.min(...products)).toBeLessThan(1.3)
})

it('picks by the likelihood of all its models', () => {
  const values = { ...defaultConfig('fine-rate').values, d: 3, n: 40 }
  const task = fineRate.build(values)
  if (isLinear(task)) throw new Error('It has a class of its own.')
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
