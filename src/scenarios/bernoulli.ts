import type { ClassTask } from '../models/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

export const bernoulli: Scenario = {
  id: 'bernoulli',
  title: 'One coin, many datasets',
  source: 'Sec. 3',
  summary:
    'A coin is learned from n throws. Every dataset that shows only one side gives an infinite KL, so its mean is infinite; coverage hardly notices.',
  uses: ['N', 'T', 'n', 'seed', 'every'],
  own: [
    {
      kind: 'number',
      id: 'p',
      symbol: 'p⋆',
      label: 'Chance of a one',
      help: 'π_D = Ber(p⋆). The share of datasets with infinite KL is (1 − p⋆)ⁿ + p⋆ⁿ.',
      min: 0.001,
      max: 0.999,
      scale: 'linear',
    },
  ],
  rule: 'mle',
  rules: ['mle'],
  datasets: 400,
  defaults: { N: 2, n: 20, p: 0.1, seed: 0 },
  stepSizes: {},
  picture: 'dots',
  build: buildBernoulli,
}

/** One prompt, one token in {0, 1}; the class is all of Ber(q), 0 ≤ q ≤ 1, and its likelihood is largest at the share of ones. */
function buildBernoulli({ p }: Values): ClassTask {
  return {
    vocabulary: 2,
    states: 1,
    prompts: [{ mass: 1, state: 0, length: 1, name: 'the coin' }],
    teacher: Float64Array.of(Math.log1p(-p), Math.log(p)),
    next: Int32Array.of(0, 0),
    models: {
      start: Float64Array.of(0.5),
      logProbabilities: ({ 0: q }) => Float64Array.of(Math.log1p(-q), Math.log(q)),
      maximumLikelihood: ([zeros, ones]) => Float64Array.of(zeros + ones > 0 ? ones / (zeros + ones) : 0.5),
    },
  }
}

/** P[KL = ∞]: all n throws show the same side, (1 − p)ⁿ + pⁿ. */
export function infiniteKlShare(p: number, n: number): number {
  return (1 - p) ** n + p ** n
}
