import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { passAtK, passAtN } from '../../coverage/bestOfN'
import { successProbabilities } from '../../coverage/passEstimates'
import { openBackend } from '../../engine/backend'
import { held } from '../../kernels/held'
import { Stream } from '../../random/streams'
import { graphTask } from '../../scenarios/graphSearch/task'
import type { CandidateScores, CandidateTable } from '../model'
import { disposeBatch, uploadBatch } from './batch'
import { createTransformerEvaluator } from './evaluator'
import { parameterCount, type TransformerShape } from './layout'
import type { TokenTask } from './task'
import { logitsOf } from './transformer'

const SIZES = { width: 8, layers: 2, heads: 2 }
const draws = new Stream(6, 'evaluation')

/** Larger than a start's, so that next tokens depend on all before them. */
const parametersOf = (shape: TransformerShape) =>
  Float32Array.from({ length: parameterCount(shape) }, (_, i) => 0.3 * draws.normal(9, 0, i))

/** Two tokens below 3 are a valid response to any prompt; class by class, one or three of the nine are rewarded. */
const small: TokenTask = {
  shape: { vocabulary: 4, context: 8, ...SIZES },
  tokens: ['0', '1', '2', '3'],
  classes: [
    { name: 'one of nine', mass: 0.7 },
    { name: 'equal ones', mass: 0.3 },
  ],
  kinds: ['unequal', 'equal'],
  training: () => ({ tokens: [], responseFrom: 0 }),
  fresh(_, c, step, k) {
    return this.heldOut(c, step + k)
  },
  heldOut(c, m) {
    const prompt = Array.from({ length: 1 + (m % 5) }, (_, h) => draws.uint32(c, m, h) % 4)
    const all = Array.from({ length: 9 }, (_, y) => [Math.floor(y / 3), y % 3])
    const isRewarded = ([i, j]: readonly number[]) => (c === 0 ? 3 * i + j === m % 9 : i === j)
    const rewarded = all.filter(isRewarded)
    const rest = all.filter(response => !isRewarded(response))
    // Of the second class, what is valid but not rewarded is not listed.
    const listed = c === 0 ? [...rewarded, ...rest] : rewarded
    return {
      tokens: [...prompt, ...rewarded[0]],
      responseFrom: prompt.length,
      teacher: rewarded[0].map((token, h) =>
        c === 1 && h === 0 ? [0, 1, 2].map(node => ({ token: node, probability: 1 / 3 })) : [{ token, probability: 1 }],
      ),
      answers: {
        candidates: listed.map(response => ({
          response,
          kind: Number(response[0] === response[1]),
          rewarded: isRewarded(response),
          probability: isRewarded(response) ? 1 / rewarded.length : 0,
        })),
        complete: c === 0,
        options: [
          [0, 1, 2],
          [0, 1, 2],
        ],
        verdict(response) {
          if (response.length !== 2 || response.some(token => token > 2)) return 'invalid'
          return isRewarded(response) ? 'rewarded' : 'valid'
        },
      },
    }
  },
}

const graphs = graphTask(
  { kind: 'horizon', layers: 2, width: 2, nodes: 8, seed: 3, training: [1, 0, 0], evaluation: [0.2, 0.3, 0.5] },
  SIZES,
)

beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
})

/** log π̂ of every token before each token of a response, [H][V], from a full pass. */
async function fullPass(task: TokenTask, theta: Float32Array, prompt: readonly number[], response: readonly number[]) {
  const V = task.shape.vocabulary
  const batch = uploadBatch([{ tokens: [...prompt, ...response], responseFrom: prompt.length }], V)
  const parameters = tf.tensor1d(theta)
  const logs = tf.tidy(() => tf.logSoftmax(logitsOf(task.shape, parameters, batch)))
  const values = Array.from(await logs.data())
  tf.dispose([parameters, logs])
  disposeBatch(batch)
  return response.map((_, h) => values.slice(h * V, (h + 1) * V))
}

async function measured(task: TokenTask, heldOut: number, seed: number) {
  const theta = parametersOf(task.shape)
  const { description, evaluate } = createTransformerEvaluator(task, heldOut, seed)
  const before = held()
  const evaluation = await evaluate(theta)
  expect(held()).toEqual(before)
  const table = description.candidates as CandidateTable
  return { theta, description, evaluation, table, scores: evaluation.candidates as CandidateScores }
}

