import { Stream } from '../random/streams'
import { linearFacts } from './linear/features'
import { isInert } from './linear/inert'
import { createTestTimeEvaluator } from './linear/testTime'
import type { Evaluator } from './model'
import type { ClassFacts } from './sequences/description'
import { createEvaluator } from './sequences/evaluator'
import { enumerateResponses, independentTokens } from './sequences/responses'
import { heldOutResponses, stratifiedResponses } from './sequences/stratifiedResponses'
import type { Prompt } from './sequences/task'
import { classOf, isLinear, type TableTask } from './task'

export interface MeasureSettings {
  readonly seed: number
  /** Number M of held-out responses, used where enumeration is impossible. */
  readonly heldOut: number
  /** Step size of test-time training; null for the standard decode. */
  readonly testTime: number | null
}

const NO_FACTS: ClassFacts = { featureVariances: null, featureNorm: null, optimum: null, landmarks: [] }

/** The evaluator that measures a task's models as the settings say, in float64 on the CPU whichever backend trains. */
export function createMeasure(task: TableTask, { seed, heldOut, testTime }: MeasureSettings): Evaluator {
  const stream = new Stream(seed, 'evaluation')
  if (isLinear(task) && testTime !== null) {
    // The order of tokens matters, except where nothing is learned from them.
    const counted = (prompt: Prompt) => independentTokens(task, prompt) && isInert(task, prompt.state)
    const responses = stratifiedResponses(task, { counted, ordered: true, stream, heldOut })
    return createTestTimeEvaluator(task, responses, testTime)
  }
  const responses = enumerateResponses(task) ?? heldOutResponses(task, stream, heldOut)
  const facts = isLinear(task) ? linearFacts(task) : NO_FACTS
  return createEvaluator(task, classOf(task), responses, facts)
}
