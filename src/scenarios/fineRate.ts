import type { ClassTask } from '../models/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

export const fineRate: Scenario<ClassTask> = {
  id: 'fine-rate',
  title: 'Many candidates',
  source: 'Prop. 4.1(b)',
  summary:
    'The teacher competes with 2ᵈ models that fit noise. Likelihood prefers one of them although it misses the rare prompt 0, whose mass shrinks like d/(n log N): the fine part of coverage.',
  uses: ['N', 'T', 'n', 'd', 'N0', 'seed', 'every'],
  own: [
    {
      kind: 'number',
      id: 'c0',
      symbol: 'c₀',
      label: 'Constant of the construction',
      help: 'ε = c₀√(d/n) and μ(0) = c₀ε²/log N₀. The paper’s c₀ ≤ 10⁻⁴ serves its proof and is too small to show the effect.',
      min: 0.01,
      max: 2,
      scale: 'log',
    },
  ],
  rule: 'mle',
  rules: ['mle'],
  datasets: 200,
  defaults: { N: 16, n: 400, d: 16, N0: 16, c0: 0.5, seed: 0 },
  stepSizes: {},
  fit(values) {
    const { n, d, c0, N0 } = values
    // ε < 1 keeps the models probabilities, and μ(0) ≤ ½ a rare prompt.
    const most = Math.min(0.99 * Math.sqrt(n / d), Math.cbrt((n * Math.log(N0)) / (2 * d)))
    if (c0 <= most) return null
    const lowered = Math.max(0.01, Math.floor(1000 * most) / 1000)
    if (lowered > most) {
      const least = Math.ceil((c0 / 0.99) ** 2 * d)
      return {
        values: { ...values, n: least },
        reason: `n = ${n} is too small for d = ${d}; it was raised to ${least}.`,
      }
    }
    return {
      values: { ...values, c0: lowered },
      reason: `c₀ = ${c0} would give no probabilities for d = ${d} and n = ${n}; it was lowered to ${lowered}.`,
    }
  },
  picture: 'gains',
  build: buildFineRate,
}

/**
 * Prompts 0 … d with one token in {0, 1}: π_D(1|0) = 1 and π_D(·|i) = Ber(½). The class is π_D itself, parameters (0, ·), and for every
 * θ ∈ {±1}^d, parameters (1, θ), the model with π_θ(1|0) = 1/N₀ and π_θ(1|i) = (1 + εθ_i)/2.
 */
function buildFineRate(values: Values): ClassTask {
  const { d, N0 } = values
  const { epsilon, rare } = sizesOf(values)
  const cells = { length: 2 * (d + 1) }
  const teacher = Float64Array.from(cells, (_, cell) => [Number.NEGATIVE_INFINITY, 0][cell] ?? -Math.LN2)
  const leaning = (theta: ArrayLike<number>) => {
    const logProbs = new Float64Array(2 * (d + 1))
    logProbs[0] = Math.log(1 - 1 / N0)
    logProbs[1] = Math.log(1 / N0)
    for (let i = 1; i <= d; i++) {
      logProbs[2 * i] = Math.log((1 - epsilon * theta[i]) / 2)
      logProbs[2 * i + 1] = Math.log((1 + epsilon * theta[i]) / 2)
    }
    return logProbs
  }
  return {
    vocabulary: 2,
    states: d + 1,
    prompts: Array.from({ length: d + 1 }, (_, i) => ({
      mass: i === 0 ? rare : (1 - rare) / d,
      state: i,
      length: 1,
      name: `${i}`,
    })),
    teacher,
    next: Int32Array.from(cells, (_, cell) => Math.floor(cell / 2)),
    models: {
      start: new Float64Array(d + 1),
      logProbabilities: parameters => (parameters[0] ? leaning(parameters) : teacher),
      maximumLikelihood(counts) {
        const parameters = new Float64Array(d + 1)
        if (likelihoodGain(counts, values) <= 0) return parameters
        return parameters.map((_, i) => (i === 0 || counts[2 * i + 1] >= counts[2 * i] ? 1 : -1))
      },
    },
  }
}

/** ε = c₀√(d/n) and μ(0) = c₀ε²/log N₀. */
function sizesOf({ d, n, N0, c0 }: Values): { epsilon: number; rare: number } {
  const epsilon = c0 * Math.sqrt(d / n)
  return { epsilon, rare: (c0 * epsilon ** 2) / Math.log(N0) }
}

/**
 * Log-likelihood of the best wrong model minus that of the teacher, nats: above 0 likelihood is wrong. Every prompt i adds what
 * leaning to its more frequent token gains; every sight of prompt 0 costs log N₀.
 * @param counts visits to every cell in the dataset, [d + 1, 2]
 */
export function likelihoodGain(counts: ArrayLike<number>, values: Values): number {
  const { epsilon } = sizesOf(values)
  let gain = -counts[1] * Math.log(values.N0)
  for (let i = 1; i <= values.d; i++) {
    const [fewer, more] = [counts[2 * i], counts[2 * i + 1]].sort((a, b) => a - b)
    gain += more * Math.log1p(epsilon) + fewer * Math.log1p(-epsilon)
  }
  return gain
}
