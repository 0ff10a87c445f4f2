import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../../config/settings'
import { klDivergence, squaredHellinger } from '../../coverage/divergences'
import { coverageAt, coverageProfile } from '../../coverage/profile'
import { Stream } from '../../random/streams'
import { scenarioById } from '../../scenarios/registry'
import { linearClass } from '../linear/class'
import { linearFacts } from '../linear/features'
import { logProbabilities } from '../linear/logProbabilities'
import type { LinearTask } from '../linear/task'
import { isLinear } from '../task'
import { createEvaluator } from './evaluator'
import { cellLogRatios, hellingerAndSup, occupancy } from './exact'
import { enumerateResponses, sumAlong } from './responses'
import { createSampler } from './sampler'
import { longestResponse } from './task'
import { Trellis } from './trellis'

function taskOf(id: string, changes: Record<string, number>): LinearTask {
  const scenario = scenarioById(id)
  const task = scenario.build({ ...defaultConfig(id).values, ...changes })
  if (!isLinear(task)) throw new Error(`${id} is not linear.`)
  return task
}

/** Every sequence one by one, knowing nothing of cells or counts. */
function bruteForce(task: LinearTask, theta: ArrayLike<number>): { R: number[]; weights: number[] } {
  const logProbs = logProbabilities(task, theta)
  const R: number[] = []
  const weights: number[] = []
  for (const { mass, state, length } of task.prompts) {
    for (let code = 0; code < task.vocabulary ** length; code++) {
      let at = state
      let rest = code
      let logTeacher = 0
      let logModel = 0
      for (let h = 0; h < length; h++) {
        const cell = at * task.vocabulary + (rest % task.vocabulary)
        rest = Math.floor(rest / task.vocabulary)
        logTeacher += task.teacher[cell]
        logModel += logProbs[cell]
        at = task.next[cell]
      }
      R.push(logTeacher - logModel)
      weights.push(mass * Math.exp(logTeacher))
    }
  }
  return { R, weights }
}

const small: [string, Record<string, number>, number[]][] = [
  ['mixed-lengths', { H: 9, p: 0.1 }, [0.3, -0.4]],
  ['random-linear', { H: 5, V: 3, X: 3, c: 0, d: 4 }, [0.2, -0.5, 0.1, 0.4]],
  ['random-linear', { H: 5, V: 3, X: 3, c: 1, d: 4 }, [0.2, -0.5, 0.1, 0.4]],
  ['random-linear', { H: 5, V: 3, X: 2, c: 3, d: 4 }, [0.2, -0.5, 0.1, 0.4]],
]

describe.each(small)('%s %o', (id, changes, theta) => {
  const task = taskOf(id, changes)
  const responses = enumerateResponses(task)!
  const evaluator = createEvaluator(task, linearClass(task), responses, linearFacts(task))
  const evaluation = evaluator.evaluate(theta)
  const all = bruteForce(task, theta)
  const weights = Float64Array.from(all.weights)

  it('enumerates the whole distribution of R, merged or not', () => {
    const merged = coverageProfile(
      sumAlong(responses, cellLogRatios(task, logProbabilities(task, theta))),
      responses.weights,
    )
    for (const N of [0.25, 1, 1.5, 2, 4, 16, 64, 1024]) {
      const mass = all.R.reduce((sum, R, i) => (R >= Math.log(N) - 1e-12 ? sum + weights[i] : sum), 0)
      expect(coverageAt(merged, N)).toBeCloseTo(mass, 10)
    }
  })

  it('has the same KL, Hellinger and largest ratio by dynamic programming', () => {
    expect(evaluation.kl).toBeCloseTo(klDivergence(all.R, weights), 10)
    expect(evaluation.hellinger).toBeCloseTo(squaredHellinger(all.R, weights), 10)
    expect(evaluation.supLogRatio).toBeCloseTo(Math.max(...all.R), 10)
    expect(evaluation.klByPosition.at(-1)).toBeCloseTo(evaluation.kl, 10)
  })

  it('visits as many states as there are tokens', () => {
    const meanLength = task.prompts.reduce((sum, { mass, length }) => sum + mass * length, 0)
    expect(occupancy(task).reduce((sum, visits) => sum + visits, 0)).toBeCloseTo(meanLength, 10)
  })
})

describe('enumeration', () => {
  it('needs one case per count where tokens are independent', () => {
    const responses = enumerateResponses(taskOf('mixed-lengths', { H: 512 }))!
    expect(responses.prompt.length).toBe(513 + 2)
    expect(responses.weights!.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10)
  })

  it('gives way to sampling past its limit, whatever the length', () => {
    const task = taskOf('random-linear', { H: 512, V: 32, X: 1, c: 0 })
    expect(enumerateResponses(task)).toBeNull()
    expect(enumerateResponses(taskOf('random-linear', { H: 6, V: 4, X: 4 }))!.prompt.length).toBe(16_384)
    expect(enumerateResponses(taskOf('random-linear', { H: 6, V: 4, X: 5 }))).toBeNull()
  })

  it('stays finite where a response is all but impossible', () => {
    const task = taskOf('mixed-lengths', { H: 512, B: 64 })
    const logProbs = logProbabilities(task, task.start)
    const { supLogRatio } = hellingerAndSup(task, new Trellis(task), logProbs, cellLogRatios(task, logProbs))
    expect(Number.isFinite(supLogRatio)).toBe(true)
    expect(longestResponse(task)).toBe(512)
  })
})

describe('held-out sampling', () => {
  it('estimates the exact profile within its band', () => {
    const task = taskOf('mixed-lengths', { H: 9, p: 0.1 })
    const M = 4096
    const sample = createSampler(task).responses(new Stream(1, 'evaluation'), 0, M, '')
    const theta = [0.3, -0.4]
    const logRatios = cellLogRatios(task, logProbabilities(task, theta))
    const exact = enumerateResponses(task)!
    const truth = coverageProfile(sumAlong(exact, logRatios), exact.weights)
    const estimate = coverageProfile(sumAlong(sample, logRatios), null)
    // Dvoretzky-Kiefer-Wolfowitz with false-alarm probability 1e-5 over all N at once.
    const band = Math.sqrt(Math.log(2 / 1e-5) / (2 * M))
    for (let log2 = -4; log2 < 12; log2 += 0.25) {
      expect(Math.abs(coverageAt(estimate, 2 ** log2) - coverageAt(truth, 2 ** log2))).toBeLessThan(band)
    }
  })

  it('draws the same tokens for the same response whatever the sizes', () => {
    const draws = (H: number, M: number) => {
      const task = taskOf('random-linear', { H, c: 0 })
      return createSampler(task).responses(new Stream(7, 'evaluation'), 3, M, '').prompt
    }
    expect(Array.from(draws(4, 100))).toEqual(Array.from(draws(64, 200).subarray(0, 100)))
  })
})
