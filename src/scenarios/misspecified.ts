import { tournament } from '../coverage/tournament'
import type { ClassTask } from '../models/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'
import { digits, type Slip } from './slip'

const halfOfIt: Slip = {
  source: 'Prop. E.1',
  claim: 'The coverage of π₂ is μ(−) for 2 ≤ N ≤ M.',
  holds: 'It is μ(−)/2: only the token 1 is missed on the rare prompt, and π_D writes it half of the time.',
  example() {
    const values = { alpha: 1, m: 32 }
    const rare = rareMass(values)
    const [, second] = candidatesOf(values)
    const [zero, one] = [0, 1].map(token => 0.5 / Math.exp(second[2 + token]))
    return `α = 1, M = 32, on the rare prompt of mass ${digits(rare)}: π₂ gives the token “1” too little by a factor of ${digits(one)}, and the token “0” too much by ${digits(1 / zero)}. So Cov₁₆ = ${digits(rare / 2)}.`
  },
  settings: { alpha: 1, m: 32, N: 16 },
}

export const misspecified: Scenario<ClassTask> = {
  id: 'misspecified',
  title: 'Likelihood or tournament',
  source: 'Prop. E.1',
  summary:
    'Neither candidate is the teacher. Likelihood prefers the one that is right where most of the data are; the tournament takes the one that no other beats by a factor on many responses.',
  uses: ['N', 'T', 'n', 'N0', 'seed', 'every'],
  own: [
    {
      kind: 'number',
      id: 'alpha',
      symbol: 'α',
      label: 'Error of π₁ on the common prompt',
      help: 'π₁(1|+) = 1/(2e^α): π₁ is off by a factor e^α on the common prompt and exact on the rare one.',
      min: 0.1,
      max: 4,
      scale: 'linear',
    },
    {
      kind: 'number',
      id: 'm',
      symbol: 'M',
      label: 'Error of π₂ on the rare prompt',
      help: 'π₂(1|−) = 1/(2M): π₂ is exact on the common prompt and off by a factor M on the rare one.',
      min: 2,
      max: 4096,
      scale: 'log',
    },
  ],
  rule: 'mle',
  rules: ['mle', 'tournament'],
  datasets: 200,
  defaults: { N: 16, n: 5000, N0: 16, alpha: 1, m: 32, seed: 0 },
  stepSizes: {},
  fit(values) {
    const { alpha, m } = values
    // μ(−) must be a probability.
    const most = Math.sqrt(32 * Math.log(m))
    if (alpha <= most) return null
    return {
      values: { ...values, alpha: most },
      reason: `α = ${alpha} would make the rare prompt the only one; it was lowered.`,
    }
  },
  picture: 'picks',
  slips: [halfOfIt],
  build: buildMisspecified,
}

/**
 * Prompts + and −, μ(−) = α²/(32 log M), one token in {0, 1}, π_D = Ber(½). π₁ = Ber(1/(2e^α)) on + and exact on −; π₂ exact on + and
 * Ber(1/(2M)) on −. The parameter is the index of the model, from 0.
 */
function buildMisspecified(values: Values): ClassTask {
  const rare = rareMass(values)
  const candidates = candidatesOf(values)
  return {
    vocabulary: 2,
    states: 2,
    prompts: [
      { mass: 1 - rare, state: 0, length: 1, name: '+' },
      { mass: rare, state: 1, length: 1, name: '−' },
    ],
    teacher: new Float64Array(4).fill(-Math.LN2),
    next: Int32Array.of(0, 0, 1, 1),
    models: {
      start: new Float64Array(1),
      logProbabilities: ({ 0: index }) => candidates[index],
      maximumLikelihood: counts => Float64Array.of(picksOf(counts, values).likelihood),
      tournament: counts => Float64Array.of(picksOf(counts, values).tournament[0]),
    },
  }
}

/** μ(−) = α²/(32 log M). */
export function rareMass({ alpha, m }: Values): number {
  return alpha ** 2 / (32 * Math.log(m))
}

/** log π₁ and log π₂ of every cell, [2, 2], nats. */
function candidatesOf({ alpha, m }: Values): Float64Array[] {
  const coin = (one: number) => [Math.log1p(-one), Math.log(one)]
  return [
    Float64Array.of(...coin(1 / (2 * Math.exp(alpha))), ...coin(0.5)),
    Float64Array.of(...coin(0.5), ...coin(1 / (2 * m))),
  ]
}

export interface Picks {
  /** Index of the likelier model; the first where both are. */
  readonly likelihood: number
  /** Every winner of the tournament at N₀, ascending; more than one is a tie. */
  readonly tournament: readonly number[]
}

/**
 * What each way of selecting takes from one dataset.
 * @param counts visits to every cell, [2, 2]
 */
export function picksOf(counts: ArrayLike<number>, values: Values): Picks {
  const candidates = candidatesOf(values)
  const weights = Float64Array.from(counts)
  const total = weights.reduce((sum, count) => sum + count, 0)
  if (total === 0) return { likelihood: 0, tournament: [0, 1] }
  const shares = weights.map(count => count / total)
  const [first, second] = candidates.map(logProbs => logProbs.reduce((sum, log, cell) => sum + shares[cell] * log, 0))
  return {
    likelihood: second > first ? 1 : 0,
    tournament: tournament(candidates, shares, values.N0).winners,
  }
}
