import type { Evaluator } from '../model'
import { createAnswers } from './answers'
import { type ClassFacts, describe } from './description'
import {
  cellLogRatios,
  expectedSum,
  expectedSumByPosition,
  hellinger,
  occupancy,
  occupancyByPosition,
  supLogRatio,
  teacherMeans,
  teacherProbabilities,
} from './exact'
import type { Responses } from './responses'
import { createSums } from './sums'
import type { ModelClass, SequenceTask } from './task'

/**
 * Measures the models of a class in float64: expectations of sums over tokens exactly, by dynamic programming; what depends
 * on the whole distribution of R (coverage, stopped KL) over the given responses.
 */
export function createEvaluator(
  task: SequenceTask,
  models: Pick<ModelClass, 'start' | 'logProbabilities'>,
  responses: Responses,
  facts: ClassFacts,
): Evaluator {
  const visits = occupancy(task)
  const occupied = occupancyByPosition(task)
  const teacher = teacherProbabilities(task)
  const answers = createAnswers(task)
  const { vocabulary: V } = task
  const sums = createSums(responses, task.states * V)
  const byStates = { exact: true, how: 'by dynamic programming over states' }

  const logRatiosOf = (parameters: ArrayLike<number>) => {
    const logProbs = models.logProbabilities(parameters)
    const cellRatios = cellLogRatios(task, logProbs)
    // Summing per-state divergences keeps KL non-negative where rounding would not.
    const stateKl = teacherMeans(task, cellRatios, teacher)
    for (let state = 0; state < stateKl.length; state++) stateKl[state] = Math.max(0, stateKl[state])
    return { logProbs, cellRatios, stateKl }
  }
  const crossEntropyOf = (logProbs: Float64Array) => -expectedSum(visits, teacherMeans(task, logProbs, teacher))

  return {
    description: {
      ...describe(task, responses, facts, { byStates, expectations: byStates }),
      parameters: models.start.length,
      answers: answers && { weights: answers.weights, prompt: answers.prompt, answer: answers.answer },
    },
    evaluate(parameters) {
      const { logProbs, cellRatios, stateKl } = logRatiosOf(parameters)
      const cellKl = new Float64Array(cellRatios.length)
      for (let state = 0; state < stateKl.length; state++) cellKl.fill(stateKl[state], state * V, (state + 1) * V)
      const [logRatios, pathKl] = sums.of(cellRatios, cellKl)
      return {
        kl: expectedSum(visits, stateKl),
        klError: 0,
        klByPosition: expectedSumByPosition(occupied, stateKl),
        crossEntropy: crossEntropyOf(logProbs),
        hellinger: hellinger(task, logProbs),
        supLogRatio: supLogRatio(task, cellRatios),
        logRatios,
        pathKl,
        answerLogRatios: answers?.logRatios(logProbs) ?? null,
        candidates: null,
      }
    },
    essentials(parameters) {
      const { logProbs, cellRatios, stateKl } = logRatiosOf(parameters)
      return {
        kl: expectedSum(visits, stateKl),
        crossEntropy: crossEntropyOf(logProbs),
        logRatios: sums.of(cellRatios, cellRatios)[0],
      }
    },
    dispose: () => sums.dispose(),
  }
}
