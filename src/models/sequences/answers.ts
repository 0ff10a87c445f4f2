import { forward } from './exact'
import type { SequenceTask } from './task'

/** The answers that responses give, one entry for each prompt and answer that the teacher gives. */
export interface AnswerTable {
  /** μ(x)·π_D(answer | x), summing to 1. */
  readonly weights: Float64Array
  readonly prompt: Uint16Array
  readonly answer: Uint16Array
}

interface Measured extends AnswerTable {
  /** log π_D(answer | x) − log π̂(answer | x) under next-token log-probabilities [S, V], nats. */
  logRatios(logProbs: Float64Array): Float32Array
}

/** The answer-level distribution (Sec. 7.1), by dynamic programming over states; null for a task without answers. */
export function createAnswers(task: SequenceTask): Measured | null {
  const { answers } = task
  if (!answers) return null
  const teacher = answerProbabilities(task, task.teacher)
  const entries = task.prompts.flatMap((_, x) =>
    answers.names.map((_, answer) => ({ x, answer })).filter(({ answer }) => teacher[x][answer] > 0),
  )
  return {
    weights: Float64Array.from(entries, ({ x, answer }) => task.prompts[x].mass * teacher[x][answer]),
    prompt: Uint16Array.from(entries, ({ x }) => x),
    answer: Uint16Array.from(entries, ({ answer }) => answer),
    logRatios(logProbs) {
      const model = answerProbabilities(task, logProbs)
      return Float32Array.from(entries, ({ x, answer }) => Math.log(teacher[x][answer]) - Math.log(model[x][answer]))
    },
  }
}

/** P[answer | x] by prompt: a sum over all responses that end in a state with this answer. */
function answerProbabilities(task: SequenceTask, logProbs: Float64Array): Float64Array[] {
  const probabilities = logProbs.map(Math.exp)
  return task.prompts.map(prompt => {
    const before = new Float64Array(task.states)
    before[prompt.state] = 1
    const ends = forward(task, probabilities, before, prompt.length)
    const shares = new Float64Array(task.answers!.names.length)
    ends.forEach((mass, state) => {
      const answer = task.answers!.ofState[state]
      if (answer >= 0) shares[answer] += mass
    })
    return shares
  })
}
