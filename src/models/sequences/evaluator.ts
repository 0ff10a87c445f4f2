import type { Evaluator } from '../model'
import { createAnswers } from './answers'
import { type ClassFacts, describe } from './description'
import {
  cellLogRatios,
  expectedSum,
  expectedSumByPosition,
  hellingerAndSup,
  occupancy,
  occupancyByPosition,
  teacherMeans,
  teacherProbabilities,
} from './exact'
import type { Responses } from './responses'
import { createSums } from './sums'
import { longestResponse, type ModelClass, type SequenceTask } from './task'
import { Trellis } from './trellis'

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
  const { vocabulary: V, states } = task
  const longest = longestResponse(task)
  const entries = responses.prompt.length
  const sums = createSums(responses, states * V)
  // Sweeps never ask for what needs it.
  let trellis: Trellis | null = null
  const byStates = { exact: true, how: 'by dynamic programming over states' }

  // Room for what an evaluation does not give away: to make an array takes as long as to fill one of a few numbers.
  const room = new Float64Array(states * V)
  const cellRatios = new Float64Array(states * V).fill(Number.NEGATIVE_INFINITY)
  const cellKl = new Float64Array(states * V)
  const affinity = new Float64Array(states * V)
  const stateKl = new Float64Array(states)
  const stateLogs = new Float64Array(states)

  /** Writes `cellRatios` and `stateKl`. */
  const compare = (logProbs: Float64Array) => {
    cellLogRatios(task, logProbs, cellRatios)
    // Summing per-state divergences keeps KL non-negative where rounding would not.
    teacherMeans(task, cellRatios, teacher, stateKl)
    for (let state = 0; state < states; state++) stateKl[state] = Math.max(0, stateKl[state])
  }
  const crossEntropyOf = (logProbs: Float64Array) =>
    -expectedSum(visits, teacherMeans(task, logProbs, teacher, stateLogs))

  return {
    description: {
      ...describe(task, responses, facts, { byStates, expectations: byStates }),
      parameters: models.start.length,
      answers: answers && { weights: answers.weights, prompt: answers.prompt, answer: answers.answer },
    },
    evaluate(parameters) {
      const logProbs = models.logProbabilities(parameters, room)
      compare(logProbs)
      for (let cell = 0, state = 0; state < states; state++) {
        for (const end = cell + V; cell < end; cell++) cellKl[cell] = stateKl[state]
      }
      const { klByPosition, logRatios, pathKl } = roomFor(longest, entries)
      expectedSumByPosition(occupied, stateKl, klByPosition)
      sums.ofBoth(cellRatios, cellKl, logRatios, pathKl)
      trellis ??= new Trellis(task)
      const { hellinger, supLogRatio } = hellingerAndSup(task, trellis, logProbs, cellRatios, affinity)
      return {
        kl: expectedSum(visits, stateKl),
        klError: 0,
        klByPosition,
        crossEntropy: crossEntropyOf(logProbs),
        hellinger,
        supLogRatio,
        logRatios,
        pathKl,
        answerLogRatios: answers?.logRatios(logProbs) ?? null,
        candidates: null,
      }
    },
    essentials(parameters) {
      const logProbs = models.logProbabilities(parameters, room)
      compare(logProbs)
      return {
        kl: expectedSum(visits, stateKl),
        crossEntropy: crossEntropyOf(logProbs),
        logRatios: sums.of(cellRatios, new Float32Array(entries)),
      }
    },
    dispose() {
      sums.dispose()
      trellis?.dispose()
    },
  }
}

/** Bytes of an array that an engine keeps among its objects; larger ones have memory of their own. */
const SMALL = 64

/**
 * Arrays that are given away. Those that are not small lie in one piece: to make another piece takes as long as the rest of a
 * small evaluation.
 */
function roomFor(longest: number, entries: number) {
  const positions = 8 * longest
  const sums = 4 * entries
  if (Math.max(positions, sums) <= SMALL) {
    return {
      klByPosition: new Float64Array(longest),
      logRatios: new Float32Array(entries),
      pathKl: new Float32Array(entries),
    }
  }
  const all = new ArrayBuffer(positions + 2 * sums)
  return {
    klByPosition: new Float64Array(all, 0, longest),
    logRatios: new Float32Array(all, positions, entries),
    pathKl: new Float32Array(all, positions + sums, entries),
  }
}
