import type { ClassTask } from '../models/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

export const missingMass: Scenario<ClassTask> = {
  id: 'missing-mass',
  title: 'What was never seen',
  source: 'Prop. 4.1(a)',
  summary:
    'Tokens that the data never show are missed at every N alike, up to the largest ratio the model can express: this part of coverage does not shrink with log N.',
  uses: ['N', 'T', 'n', 'd', 'B', 'seed', 'every'],
  own: [],
  rule: 'mle',
  rules: ['mle'],
  datasets: 200,
  // The proposition needs B ≥ log 5n.
  defaults: { N: 16, n: 40, d: 20, B: ({ n }) => Number((Math.log(5 * n) + 0.5).toFixed(3)), seed: 0 },
  stepSizes: {},
  picture: 'mean-profile',
  build: buildMissingMass,
}

/**
 * One prompt, one of d tokens, π_D(1) = 4n/(d − 1 + 4n) and the rest alike; π_θ(y) ∝ e^{Bθ_y} over the box |θ_y| ≤ 1, so that no
 * two probabilities differ by more than a factor e^{2B}.
 */
function buildMissingMass({ d, n, B }: Values): ClassTask {
  const other = -Math.log(d - 1 + 4 * n)
  return {
    vocabulary: d,
    states: 1,
    prompts: [{ mass: 1, state: 0, length: 1, name: 'the prompt' }],
    teacher: Float64Array.from({ length: d }, (_, y) => (y === 0 ? Math.log(4 * n) + other : other)),
    next: new Int32Array(d),
    models: {
      start: new Float64Array(d),
      logProbabilities: theta => logSoftmax(Float64Array.from(theta, value => B * value)),
      maximumLikelihood: counts => likeliest(counts, B),
    },
  }
}

/**
 * Over the box the likeliest probabilities are the frequencies clipped to [c e^{−2B}, c], for the one c at which they sum to 1:
 * the derivative of the likelihood in a logit, its frequency minus its probability, may only point out of the box.
 */
function likeliest(counts: Float64Array, B: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return new Float64Array(counts.length)
  const clipped = (cap: number) => counts.map(count => Math.min(cap, Math.max(cap * Math.exp(-2 * B), count / total)))
  let low = 0
  let high = 1
  // The sum grows with c; 60 halvings leave nothing but rounding.
  for (let i = 0; i < 60; i++) {
    const cap = (low + high) / 2
    if (clipped(cap).reduce((sum, p) => sum + p, 0) < 1) low = cap
    else high = cap
  }
  return clipped(high).map(p => Math.max(-1, 1 + Math.log(p / high) / B))
}

function logSoftmax(logits: Float64Array): Float64Array {
  const max = Math.max(...logits)
  const logNormaliser = max + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - max), 0))
  return logits.map(logit => logit - logNormaliser)
}

/** Mass of the tokens that are not among n draws, on average: Σ_y π_D(y)(1 − π_D(y))ⁿ. */
export function unseenMass({ d, n }: Values): number {
  const other = 1 / (d - 1 + 4 * n)
  const first = 4 * n * other
  return first * (1 - first) ** n + (d - 1) * other * (1 - other) ** n
}
