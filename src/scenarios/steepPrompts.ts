import { logProbabilities } from '../models/linear/logProbabilities'
import type { LinearTask } from '../models/linear/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

export const steepPrompts: Scenario<LinearTask> = {
  id: 'steep-prompts',
  title: 'Steep prompts',
  source: 'Prop. 5.1, Lemma I.6',
  summary:
    'A step size that suits the length of the sequence everywhere else throws θ from one side of the disc to the other for ever: SGD never covers the teacher, a normalized step settles.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'B', 'seed', 'every'],
  own: [
    {
      kind: 'number',
      id: 'u',
      symbol: 'u',
      label: 'Steepness',
      help: 'The geometry is built for SGD with the step size η = u/(HB): α = u/(2(u − 1)) is the cosine between the features (Lemma I.6).',
      min: 8,
      max: 64,
      scale: 'log',
    },
  ],
  // T makes the default cadence of evaluations odd, so that they show both ends of the jump.
  defaults: { H: 64, N: 16, lambda: 1, K: 16, T: 375, B: 24, u: 10, seed: 0 },
  stepSizes: { sgd: ({ u, H, B }) => u / (H * B), normalized: 0.1, sign: 0.01, adam: 0.03 },
  picture: 'disc',
  build: buildSteepPrompts,
}

/**
 * One prompt, tokens {−1, 0, 1} with φ = B·v_y: v₀ = (1, 0), v_±1 = (α, ±√(1 − α²)). θ⋆ = v₀, and θ starts at v₁, from where a
 * step of SGD leads to v₋₁ and back.
 */
function buildSteepPrompts({ H, B, u }: Values): LinearTask {
  const alpha = u / (2 * (u - 1))
  const height = Math.sqrt(1 - alpha ** 2)
  const optimum = Float64Array.of(1, 0)
  const task: LinearTask = {
    vocabulary: 3,
    dimension: 2,
    states: 1,
    prompts: [{ mass: 1, state: 0, length: H, name: 'steep' }],
    features: Float64Array.of(B * alpha, -B * height, B, 0, B * alpha, B * height),
    teacher: new Float64Array(3),
    next: Int32Array.of(0, 0, 0),
    start: Float64Array.of(alpha, height),
    optimum,
    landmarks: [
      { name: 'v₀', at: [1, 0] },
      { name: 'v₁', at: [alpha, height] },
      { name: 'v₋₁', at: [alpha, -height] },
    ],
  }
  return { ...task, teacher: logProbabilities(task, optimum) }
}
