import type { DrawTables } from '../../kernels/drawTables'
import { type CountVisits, createVisits } from '../../kernels/wasm/visits'
import type { Stream } from '../../random/streams'
import { ResponseBuilder, type Responses } from './responses'
import type { SequenceTask } from './task'

/**
 * A source of prompts and responses. The draws of (block, response, token) never depend on the number of responses or on
 * the lengths, so two settings see the same data as far as they overlap.
 */
export interface Sampler {
  /** Visits to every cell, [S, V], by `count` fresh training sequences of a block; overwritten by the next call. */
  visits(stream: Stream, block: number, count: number): Uint32Array
  /** The cells of the same training sequences, in the order in which they are written. */
  sequences(stream: Stream, block: number, count: number): Int32Array[]
  /** One of them by itself, from 0, and its prompt. */
  sequence(stream: Stream, block: number, k: number): { readonly prompt: number; readonly cells: Int32Array }
  /** `count` responses of a block, x ~ μ and y ~ π_D, as equally weighted entries. */
  responses(stream: Stream, block: number, count: number, how: string): Responses
  /** The cells of one response to a given prompt, in order. */
  response(stream: Stream, block: number, response: number, prompt: number): Int32Array
}

/**
 * Sampling by inverse CDF in integers: a token is the first whose cumulative probability, as a 32-bit fraction, exceeds
 * one 32-bit draw. Integer comparisons come out the same on every device; each probability is met to within 2^-31.
 */
export function createSampler(task: SequenceTask): Sampler {
  const { vocabulary: V, next, prompts } = task
  const tables = drawTables(task)
  const { prompts: trainingThresholds, tokens: tokenThresholds } = tables
  const promptThresholds = task.training ? thresholds(prompts.map(({ mass }) => mass)) : trainingThresholds

  const drawPrompt = (table: Uint32Array, stream: Stream, block: number, response: number): number =>
    firstAbove(table, 0, prompts.length, stream.uint32(block, response, 0))

  const walk = (stream: Stream, block: number, response: number, x: number, visit: (cell: number) => void) => {
    let state = prompts[x].state
    for (let h = 0; h < prompts[x].length; h++) {
      const cell = firstAbove(tokenThresholds, state * V, V, stream.uint32(block, response, 1 + h))
      visit(cell)
      state = next[cell]
    }
  }

  let countVisits: CountVisits | null = null
  const counts = new Uint32Array(task.states * V)
  const countOneByOne: CountVisits = (stream, block, count) => {
    counts.fill(0)
    const visit = (cell: number) => {
      counts[cell]++
    }
    for (let k = 0; k < count; k++) walk(stream, block, k, drawPrompt(trainingThresholds, stream, block, k), visit)
    return counts
  }

  const write = (stream: Stream, block: number, response: number, x: number): Int32Array => {
    const path = new Int32Array(prompts[x].length)
    let h = 0
    walk(stream, block, response, x, cell => {
      path[h++] = cell
    })
    return path
  }

  const sequence = (stream: Stream, block: number, k: number) => {
    const prompt = drawPrompt(trainingThresholds, stream, block, k)
    return { prompt, cells: write(stream, block, k, prompt) }
  }

  return {
    visits(stream, block, count) {
      // Made when it is first asked for: most samplers draw responses only.
      countVisits ??= createVisits(tables) ?? countOneByOne
      return countVisits(stream, block, count)
    },
    sequences: (stream, block, count) => Array.from({ length: count }, (_, k) => sequence(stream, block, k).cells),
    sequence,
    responses(stream, block, count, how) {
      const builder = new ResponseBuilder(task.states * V)
      for (let m = 0; m < count; m++) {
        const x = drawPrompt(promptThresholds, stream, block, m)
        builder.add(x, 1, write(stream, block, m, x))
      }
      return builder.build(how, { strata: [{ mass: 1, samples: count }], equal: true })
    },
    response: write,
  }
}

/** The tables by which training sequences are drawn. */
export function drawTables({ vocabulary: V, states, next, prompts, training, teacher }: SequenceTask): DrawTables {
  const tokens = new Uint32Array(states * V)
  for (let row = 0; row < tokens.length; row += V) {
    tokens.set(thresholds(Array.from(teacher.subarray(row, row + V), Math.exp)), row)
  }
  return {
    prompts: thresholds(training ?? prompts.map(({ mass }) => mass)),
    states: prompts.map(({ state }) => state),
    lengths: prompts.map(({ length }) => length),
    tokens,
    next,
    vocabulary: V,
  }
}

const WORDS = 2 ** 32

/** Upper ends of the outcomes' shares of 0 … 2^32 − 1. Outcomes of probability 0 get an empty share. */
function thresholds(probabilities: readonly number[]): Uint32Array {
  const total = probabilities.reduce((sum, p) => sum + p, 0)
  const last = probabilities.findLastIndex(p => p > 0)
  let cumulative = 0
  return Uint32Array.from(probabilities, (p, outcome) => {
    cumulative += p
    return outcome >= last ? WORDS - 1 : Math.min(WORDS - 1, Math.round((cumulative / total) * WORDS))
  })
}

/** Index of the first threshold of the row above the word. */
function firstAbove(table: Uint32Array, row: number, length: number, word: number): number {
  // The largest word would pass every threshold and could fall to an outcome of probability 0.
  const draw = Math.min(word, WORDS - 2)
  let index = row
  const end = row + length - 1
  while (index < end && draw >= table[index]) index++
  return index
}
