import { logProbabilities } from '../models/linear/logProbabilities'
import type { LinearTask } from '../models/linear/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'
import { digits, type Slip } from './slip'

const quarter: Slip = {
  source: 'Prop. 3.2',
  claim: 'The KL of any proper estimator can be as large as H/(4n), with probability ¼.',
  holds: 'The construction reaches the constant ¼ from about B = 1.5 on; at B = 1 it is 0.164.',
  example() {
    const constant = (B: number) => digits(unseenKl({ H: 1, B, n: 1 }))
    return `KL · n/H without a rare prompt in the data: ${constant(1)} at B = 1, ${constant(1.4)} at B = 1.4, ${constant(1.5)} at B = 1.5, ${constant(3)} at B = 3.`
  },
  settings: { B: 1, seen: 0 },
}

export const rarePrompt: Scenario<LinearTask> = {
  id: 'rare-prompt',
  title: 'A prompt too rare to be seen',
  source: 'Prop. 3.2',
  summary:
    'Three in five datasets of n never show the rare prompt. Its KL grows with every token, coverage stays below its mass; test-time training learns it while reading.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'n', 'B', 'seed', 'every'],
  own: [
    {
      kind: 'integer',
      id: 'seen',
      symbol: 'seen',
      label: 'Rare prompt in the data',
      help: 'none: the event of the proof, of probability about e^{−½}, that no rare prompt is among the n sequences. draw: prompts as they fall.',
      min: 0,
      max: 1,
      scale: 'linear',
      words: ['none', 'draw'],
    },
  ],
  rule: 'mle',
  datasets: 50,
  // One pass over n sequences for the rules that take steps.
  defaults: { H: 32, N: 16, lambda: 1, K: 1, T: ({ n }) => n, n: 100, B: 1, seen: 0, seed: 0 },
  stepSizes: { ttt: 0.1 },
  picture: 'growth',
  slips: [quarter],
  build: buildRarePrompt,
}

/**
 * Prompts 0 and 1, μ(1) = 1/(2n), tokens ±1: φ(0, ·) = 0 and φ(1, y) = B·y, d = 1, θ⋆ = 1, start 0. Without a rare prompt among the
 * data, no rule ever leaves θ = 0.
 */
function buildRarePrompt({ H, B, n, seen }: Values): LinearTask {
  const rare = 1 / (2 * n)
  const optimum = Float64Array.of(1)
  const task: LinearTask = {
    vocabulary: 2,
    dimension: 1,
    states: 2,
    prompts: [
      { mass: 1 - rare, state: 0, length: H, name: 'common' },
      { mass: rare, state: 1, length: H, name: 'rare' },
    ],
    ...(seen === 0 ? { training: [1, 0] } : {}),
    features: Float64Array.of(0, 0, -B, B),
    teacher: new Float64Array(4),
    next: Int32Array.of(0, 0, 1, 1),
    start: new Float64Array(1),
    optimum,
  }
  return { ...task, teacher: logProbabilities(task, optimum) }
}

/** KL at θ = 0, nats per sequence: H·(log 2 − h(σ(2B)))/(2n), linear in H. */
export function unseenKl({ H, B, n }: Values): number {
  const q = 1 / (1 + Math.exp(-2 * B))
  const entropy = -q * Math.log(q) - (1 - q) * Math.log1p(-q)
  return (H * (Math.LN2 - entropy)) / (2 * n)
}
