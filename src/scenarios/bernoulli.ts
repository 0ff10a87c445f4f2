import type { ClassTask } from '../models/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'
import { digits, type Slip } from './slip'

/** A coin for which the constant 1 is too small by far. */
const HARD_COIN = { p: 0.12, n: 50, delta: 0.01 }

const constantOne: Slip = {
  source: 'Sec. 3',
  claim: 'Cov_N ≲ log(1/δ)/n with probability 1 − δ for all N ≥ 2, constant not stated.',
  holds: 'It holds with the constant 6.6, by Chernoff’s bound; 1 is not enough.',
  example() {
    const { p, n, delta } = HARD_COIN
    const bound = Math.log(1 / delta) / n
    const share = coverageExceeds(p, n, 2, bound)
    return `p⋆ = ${p}, n = ${n}, δ = ${delta}: Cov₂ is above log(1/δ)/n = ${digits(bound)} with probability ${digits(share)}, not ${delta}.`
  },
  settings: { p: HARD_COIN.p, n: HARD_COIN.n, N: 2 },
}

export const bernoulli: Scenario<ClassTask> = {
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
  slips: [constantOne],
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
      logProbabilities({ 0: q }, room = new Float64Array(2)) {
        room[0] = Math.log1p(-q)
        room[1] = Math.log(q)
        return room
      },
      maximumLikelihood: ([zeros, ones]) => Float64Array.of(zeros + ones > 0 ? ones / (zeros + ones) : 0.5),
    },
  }
}

/** P[KL = ∞]: all n throws show the same side, (1 − p)ⁿ + pⁿ. */
export function infiniteKlShare(p: number, n: number): number {
  return (1 - p) ** n + p ** n
}

/** P[Cov_N > x] over datasets, exactly, by summing over the number of ones. */
export function coverageExceeds(p: number, n: number, N: number, x: number): number {
  let sum = 0
  let probability = (1 - p) ** n
  for (let ones = 0; ones <= n; ones++) {
    if (coverageAfter(ones, p, n, N) > x) sum += probability
    probability *= ((n - ones) * p) / ((ones + 1) * (1 - p))
  }
  return sum
}

/** Cov_N of the likeliest coin after so many ones; ratios that equal N up to rounding count. */
function coverageAfter(ones: number, p: number, n: number, N: number): number {
  const missed = (truth: number, model: number) => (truth >= N * model * (1 - 1e-12) ? truth : 0)
  return missed(p, ones / n) + missed(1 - p, 1 - ones / n)
}
