import type { PostSettings } from '../../config/postTraining'
import { logLikelihoodGradient } from '../../models/linear/gradient'
import { logProbabilities } from '../../models/linear/logProbabilities'
import type { LinearTask } from '../../models/linear/task'
import { createMeasure } from '../../models/measure'
import { entropyAndKl, writtenBy } from '../../models/sequences/divergence'
import { modesOf } from '../../models/sequences/likeliest'
import { createSampler } from '../../models/sequences/sampler'
import { Stream } from '../../random/streams'
import { adam } from '../../training/adam'
import { float64Algebra } from '../../training/float64Algebra'
import { projectOntoBall } from '../../training/rule'
import type { PostStart } from './protocol'
import { indexOfMost, type Sharpening } from './sharpen'
import { rankedByTable } from './sharpness'
import type { Trainee } from './trainee'

/** Rows of draws for the N responses to one prompt; at least N. */
const PROMPT_ROWS = 2 ** 10

/**
 * SFT-sharpening of linear models, as `sharpenTransformers` does it: in float64 by the gradient in closed form, projected onto
 * the ball after every step of Adam; y⋆, entropy and divergence are exact.
 */
export function sharpenLinear(
  task: LinearTask,
  starts: readonly PostStart[],
  settings: PostSettings,
  heldOut: number,
  seed: number,
): Sharpening {
  // One for each, since each is disposed of by itself; what they keep in common is there once.
  const measures = starts.map(() => createMeasure(task, { seed, heldOut, testTime: null }))
  return {
    description: { measured: measures[0].description, exact: true, how: 'by dynamic programming over states' },
    ranked: starts.map(({ theta }) => rankedByTable(task, theta)),
    trainees: starts.map(({ theta: start }, i): Trainee => {
      const base = logProbabilities(task, start)
      const modes = modesOf(task, base)
      const picks = pickSource(task, base, settings)
      let theta: Float64Array = Float64Array.from(start)
      let slots: readonly Float64Array[] = Array.from({ length: adam.slots }, () => new Float64Array(theta.length))
      return {
        async advance(step) {
          const gradient = logLikelihoodGradient(task, theta, picks(step))
          const input = { theta, gradient, slots, t: step + 1, eta: settings.etaPost, lambda: 0 }
          const next = adam.step(float64Algebra, input)
          theta = projectOntoBall(float64Algebra, next.theta)
          slots = next.slots
        },
        async measure() {
          const logProbs = logProbabilities(task, theta)
          const { entropy, kl } = entropyAndKl(task, logProbs, base)
          return {
            evaluation: measures[i].evaluate(theta),
            reward: null,
            klToStart: kl,
            klToStartError: 0,
            entropy,
            modeLogProbs: modes.massUnder(logProbs),
            theta: theta.slice(),
          }
        },
        dispose: () => measures[i].dispose(),
      }
    }),
  }
}

/**
 * Visits to every cell by the picks of a step, divided by their number, [S, V]: for each of K prompts x ~ μ, the likeliest of N
 * responses of the base model under itself, the first of equal ones.
 */
function pickSource(task: LinearTask, base: Float64Array, { prompts: K, picks: N, seedPost }: PostSettings) {
  const sampler = createSampler(writtenBy(task, base))
  const promptStream = new Stream(seedPost, 'postPrompts')
  const responseStream = new Stream(seedPost, 'postResponses')
  return (step: number): Float64Array => {
    const visits = new Float64Array(base.length)
    for (let k = 0; k < K; k++) {
      const { prompt } = sampler.sequence(promptStream, step, k)
      const drawn = Array.from({ length: N }, (_, n) =>
        sampler.response(responseStream, step, k * PROMPT_ROWS + n, prompt),
      )
      const logs = Float64Array.from(drawn, cells => cells.reduce((sum, cell) => sum + base[cell], 0))
      for (const cell of drawn[indexOfMost(logs)]) visits[cell] += 1 / K
    }
    return visits
  }
}
