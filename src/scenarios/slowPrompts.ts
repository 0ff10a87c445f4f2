import { logProbabilities } from '../models/linear/logProbabilities'
import type { LinearTask } from '../models/linear/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

export const slowPrompts: Scenario<LinearTask> = {
  id: 'slow-prompts',
  title: 'Slow prompts',
  source: 'Prop. 5.1, Lemma I.7',
  summary:
    'A step small enough for the steepest prompts learns a rare gentle one late, and the later the longer the sequence: this is where the H in SGD’s rate comes from.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'B', 'seed', 'every'],
  own: [
    {
      kind: 'number',
      id: 'Bbar',
      symbol: 'B̄',
      label: 'Feature norm of these prompts',
      help: 'B̄ ≤ B is the norm of the features here; B is the bound that the step size η = u/(HB) has to respect (Lemma I.7).',
      min: 0.1,
      max: 1024,
      sliderMax: 64,
      scale: 'log',
    },
    {
      kind: 'number',
      id: 'u',
      symbol: 'u',
      label: 'Step size times HB',
      help: 'SGD’s default step size is η = u/(HB), u ≤ 8 (Lemma I.7).',
      min: 0.01,
      max: 8,
      scale: 'log',
    },
    {
      kind: 'number',
      id: 'mu',
      symbol: 'μ(+)',
      label: 'Share of the rare prompt',
      help: 'Probability of the prompt +. The paper’s own value, min(1, BH/(512e·T·B̄² log N)), is too small to be seen.',
      min: 0.001,
      max: 1,
      scale: 'log',
    },
    {
      kind: 'number',
      id: 'N0',
      symbol: 'N₀',
      label: 'Design value of N',
      help: 'The start is placed for this N: e^{rB̄} = H/(4 log N₀) (Lemma I.7). Moving N itself never changes the run.',
      min: 2,
      max: 1e6,
      sliderMax: 1024,
      scale: 'log',
      advanced: true,
    },
  ],
  defaults: { H: 64, N: 16, lambda: 1, K: 1, T: 1000, B: 256, Bbar: 16, u: 1, mu: 0.02, N0: 16, seed: 0 },
  stepSizes: { sgd: ({ u, H, B }) => u / (H * B), normalized: 0.01, sign: 0.003, adam: 0.003 },
  fit({ Bbar, B, ...others }) {
    if (Bbar <= B) return null
    return {
      values: { ...others, B, Bbar: B },
      reason: `B̄ = ${Bbar} is above B = ${B}, the bound on all features; it was lowered to ${B}.`,
    }
  },
  picture: 'disc',
  build: buildSlowPrompts,
}

/**
 * Prompts + and − (mass μ(+) and 1 − μ(+)), tokens {−1, 0, 1}: φ(+, a) = (B̄a, 0), φ(−, a) = (0, B̄a). θ⋆ = (½, ½); θ starts at
 * (r − 1/B̄, ¼) with e^{rB̄} = H/(4 log N₀), brought back into the ball where the settings put it outside.
 */
function buildSlowPrompts({ H, Bbar, mu, N0 }: Values): LinearTask {
  const r = Math.log(H / (4 * Math.log(N0))) / Bbar
  const start = [r - 1 / Bbar, 0.25]
  const outside = Math.max(1, Math.hypot(...start))
  const optimum = Float64Array.of(0.5, 0.5)
  const task: LinearTask = {
    vocabulary: 3,
    dimension: 2,
    states: 2,
    prompts: [
      { mass: mu, state: 0, length: H, name: '+' },
      { mass: 1 - mu, state: 1, length: H, name: '−' },
    ],
    features: Float64Array.of(-Bbar, 0, 0, 0, Bbar, 0, 0, -Bbar, 0, 0, 0, Bbar),
    teacher: new Float64Array(6),
    next: Int32Array.of(0, 0, 0, 1, 1, 1),
    start: Float64Array.from(start, coordinate => coordinate / outside),
    optimum,
  }
  return { ...task, teacher: logProbabilities(task, optimum) }
}
