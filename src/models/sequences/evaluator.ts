import type { Essentials, Evaluator } from '../model'
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
  const teacher = teacherProbabilities(task)
  const answers = createAnswers(task)
  const { vocabulary: V } = task
  const entries = responses.prompt.length
  const byStates = { exact: true, how: 'by dynamic programming over states' }

  const measure = (parameters: ArrayLike<number>) => {
    const logProbs = models.logProbabilities(parameters)
    const cellRatios = cellLogRatios(task, logProbs)
    // Summing per-state divergences keeps KL non-negative where rounding would not.
    const stateKl = teacherMeans(task, cellRatios, teacher).map(kl => Math.max(0, kl))
    const essentials: Essentials = {
      kl: expectedSum(visits, stateKl),
      crossEntropy: -expectedSum(visits, teacherMeans(task, logProbs, teacher)),
      logRatios: sumAlong(responses, cellRatios, new Float32Array(entries)),
    }
    return { logProbs, cellRatios, stateKl, essentials }
  }

  return {
    description: {
      ...describe(task, responses, facts, { byStates, expectations: byStates }),
      parameters: models.start.length,
      answers: answers && { weights: answers.weights, prompt: answers.prompt, answer: answers.answer },
    },
    evaluate(parameters) {
      const { logProbs, cellRatios, stateKl, essentials } = measure(parameters)
      const cellKl = cellRatios.map((_, cell) => stateKl[Math.floor(cell / V)])
      return {
        ...essentials,
        klError: 0,
        klByPosition: expectedSumByPosition(occupied, stateKl),
        hellinger: hellinger(task, logProbs),
        supLogRatio: supLogRatio(task, cellRatios),
        pathKl: sumAlong(responses, cellKl, new Float32Array(entries)),
        answerLogRatios: answers?.logRatios(logProbs) ?? null,
        candidates: null,
      }
    },
    essentials: parameters => measure(parameters).essentials,
  }
}
