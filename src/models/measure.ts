import { Stream } from '../random/streams'
import { linearFacts } from './linear/features'
import { orderedResponses } from './linear/orderedResponses'
import { createTestTimeEvaluator } from './linear/testTime'
import type { Evaluator } from './model'
import type { ClassFacts } from './sequences/description'
import { createEvaluator } from './sequences/evaluator'
import { enumerateResponses } from './sequences/responses'
import { createSampler } from './sequences/sampler'
import { classOf, isLinear, type Task } from './task'

export interface MeasureSettings {
  readonly seed: number
  /** Number M of held-out responses, used where enumeration is impossible. */
  readonly heldOut: number
  /** Step size of test-time training; null for the standard decode. */
  readonly testTime: number | null
}

const NO_FACTS: ClassFacts = { featureVariances: null, featureNorm: null, optimum: null }

/** The evaluator that measures a task's models as the settings say, in float64 on the CPU whichever backend trains. */
export function createMeasure(task: Task, { seed, heldOut, testTime }: MeasureSettings): Evaluator {
  const stream = new Stream(seed, 'evaluation')
  if (isLinear(task) && testTime !== null) {
    return createTestTimeEvaluator(task, orderedResponses(task, stream, heldOut), testTime)
  }
  const responses =
    enumerateResponses(task) ??
    createSampler(task).responses(stream, 0, heldOut, `from ${heldOut.toLocaleString('en-US')} held-out responses`)
  const facts = isLinear(task) ? linearFacts(task) : NO_FACTS
  return createEvaluator(task, classOf(task), responses, facts)
}
