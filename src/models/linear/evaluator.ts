import type { Description, Evaluation, Exactness } from '../model'
import {
  cellLogRatios,
  expectedSum,
  featureVariances,
  hellinger,
  logProbabilities,
  longestResponse,
  occupancy,
  supLogRatio,
  teacherMeans,
} from './exact'
import { type Responses, sumAlong } from './responses'
import type { LinearTask } from './task'

export interface Evaluator {
  readonly description: Description
  /** All metrics of the model at θ, [d], against π_D. */
  evaluate(theta: ArrayLike<number>): Evaluation
}

/**
 * Measures a linear model in float64: expectations of sums over tokens exactly, by dynamic programming; what depends on the
 * whole distribution of R (coverage, stopped KL) over the given responses.
 */
export function createEvaluator(task: LinearTask, responses: Responses): Evaluator {
  const visits = occupancy(task)
  return {
    description: descriptionOf(task, responses, visits),
    evaluate(theta) {
      const logProbs = logProbabilities(task, theta)
      const logRatios = cellLogRatios(task, logProbs)
      // Summing per-state divergences keeps KL non-negative where rounding would not.
      const stateKl = teacherMeans(task, logRatios).map(kl => Math.max(0, kl))
      const cellKl = logRatios.map((_, cell) => stateKl[Math.floor(cell / task.vocabulary)])
      return {
        kl: expectedSum(visits, stateKl),
        crossEntropy: -expectedSum(visits, teacherMeans(task, logProbs)),
        hellinger: hellinger(task, logProbs),
        supLogRatio: supLogRatio(task, logRatios),
        logRatios: Float32Array.from(sumAlong(responses, logRatios)),
        pathKl: Float32Array.from(sumAlong(responses, cellKl)),
      }
    },
  }
}

function descriptionOf(task: LinearTask, responses: Responses, visits: Float64Array): Description {
  const byStates: Exactness = { exact: true, how: 'by dynamic programming over states' }
  const byResponses: Exactness = { exact: responses.weights !== null, how: responses.how }

  return {
    parameters: task.dimension,
    responses: responses.prompt.length,
    weights: responses.weights,
    prompt: responses.prompt,
    promptNames: task.prompts.map(prompt => prompt.name),
    exactness: {
      kl: byStates,
      crossEntropy: byStates,
      hellinger: byStates,
      inherentVariance: byStates,
      coverage: byResponses,
      stoppedKl: byResponses,
    },
    teacherEntropy: -expectedSum(visits, teacherMeans(task, task.teacher)),
    inherentVariance: expectedSum(visits, featureVariances(task)),
    featureNorm: featureNorm(task),
    longest: longestResponse(task),
    optimum: task.optimum ?? null,
  }
}

function featureNorm({ features, dimension: d }: LinearTask): number {
  let largest = 0
  for (let at = 0; at < features.length; at += d)
    largest = Math.max(largest, Math.hypot(...features.subarray(at, at + d)))
  return largest
}
