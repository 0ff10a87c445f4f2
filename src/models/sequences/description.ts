import type { Description, Exactness, Sentence } from '../model'
import { expectedSum, occupancy, teacherMeans } from './exact'
import { type Responses, sumAlong } from './responses'
import { type Landmark, longestResponse, type SequenceTask } from './task'

/** What only the class of models knows about itself. */
export interface ClassFacts {
  /** ‖φ − E_{π_D}φ‖² averaged over π_D at every state (Eq. 8), [S]; null for models without features. */
  readonly featureVariances: Float64Array | null
  readonly featureNorm: number | null
  readonly optimum: Float64Array | null
  readonly landmarks: readonly Landmark[]
}

interface Origins {
  /** Of what the teacher alone decides. */
  readonly byStates: Exactness
  /** Of the expectations of sums over tokens. */
  readonly expectations: Exactness
}

/** Responses that are written out where tokens are words. */
const SENTENCES = 64

/** The description of a run but for what only its evaluator knows. */
export function describe(
  task: SequenceTask,
  responses: Responses,
  facts: ClassFacts,
  { byStates, expectations }: Origins,
): Omit<Description, 'parameters' | 'answers'> {
  const visits = occupancy(task)
  const byResponses: Exactness = { exact: responses.strata.length === 0, how: responses.how }
  return {
    responses: responses.prompt.length,
    weights: responses.weights,
    strata: responses.strata,
    logTeacher: sumAlong(responses, task.teacher),
    prompt: responses.prompt,
    promptNames: task.prompts.map(prompt => prompt.name),
    sentences: sentencesOf(task, responses),
    exactness: {
      kl: expectations,
      crossEntropy: expectations,
      hellinger: expectations,
      inherentVariance: byStates,
      coverage: byResponses,
      stoppedKl: byResponses,
    },
    teacherEntropy: -expectedSum(visits, teacherMeans(task, task.teacher)),
    inherentVariance: facts.featureVariances && expectedSum(visits, facts.featureVariances),
    featureNorm: facts.featureNorm,
    longest: longestResponse(task),
    optimum: facts.optimum,
    landmarks: facts.landmarks,
    candidates: null,
  }
}

/** Where tokens are words, states tell positions apart, so that no two visits were merged and the cells are in order. */
function sentencesOf({ words, teacher }: SequenceTask, { offsets, cells, prompt }: Responses): Sentence[] {
  if (!words) return []
  return Array.from({ length: Math.min(SENTENCES, prompt.length) }, (_, response) => {
    const path = cells.subarray(offsets[response], offsets[response + 1])
    return {
      response,
      words: Array.from(path, cell => words[cell]),
      probabilities: Float64Array.from(path, cell => Math.exp(teacher[cell])),
    }
  })
}
