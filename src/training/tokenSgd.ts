import { logSoftmaxOfState } from '../models/linear/logProbabilities'
import { stepOnToken } from '../models/linear/tokenStep'
import type { Values } from '../scenarios/parameter'
import type { TokenRule } from './rule'
import { stepOfLeastBound } from './sgd'

/** The largest step that Theorem 6.1 covers, 1/(2B²), rounded down to two digits. */
export function largestTokenStep({ B }: Values): number {
  const largest = 1 / (2 * B ** 2)
  const digit = 10 ** (Math.floor(Math.log10(largest)) - 1)
  return Number((Math.floor(largest / digit + 1e-9) * digit).toPrecision(2))
}

export const tokenSgd: TokenRule = {
  id: 'token',
  kind: 'tokens',
  label: 'Token-level SGD',
  short: 'token',
  equation: 'θ ← Proj(θ + η ∇log π_θ(y_h | x, y_<h)), token by token   (Eq. 21)',
  help: 'A step after every token, in order, carrying θ from token to token and from sequence to sequence. Theorem 6.1 pairs it with test-time training at the same η.',
  uses: ['eta', 'K'],
  stepSize: largestTokenStep,
  theory: {
    source: 'Theorem 6.1',
    // Its steps are sequences; the bound is that of Proposition 5.1.
    settings: ({ T, K, B, inherentVariance }) => ({
      eta: Math.min(1 / (2 * B ** 2), stepOfLeastBound(inherentVariance, K * T)),
    }),
  },
  step(task, start, sequences, { eta }) {
    const theta = Float64Array.from(start)
    const logProbs = new Float64Array(task.vocabulary)
    for (const cells of sequences) {
      for (const cell of cells) {
        logSoftmaxOfState(task, theta, Math.floor(cell / task.vocabulary), logProbs, 0)
        stepOnToken(task, theta, cell, logProbs, eta)
      }
    }
    return theta
  },
}
