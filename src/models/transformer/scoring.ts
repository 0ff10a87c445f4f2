import type { CandidateScores, CandidateTable } from '../model'
import { candidateRecord } from './candidates'
import { chunksOf, type Planned } from './chunks'
import { scoringChunk } from './memory'
import { scoreResponses } from './nextTokens'
import { openReader } from './readers'
import { drawResponses } from './sampler'
import type { TaughtSequence, TokenTask } from './task'

/** Most prompts that are scored at once. */
const MOST_AT_ONCE = 64

export interface Scored {
  /** log π̂(y|x) of each held-out response, nats. */
  readonly logModel: Float64Array
  /** KL(π_D‖π̂) before each token of each of them, nats. */
  readonly steps: readonly Float64Array[]
  /** Null without a table. */
  readonly candidates: CandidateScores | null
}

/**
 * Scores held-out responses and, where there is a table of them, candidates and samples, on the active backend. Each prompt
 * is read once.
 * @param uniform the draw from (0, 1) behind a token of a sample to the prompt of held-out response i
 * @param open the reader that is taken
 */
export function createScoring(
  task: TokenTask,
  sequences: readonly TaughtSequence[],
  table: CandidateTable | null,
  uniform: (i: number, sample: number, position: number) => number,
  open = openReader,
): (theta: ArrayLike<number>, between?: () => Promise<void>) => Promise<Scored> {
  const sampled = new Set(table?.sampled)
  const planned = sequences.map((sequence, i) => plan(sequence, sampled.has(i)))
  // What is alike stands together: readers may read once what prompts and responses begin with.
  const order = sequences.map((_, i) => i).sort((i, j) => inOrder(sequences[i].tokens, sequences[j].tokens))
  const inTurn = order.map(i => planned[i])
  const chunks = chunksOf(inTurn, scoringChunk(task, MOST_AT_ONCE)).map(chunk => chunk.map(k => order[k]))
  const responses = sequences.map(responsesTo)
  const prompts = sequences.map(({ tokens, responseFrom }) => tokens.slice(0, responseFrom))
  return async (theta, between) => {
    const logModel = new Float64Array(sequences.length)
    const steps = sequences.map(({ teacher }) => new Float64Array(teacher.length))
    const record = table && candidateRecord(table, sequences)
    const reader = open(task.shape, new Float32Array(theta))
    try {
      await reader.ready?.()
      for (const chunk of chunks) {
        await between?.()
        const start = reader.prompts(chunk.map(i => prompts[i]))
        const next = await scoreResponses(
          start,
          chunk.map(i => responses[i]),
        )
        chunk.forEach((i, b) => {
          logModel[i] = compareWithTeacher(sequences[i], h => next(b, 0, h), steps[i])
          record?.score(i, (g, h) => next(b, g, h))
        })
        const { length, isSampled } = planned[chunk[0]]
        if (table && record && isSampled) {
          const ofChunk = (b: number, sample: number, position: number) => uniform(chunk[b], sample, position)
          const draws = { samples: table.draws, length, uniform: ofChunk }
          const drawn = await drawResponses(start, draws)
          chunk.forEach((i, b) => {
            record.judge(i, drawn[b])
          })
        }
        start.dispose()
      }
    } finally {
      reader.dispose()
    }
    return { logModel, steps, candidates: record?.scores ?? null }
  }
}

/** The held-out response first. */
function responsesTo({ tokens, responseFrom, answers }: TaughtSequence): readonly (readonly number[])[] {
  return answers ? answers.candidates.map(({ response }) => response) : [tokens.slice(responseFrom)]
}

function plan(sequence: TaughtSequence, isSampled: boolean): Planned {
  const responses = responsesTo(sequence)
  const lengths = [...responses.map(({ length }) => length), sequence.answers?.options.length ?? 0]
  return { responses: responses.length, length: Math.max(...lengths), isSampled }
}

/** Lexicographic. */
function inOrder(a: readonly number[], b: readonly number[]): number {
  const h = a.findIndex((token, h) => token !== b[h])
  return h < 0 ? a.length - b.length : a[h] - (b[h] ?? -1)
}

/** Writes KL(π_D‖π̂) before each token of a response, nats; returns log π̂ of the response. */
function compareWithTeacher(
  { tokens, responseFrom, teacher }: TaughtSequence,
  next: (h: number) => Float64Array,
  steps: Float64Array,
): number {
  // Loops: callbacks for so many tokens take as long as reading them.
  let log = 0
  for (let h = 0; h < teacher.length; h++) {
    const logs = next(h)
    let kl = 0
    for (const { token, probability: p } of teacher[h]) kl += p * (Math.log(p) - logs[token])
    // Rounding may leave it just below.
    steps[h] = Math.max(0, kl)
    log += logs[tokens[responseFrom + h]]
  }
  return log
}
