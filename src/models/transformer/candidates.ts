import type { CandidateScores, CandidateTable } from '../model'
import type { Answers, TaughtSequence } from './task'

/** Held-out responses of a class whose prompts are looked at step by step. */
const WATCHED = 16

/** The most of a class whose prompts are sampled from, */
const SAMPLED = 64

/** and the most of its share: sampling costs several times as much as scoring, and is to take no more than the rest. */
const SAMPLED_SHARE = 1 / 4

/** Responses that are sampled for each of those. */
const DRAWS = 16

/**
 * The candidates of held-out responses, class by class; null where none has answers.
 * @param samples held-out responses of each class
 * @param draws whether some of the prompts are answered by samples too
 */
export function candidateTable(
  kinds: readonly string[],
  sequences: readonly TaughtSequence[],
  samples: number,
  draws = true,
): CandidateTable | null {
  const answered = sequences.flatMap(({ answers }, i) => (answers ? [{ i, answers }] : []))
  if (answered.length === 0) return null
  const all = answered.flatMap(({ i, answers }) => answers.candidates.map(candidate => ({ i, ...candidate })))
  const first = (count: number) => Uint32Array.from(answered.map(({ i }) => i).filter(i => i % samples < count))
  return {
    kinds,
    response: Uint32Array.from(all, ({ i }) => i),
    kind: Uint8Array.from(all, ({ kind }) => kind),
    rewarded: Uint8Array.from(all, ({ rewarded }) => Number(rewarded)),
    logTeacher: Float64Array.from(all, ({ probability }) => Math.log(probability)),
    complete: Uint8Array.from(sequences, ({ answers }) => Number(answers?.complete ?? false)),
    watched: first(WATCHED),
    sampled: first(draws ? Math.min(SAMPLED, Math.ceil(SAMPLED_SHARE * samples)) : 0),
    draws: DRAWS,
  }
}

/** Fills in the scores of a table, prompt by prompt in any order. */
export interface CandidateRecord {
  readonly scores: CandidateScores
  /**
   * The candidates to the prompt of held-out response i, if there are any.
   * @param next log π̂(· | prompt, first h tokens of candidate g), [V], nats
   */
  score(i: number, next: (g: number, h: number) => Float64Array): void
  /** Responses that were sampled for the prompt of held-out response i. */
  judge(i: number, responses: readonly (readonly number[])[]): void
}

export function candidateRecord(table: CandidateTable, sequences: readonly TaughtSequence[]): CandidateRecord {
  const firstCandidate = startsOf(sequences, answers => answers.candidates.length)
  const watched = new Map(Array.from(table.watched, i => [i, sequences[i].answers]))
  const firstWay = startsOf(sequences, (answers, i) =>
    watched.has(i) ? answers.candidates.length * answers.options.flat().length : 0,
  )
  const scores = {
    logProbs: new Float32Array(table.response.length),
    ways: new Float32Array(firstWay[sequences.length]),
    rewarded: new Uint16Array(table.sampled.length),
    valid: new Uint16Array(table.sampled.length),
  }
  return {
    scores,
    score(i, next) {
      let way = firstWay[i]
      sequences[i].answers?.candidates.forEach(({ response }, g) => {
        scores.logProbs[firstCandidate[i] + g] = response.reduce((sum, token, h) => sum + next(g, h)[token], 0)
        watched.get(i)?.options.forEach((options, h) => {
          for (const token of options) scores.ways[way++] = Math.exp(next(g, h)[token])
        })
      })
    },
    judge(i, responses) {
      const at = table.sampled.indexOf(i)
      const { answers } = sequences[i]
      if (!answers || at < 0) return
      for (const response of responses) {
        const verdict = answers.verdict(response.slice(0, answers.options.length))
        if (verdict === 'rewarded') scores.rewarded[at]++
        if (verdict !== 'invalid') scores.valid[at]++
      }
    },
  }
}

/** Where each held-out response's share of an array begins, and where the last one ends. */
function startsOf(sequences: readonly TaughtSequence[], count: (answers: Answers, i: number) => number): number[] {
  const starts = [0]
  sequences.forEach(({ answers }, i) => {
    starts.push(starts[i] + (answers ? count(answers, i) : 0))
  })
  return starts
}
