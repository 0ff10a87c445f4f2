import { stratifiedError } from '../../coverage/bands'
import { klDivergence, squaredHellinger } from '../../coverage/divergences'
import type { Evaluation, Evaluator } from '../model'
import { describe } from '../sequences/description'
import type { Responses } from '../sequences/responses'
import { longestResponse } from '../sequences/task'
import { linearFacts } from './features'
import { logSoftmaxOfState } from './logProbabilities'
import type { LinearTask } from './task'
import { stepOnToken } from './tokenStep'

/** What test-time training writes down of every response. */
export interface TestTimePaths {
  /** log π^TTT(y|x), [entries], nats. */
  readonly logModel: Float64Array
  /** Σ_h KL(π_D(·|x,y_<h) ‖ π^TTT(·|x,y_<h)), [entries], nats. */
  readonly pathKl: Float64Array
  /** The same sum over the first h tokens, averaged with the entries' weights, h = 1 … H. */
  readonly klByPosition: Float64Array
}

/**
 * Reads the model by test-time training (Eq. 22–23): every response starts from ϑ_1 = θ and takes a step of token-level SGD
 * after each of its tokens, ϑ_{h+1} = Proj(ϑ_h + η∇log π_{ϑ_h}(y_h)). All responses step together, one parameter vector each.
 * @param responses with their tokens in order
 */
export function testTimePaths(
  task: LinearTask,
  responses: Responses,
  theta: ArrayLike<number>,
  eta: number,
): TestTimePaths {
  const { vocabulary: V, dimension: d, teacher } = task
  const { offsets, cells, counts, weights, prompt } = responses
  const entries = prompt.length
  const parameters = new Float64Array(entries * d)
  for (let m = 0; m < entries; m++) parameters.set(theta, m * d)
  const logModel = new Float64Array(entries)
  const pathKl = new Float64Array(entries)
  const logProbs = new Float64Array(V)
  const klByPosition = new Float64Array(longestResponse(task))

  for (let h = 0, live = true; live; h++) {
    live = false
    for (let m = 0; m < entries; m++) {
      const at = offsets[m] + h
      if (at >= offsets[m + 1]) continue
      live = true
      const own = parameters.subarray(m * d, (m + 1) * d)
      const state = Math.floor(cells[at] / V)
      logSoftmaxOfState(task, own, state, logProbs, 0)
      logModel[m] += counts[at] * logProbs[cells[at] - state * V]
      const kl = counts[at] * divergence(teacher, state * V, logProbs)
      pathKl[m] += kl
      klByPosition[h] += (weights ? weights[m] : 1 / entries) * kl
      stepOnToken(task, own, cells[at], logProbs, eta)
    }
  }
  for (let h = 1; h < klByPosition.length; h++) klByPosition[h] += klByPosition[h - 1]
  return { logModel, pathKl, klByPosition }
}

/** Measures the linear models of a task as test-time training reads them, step size η. */
export function createTestTimeEvaluator(task: LinearTask, responses: Responses, eta: number): Evaluator {
  const { weights, strata, how } = responses
  const expectations = { exact: strata.length === 0, how }
  const byStates = { exact: true, how: 'by dynamic programming over states' }
  const description = {
    ...describe(task, responses, linearFacts(task), { byStates, expectations }),
    parameters: task.dimension,
    answers: null,
  }
  const { logTeacher } = description
  const evaluate = (theta: ArrayLike<number>): Evaluation => {
    const { logModel, pathKl, klByPosition } = testTimePaths(task, responses, theta, eta)
    const logRatios = logTeacher.map((log, m) => log - logModel[m])
    // The divergences along the way have the mean of R and a smaller variance.
    const kl = klDivergence(pathKl, weights)
    return {
      kl,
      klError: stratifiedError(pathKl, strata),
      klByPosition,
      crossEntropy: description.teacherEntropy + kl,
      hellinger: Math.max(0, squaredHellinger(logRatios, weights)),
      supLogRatio: strata.length === 0 ? Math.max(...logRatios) : Number.POSITIVE_INFINITY,
      logRatios: new Float32Array(logRatios),
      pathKl: new Float32Array(pathKl),
      answerLogRatios: null,
      candidates: null,
    }
  }
  // The paths are nearly all of the work, and everything is read off them.
  return { description, evaluate, essentials: evaluate, dispose() {} }
}

/** KL(π_D(·|state) ‖ π(·|state)), nats. */
function divergence(teacher: Float64Array, row: number, logProbs: Float64Array): number {
  let kl = 0
  for (let v = 0; v < logProbs.length; v++) {
    if (teacher[row + v] > Number.NEGATIVE_INFINITY) kl += Math.exp(teacher[row + v]) * (teacher[row + v] - logProbs[v])
  }
  return Math.max(0, kl)
}
