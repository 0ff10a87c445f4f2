import * as tf from '@tensorflow/tfjs-core'
import type { TokenSequence } from './batch'
import { chunksOf } from './chunks'
import { openGradients } from './gradients'
import type { TransformerShape } from './layout'
import { type NextTokens, scoreResponses } from './nextTokens'
import type { PromptsRead, Reader } from './reader'
import { type Draws, drawResponses } from './sampler'

/** Waited for between parts of the work; what it throws ends it. */
export type Between = (() => Promise<void>) | undefined

/** Work on many prompts: how many are read at a time at most, and what happens between. */
export interface InParts {
  readonly most: number
  readonly between?: Between
}

/**
 * Responses from π̂ to prompts, by prompt and sample; in parts of any size they are the same.
 * @param draws `lengths` are the tokens of the responses by prompt, at least 1; prompts are counted through all of `prompts`
 */
export async function drawAll(
  reader: Reader,
  prompts: readonly (readonly number[])[],
  { samples, lengths, uniform }: Omit<Draws, 'length'> & { readonly lengths: readonly number[] },
  parts: InParts,
): Promise<number[][][]> {
  const all: number[][][] = prompts.map(() => [])
  const planned = lengths.map(length => ({ responses: samples, length, isSampled: true }))
  await forEachChunk(reader, prompts, chunksOf(planned, parts.most), parts.between, async (chunk, start) => {
    const ofChunk: Draws['uniform'] = (b, sample, position) => uniform(chunk[b], sample, position)
    const draws = { samples, length: lengths[chunk[0]], uniform: ofChunk }
    const drawn = await drawResponses(start, draws)
    chunk.forEach((i, b) => {
      all[i] = drawn[b]
    })
  })
  return all
}

/**
 * log π̂ of responses to prompts, nats, by prompt and response.
 * @param responses by prompt, at least one each, of any lengths from 1
 */
export async function scoreAll(
  reader: Reader,
  prompts: readonly (readonly number[])[],
  responses: readonly (readonly (readonly number[])[])[],
  parts: InParts,
): Promise<Float64Array[]> {
  const all = responses.map(({ length }) => new Float64Array(length))
  const planned = responses.map(own => ({
    responses: own.length,
    length: Math.max(...own.map(({ length }) => length)),
    isSampled: false,
  }))
  await forEachChunk(reader, prompts, chunksOf(planned, parts.most), parts.between, async (chunk, start) => {
    const own = chunk.map(i => responses[i])
    const next: NextTokens = await scoreResponses(start, own)
    chunk.forEach((i, b) => {
      responses[i].forEach((response, g) => {
        all[i][g] = response.reduce((sum, token, h) => sum + next(b, g, h)[token], 0)
      })
    })
  })
  return all
}

/** Reads some of the prompts together, and frees them after their turn whatever becomes of it. */
async function forEachChunk(
  reader: Reader,
  prompts: readonly (readonly number[])[],
  chunks: readonly (readonly number[])[],
  between: Between,
  work: (chunk: readonly number[], start: PromptsRead) => Promise<void>,
): Promise<void> {
  for (const chunk of chunks) {
    await between?.()
    const read = chunk.map(i => prompts[i])
    const start = reader.prompts(read)
    try {
      await work(chunk, start)
    } finally {
      start.dispose()
    }
  }
}

/**
 * Σ_k w_k ∇log π_θ(y_k|x_k) of weighted sequences, [P], added up part by part; the caller owns it. Sequences of weight 0 cost
 * nothing.
 * @param theta all parameters, [P]
 */
export async function weightedGradient(
  shape: TransformerShape,
  theta: Float32Array,
  sequences: readonly TokenSequence[],
  { most, between }: InParts,
): Promise<tf.Tensor> {
  const counting = sequences.filter(({ weight }) => weight !== 0)
  const gradients = openGradients(shape, theta, most)
  let sum: tf.Tensor = tf.zeros([theta.length])
  try {
    for (let from = 0; from < counting.length; from += most) {
      await between?.()
      const part = counting.slice(from, from + most)
      await gradients.ready?.(part)
      const next = tf.tidy(() => tf.add(sum, tf.mul(gradients.of(part), part.length)))
      sum.dispose()
      sum = next
    }
  } catch (error) {
    sum.dispose()
    throw error
  } finally {
    gradients.dispose()
  }
  return sum
}