describe.each([
  ['a small task', small, 24],
  ['graphs', graphs, 36],
] as const)('candidates of %s', (_, task, heldOut) => {
  it('have the log-probabilities of full passes, and ways that multiply to them', async () => {
    const { theta, description, evaluation, table, scores } = await measured(task, heldOut, 1)
    const samples = heldOut / task.classes.length
    let c = 0
    let way = 0
    for (let i = 0; i < heldOut; i++) {
      const { tokens, responseFrom, answers } = task.heldOut(Math.floor(i / samples), i % samples)
      expect(Boolean(table.complete[i])).toBe(answers!.complete)
      for (const [g, { response, kind, rewarded }] of answers!.candidates.entries()) {
        const logs = await fullPass(task, theta, tokens.slice(0, responseFrom), response)
        const expected = response.reduce((sum, token, h) => sum + logs[h][token], 0)
        expect(scores.logProbs[c]).toBeCloseTo(expected, 4)
        expect([table.response[c], table.kind[c], table.rewarded[c]]).toEqual([i, kind, Number(rewarded)])
        // The held-out response is the first; the teacher takes each of the rewarded ones equally often.
        const taught = -Math.log(answers!.candidates.filter(candidate => candidate.rewarded).length)
        if (g === 0) expect(evaluation.logRatios[i]).toBeCloseTo(taught - expected, 4)
        if (table.watched.includes(i)) {
          let product = 1
          answers!.options.forEach((options, h) => {
            for (const token of options) {
              expect(scores.ways[way]).toBeCloseTo(Math.exp(logs[h][token]), 5)
              if (token === response[h]) product *= scores.ways[way]
              way++
            }
          })
          expect(Math.log(product)).toBeCloseTo(scores.logProbs[c], 4)
        }
        c++
      }
    }
    expect(c).toBe(table.response.length)
    expect(way).toBe(scores.ways.length)
    expect(description.candidates!.kinds).toBe(task.kinds)
  })
})

describe('samples for held-out prompts', () => {
  it('succeed as often as the candidates’ probabilities say', async () => {
    const { table, scores } = await measured(small, 512, 2)
    expect(Array.from(table.sampled)).toEqual([...Array(128).keys()].map(n => (n < 64 ? n : n + 192)))
    // Of the second class, not all valid responses are known.
    expect(successProbabilities(table, scores.logProbs, 'valid')).toBeNull()
    const first = {
      response: table.response.filter(i => i < 256),
      rewarded: table.rewarded,
      complete: table.complete.subarray(0, 256),
    }
    for (const [success, counts, all] of [
      ['rewarded', scores.rewarded, successProbabilities(table, scores.logProbs, 'rewarded')!],
      ['valid', scores.valid.subarray(0, 64), successProbabilities(first, scores.logProbs, 'valid')!],
    ] as const) {
      const p = Float64Array.from(counts, (_, k) => all[table.sampled[k]])
      expect(
        p.every(value => value > 0.001 && value < 0.999),
        success,
      ).toBe(true)
      for (const N of [1, 2, 4, 16]) {
        const exact = passAtN(p, null, N)
        const sampled = counts.reduce((sum, count) => sum + passAtK(table.draws, count, N), 0) / counts.length
        const variance = p.reduce((sum, value) => sum + passVariance(table.draws, value, N), 0)
        // Bernstein's inequality for a sum of independent terms within 1 of their means: false alarm at most 1e-5 of each.
        const log = Math.log(2 / 1e-5)
        const allowed = log / 3 + Math.sqrt((log / 3) ** 2 + 2 * variance * log)
        expect(Math.abs(sampled - exact) * counts.length, `${success}, N = ${N}`).toBeLessThan(allowed)
      }
    }
    expect(scores.rewarded.every((count, k) => count <= scores.valid[k] && scores.valid[k] <= table.draws)).toBe(true)
  })

  it('depend on the seed, and not on how many held-out responses there are', async () => {
    const few = await measured(small, 80, 2)
    const many = await measured(small, 120, 2)
    const counts = ({ table, scores }: typeof few, c: number, samples: number) =>
      Array.from(scores.rewarded).filter((_, k) => Math.floor(table.sampled[k] / samples) === c)
    for (const c of [0, 1]) expect(counts(many, c, 60).slice(0, 10)).toEqual(counts(few, c, 40))
    const other = await measured(small, 80, 3)
    expect(other.scores.rewarded).not.toEqual(few.scores.rewarded)
    expect(other.scores.logProbs).toEqual(few.scores.logProbs)
  })
})

/** Variance of the unbiased estimate of Pass@N from samples that succeed with probability p. */
function passVariance(samples: number, p: number, N: number): number {
  let probability = (1 - p) ** samples
  let [mean, square] = [0, 0]
  for (let count = 0; count <= samples; count++) {
    const pass = passAtK(samples, count, N)
    mean += probability * pass
    square += probability * pass ** 2
    probability *= ((samples - count) * p) / ((count + 1) * (1 - p))
  }
  return square - mean ** 2
}
