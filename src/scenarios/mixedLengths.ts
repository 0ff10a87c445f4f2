import type { LinearTask } from '../models/linear/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

export const mixedLengths: Scenario<LinearTask> = {
  id: 'mixed-lengths',
  title: 'Mixed lengths',
  source: 'Sec. 5',
  summary:
    'Long responses of fair coins shake θ while one rare short prompt has to be learned: the longer the responses, the smaller the steps that plain SGD can bear; normalized and sign steps need to shrink far less.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'B', 'seed', 'every'],
  own: [
    {
      kind: 'number',
      id: 'p',
      symbol: 'p',
      label: 'Share of short prompts',
      help: 'Probability μ of the rare prompt, whose response is a single token; the other prompts get H tokens.',
      min: 0.001,
      max: 0.999,
      scale: 'log',
    },
  ],
  defaults: {
    H: 32,
    N: 16,
    lambda: 1,
    K: 16,
    T: 2000,
    B: 3,
    p: 0.02,
    seed: 0,
  },
  // Near the best of a grid of quarter decades at H = 32.
  stepSizes: { sgd: 0.003, normalized: 0.03, sign: 0.02, adam: 0.03 },
  picture: 'disc',
  build: buildMixedLengths,
}

/**
 * Two prompts over the vocabulary {−1, +1}: long ones (mass 1 − p) of H tokens with φ = B·y·e₀, short ones (mass p) of one
 * token with φ = B·y·e₁. θ⋆ = (0, 1), so that long tokens are fair coins; θ starts at (½, −√¾).
 */
function buildMixedLengths({ H, B, p }: Values): LinearTask {
  const longLogProb = -Math.LN2
  // log σ(2By), written so that neither sign overflows.
  const shortLogProb = (y: number) => Math.min(0, 2 * B * y) - Math.log1p(Math.exp(-2 * B))
  return {
    vocabulary: 2,
    dimension: 2,
    states: 2,
    prompts: [
      { mass: 1 - p, state: 0, length: H, name: 'long' },
      { mass: p, state: 1, length: 1, name: 'short' },
    ],
    features: Float64Array.of(-B, 0, B, 0, 0, -B, 0, B),
    teacher: Float64Array.of(longLogProb, longLogProb, shortLogProb(-1), shortLogProb(1)),
    next: Int32Array.of(0, 0, 1, 1),
    start: Float64Array.of(0.5, -Math.sqrt(0.75)),
    optimum: Float64Array.of(0, 1),
  }
}
