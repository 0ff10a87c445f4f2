import { drawer } from '../coverage/resampling'
import type { LogProbTable } from '../logprobs/table'
import { Stream } from '../random/streams'
import type { Pool } from './pool'

/** First coordinate in the stream of samples of the responses that a file holds; other users of the stream stay far from it. */
const BLOCK = 0x5e1ec701

/**
 * The candidates' log-probabilities as a table of the kind that the page reads from other people's files: log π_i = log π_D − R,
 * with the teacher's, and the prompt's class as the group. Such a table has no weights: where the responses do not weigh the
 * same, `rows` of them are drawn by weight with replacement, as a held-out set of that size would be.
 * @param names of the candidates
 * @param seed integer from 0 to 2^32 − 1
 */
export function logProbTable(pool: Pool, names: readonly string[], rows: number, seed: number): LogProbTable {
  const { description, logProbs } = pool
  const { logTeacher, prompt, promptNames } = description
  const drawn = responsesOf(pool, rows, seed)
  const take = (value: (k: number) => number) => Float32Array.from(drawn, value)
  return {
    candidates: names,
    groups: promptNames,
    blocks: [
      {
        rows: drawn.length,
        logProbs: logProbs.map(row => take(k => logTeacher[k] + row[k])),
        teacher: take(k => logTeacher[k]),
        group: Uint16Array.from(drawn, k => prompt[k]),
        lengths: [],
      },
    ],
  }
}

/** How many rows such a table has. */
export function tableRows(pool: Pool, rows: number): number {
  return equallyWeighted(pool) ? pool.description.responses : rows
}

/** Whether all held-out responses weigh the same, so that a table without weights holds each of them once. */
export function equallyWeighted({ description: { weights } }: Pool): boolean {
  return !weights || weights.every(weight => Math.abs(weight - weights[0]) <= 1e-12)
}

function responsesOf(pool: Pool, rows: number, seed: number): Uint32Array {
  const { weights, responses } = pool.description
  if (equallyWeighted(pool)) return Uint32Array.from({ length: responses }, (_, k) => k)
  const stream = new Stream(seed, 'sampling')
  const draw = drawer(weights, responses)
  return Uint32Array.from({ length: rows }, (_, k) => draw(stream.uniform(BLOCK, 0, k)))
}
