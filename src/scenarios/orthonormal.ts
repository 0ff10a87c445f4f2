import { logProbabilities } from '../models/linear/logProbabilities'
import type { LinearTask } from '../models/linear/task'
import { Stream } from '../random/streams'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

/** Longest sequence: the likelihood has as many parameters. */
const LONGEST = 128

export const orthonormal: Scenario<LinearTask> = {
  id: 'orthonormal',
  title: 'A direction for every token',
  source: 'Prop. I.1',
  summary:
    'Every position has a parameter of its own, so that σ⋆² grows with H: here coverage does pay for the length of the sequence.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'n', 'B', 'N0', 'M', 'seed', 'every'],
  own: [
    {
      kind: 'number',
      id: 'c0',
      symbol: 'c₀',
      label: 'Constant of the rare prompt',
      help: 'μ(+) = min{1, c₀/(nB²ε²)}: how many of the n sequences show the prompt that has to be learned.',
      min: 0.1,
      max: 100,
      scale: 'log',
      advanced: true,
    },
    {
      kind: 'number',
      id: 'c1',
      symbol: 'c₁',
      label: 'Constant of the teacher',
      help: 'ε² = 4 log N₀/(c₁HB²): how far the teacher leans at each position.',
      min: 0.01,
      max: 4,
      scale: 'log',
      advanced: true,
    },
  ],
  rule: 'mle',
  datasets: 200,
  defaults: { H: 32, N: 16, lambda: 1, K: 1, T: 500, n: 50, B: 8, N0: 16, M: 2048, c0: 4, c1: 0.25, seed: 0 },
  stepSizes: { sgd: 0.003, normalized: 0.01, sign: 0.003, adam: 0.01 },
  fit(values) {
    if (values.H > LONGEST) {
      return {
        values: { ...values, H: LONGEST },
        reason: `H = ${values.H} would make ${values.H} parameters; it was lowered to ${LONGEST}.`,
      }
    }
    // ‖θ⋆‖² = H ε² = 4 log N₀/(c₁B²) must not pass 1.
    const least = Math.sqrt((4 * Math.log(values.N0)) / values.c1)
    if (values.B >= least) return null
    const B = Math.ceil(1000 * least) / 1000
    return {
      values: { ...values, B },
      reason: `B = ${values.B} would put the teacher outside the ball; it was raised to ${B}.`,
    }
  },
  picture: 'coverage-dots',
  build: buildOrthonormal,
}

/**
 * Prompts + and −, tokens {0, 1}, d = H: φ(−, ·) = 0 and φ(+, y_1:h) = B·y_h·e_h. θ⋆ = ε·v with v ∈ {±1}^H drawn from the seed; start 0.
 * The states of + are its positions.
 */
function buildOrthonormal({ H, B, n, N0, c0, c1, seed }: Values): LinearTask {
  const epsilon = Math.sqrt((4 * Math.log(N0)) / (c1 * H * B ** 2))
  const mass = Math.min(1, c0 / (n * B ** 2 * epsilon ** 2))
  const signs = new Stream(seed, 'teacher')
  const optimum = Float64Array.from({ length: H }, (_, h) => (signs.uniform(0, 0, h) < 0.5 ? -epsilon : epsilon))
  const features = new Float64Array((H + 1) * 2 * H)
  for (let h = 0; h < H; h++) features[(2 * h + 1) * H + h] = B
  const task: LinearTask = {
    vocabulary: 2,
    dimension: H,
    states: H + 1,
    prompts: [
      { mass, state: 0, length: H, name: '+' },
      { mass: 1 - mass, state: H, length: H, name: '−' },
    ],
    features,
    teacher: new Float64Array(2 * (H + 1)),
    // After its last position, + ends where − lives; no token is written there.
    next: Int32Array.from({ length: 2 * (H + 1) }, (_, cell) => Math.min(H, Math.floor(cell / 2) + 1)),
    start: new Float64Array(H),
    optimum,
  }
  return { ...task, teacher: logProbabilities(task, optimum) }
}
