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
} from './exact'
import { type Responses, sumAlong } from './responses'
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
  const answers = createAnswers(task)
  const { vocabulary: V } = task
  const byStates = { exact: true, how: 'by dynamic programming over states' }
  return {
    description: {
      ...describe(task, responses, facts, { byStates, expectations: byStates }),
      parameters: models.start.length,
      answers: answers && { weights: answers.weights, prompt: answers.prompt, answer: answers.answer },
    },
    evaluate(parameters) {
      const logProbs = models.logProbabilities(parameters)
      const logRatios = cellLogRatios(task, logProbs)
      // Summing per-state divergences keeps KL non-negative where rounding would not.
      const stateKl = teacherMeans(task, logRatios).map(kl => Math.max(0, kl))
      const cellKl = logRatios.map((_, cell) => stateKl[Math.floor(cell / V)])
      return {
        kl: expectedSum(visits, stateKl),
        klError: 0,
        klByPosition: expectedSumByPosition(occupied, stateKl),
        crossEntropy: -expectedSum(visits, teacherMeans(task, logProbs)),
        hellinger: hellinger(task, logProbs),
        supLogRatio: supLogRatio(task, logRatios),
        logRatios: new Float32Array(sumAlong(responses, logRatios)),
        pathKl: new Float32Array(sumAlong(responses, cellKl)),
        answerLogRatios: answers?.logRatios(logProbs) ?? null,
        candidates: null,
      }
    },
  }
}
