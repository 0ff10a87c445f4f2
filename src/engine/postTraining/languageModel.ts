import * as tf from '@tensorflow/tfjs-core'
import { stratifiedError } from '../../coverage/bands'
import type { TokenSequence } from '../../models/transformer/batch'
import { chunksOf } from '../../models/transformer/chunks'
import { createTransformerEvaluator, type TransformerEvaluator } from '../../models/transformer/evaluator'
import { type Likeliest, likeliestResponses, type SearchLimits } from '../../models/transformer/likeliest'
import { scoringChunk, trainingChunk } from '../../models/transformer/memory'
import { drawAll, scoreAll, weightedGradient } from '../../models/transformer/policy'
import type { Reader } from '../../models/transformer/reader'
import { openReader } from '../../models/transformer/readers'
import type { TaughtSequence, TokenTask } from '../../models/transformer/task'
import { Stream } from '../../random/streams'
import { adam } from '../../training/adam'
import { createGradientTrainer } from '../../training/gradientTrainer'
import type { Trainer } from '../../training/trainer'
import { memoryLimits } from '../memoryLimits'
import type { PostDescription } from './protocol'
import type { Between } from './trainee'

/** Prompts that are read, or sequences that gradients are taken of, at a time at most. */
const AT_ONCE = 64

/** Held-out prompts of each class that the model answers at evaluations, for its entropy and its divergence from the start, */
const ANSWERED = 8
/** and responses to each. */
const ANSWERS = 8

/** Rows of random numbers for one prompt; at least the responses to it. */
const PROMPT_ROWS = 2 ** 10
/** The block of draws at evaluations; training steps have those before it. */
export const EVALUATION_BLOCK = 2 ** 31

/** How responses are drawn, scored and learned from on the active backend. */
export interface Means {
  readonly task: TokenTask
  /** Of post-training. */
  readonly seed: number
  /** Prompts that are read, and sequences that gradients are taken of, at a time. */
  readonly parts: { readonly scoring: number; readonly training: number }
}

/** @throws Error with a sentence if the active backend has too little memory for a single sequence */
export function meansOf(task: TokenTask, seedPost: number): Means {
  const training = trainingChunk(task, AT_ONCE, adam.slots, memoryLimits())
  return { task, seed: seedPost, parts: { scoring: scoringChunk(task, AT_ONCE), training } }
}

/** What transformers in post-training are measured by, too. */
export interface Surroundings extends Means {
  readonly evaluator: TransformerEvaluator
  /** The first held-out prompts of every class: the model's own responses to them tell its entropy. */
  readonly answered: readonly TaughtSequence[]
  readonly description: PostDescription
}

/**
 * @param heldOut responses behind the evaluations
 * @param seed of the run, for the held-out data
 * @param seedPost of post-training
 * @throws Error as `meansOf`
 */
export function surroundingsOf(task: TokenTask, heldOut: number, seed: number, seedPost: number): Surroundings {
  const means = meansOf(task, seedPost)
  const evaluator = createTransformerEvaluator(task, heldOut, seed, { draws: false })
  const { classes } = task
  const each = Math.min(ANSWERED, Math.ceil(heldOut / classes.length))
  const ofClass = classes.length > 1 ? ' of each class' : ''
  return {
    ...means,
    evaluator,
    answered: heldOutPrompts(task, each),
    description: {
      measured: evaluator.description,
      exact: false,
      how: `from ${ANSWERS} responses to each of ${each} held-out prompts${ofClass}`,
    },
  }
}

/** The first so many held-out responses of every class. */
export function heldOutPrompts({ classes, heldOut }: TokenTask, each: number): TaughtSequence[] {
  return classes.flatMap((_, c) => Array.from({ length: each }, (_, m) => heldOut(c, m)))
}

/** A prompt without its response. */
export function promptOf({ tokens, responseFrom }: TokenSequence): readonly number[] {
  return tokens.slice(0, responseFrom)
}

/** Tokens of the response that the teacher gives, and so of every one that is drawn. */
export function lengthOf({ tokens, responseFrom }: TokenSequence): number {
  return tokens.length - responseFrom
}

/** Fixed parameters, which are read with on the active backend until `dispose`. */
export class LanguageModel {
  private readonly theta: Float32Array
  private readonly reader: Reader

  constructor(
    private readonly means: Means,
    theta: ArrayLike<number>,
  ) {
    this.theta = Float32Array.from(theta)
    this.reader = openReader(means.task.shape, this.theta)
  }

  /**
   * Responses to prompts, as long as the teacher's, by prompt and sample.
   * @param block a step, or an evaluation: one block's draws are the same for whatever model writes the responses
   */
  draw(sequences: readonly TokenSequence[], block: number, samples: number, between: Between): Promise<number[][][]> {
    const { seed, parts } = this.means
    const stream = new Stream(seed, 'postResponses')
    const uniform = (prompt: number, sample: number, position: number) =>
      stream.uniform(block, prompt * PROMPT_ROWS + sample, position)
    const draws = { samples, lengths: sequences.map(lengthOf), uniform }
    const inParts = { most: parts.scoring, between }
    return drawAll(this.reader, sequences.map(promptOf), draws, inParts)
  }

  /** log π of responses, nats, by prompt and response. */
  score(
    sequences: readonly TokenSequence[],
    responses: readonly (readonly (readonly number[])[])[],
    between: Between,
  ): Promise<Float64Array[]> {
    const { parts } = this.means
    const inParts = { most: parts.scoring, between }
    return scoreAll(this.reader, sequences.map(promptOf), responses, inParts)
  }

  /** The likeliest responses, prompt by prompt: see `likeliestResponses`. */
  async likeliest(
    sequences: readonly TokenSequence[],
    limits: Omit<SearchLimits, 'length'>,
    between: Between,
  ): Promise<Likeliest[]> {
    const { parts } = this.means
    const found: Likeliest[] = []
    const planned = sequences.map(sequence => ({ responses: 1, length: lengthOf(sequence), isSampled: false }))
    for (const chunk of chunksOf(planned, parts.scoring)) {
      const prompts = chunk.map(i => promptOf(sequences[i]))
      const own = { ...limits, length: planned[chunk[0]].length }
      const ranked = await likeliestResponses(this.reader, prompts, own, between)
      chunk.forEach((i, b) => {
        found[i] = ranked[b]
      })
    }
    return found
  }

  /** Σ_k w_k ∇log π(y_k|x_k), [P]; the caller owns it. */
  gradient(sequences: readonly TokenSequence[], between: Between): Promise<tf.Tensor> {
    const { task, parts } = this.means
    return weightedGradient(task.shape, this.theta, sequences, { most: parts.training, between })
  }

  dispose(): void {
    this.reader.dispose()
  }
}

/** Lends fixed parameters to some work, and frees them whatever becomes of it. */
export async function lent<T>(
  means: Means,
  theta: ArrayLike<number>,
  work: (model: LanguageModel) => Promise<T>,
): Promise<T> {
  const model = new LanguageModel(means, theta)
  try {
    return await work(model)
  } finally {
    model.dispose()
  }
}

/** A transformer that learns by Adam, from a fresh optimizer; owns its parameters until `dispose`. */
export class LanguageLearner {
  private readonly trainer: Trainer
  private pending: tf.Tensor | null = null

  constructor(
    private readonly means: Means,
    theta: ArrayLike<number>,
    etaPost: number,
  ) {
    const model = {
      start: Float32Array.from(theta),
      projected: false,
      // A copy, since the trainer frees what it makes of it.
      gradient: () => tf.clone(this.pending!),
      dispose: () => {},
    }
    this.trainer = createGradientTrainer(adam, model, { eta: etaPost, lambda: 0 }, null)
  }

  /** The parameters as they stand, [P]. @throws Error if they are no longer finite */
  async theta(): Promise<Float32Array> {
    const { theta } = await this.trainer.read()
    if (!theta.every(Number.isFinite)) {
      throw new Error('The parameters are no longer finite; a smaller step size η avoids it.')
    }
    return Float32Array.from(theta)
  }

  /** Lends the model as it stands. */
  async using<T>(work: (model: LanguageModel) => Promise<T>): Promise<T> {
    return lent(this.means, await this.theta(), work)
  }

  /** One step along Σ_k w_k ∇log π(y_k|x_k). @param step from 0 */
  async learn(sequences: readonly TokenSequence[], step: number, between: Between): Promise<void> {
    this.pending = await this.using(model => model.gradient(sequences, between))
    this.trainer.advance(step)
    this.pending.dispose()
    this.pending = null
  }

  dispose(): void {
    this.trainer.dispose()
  }
}

/** Entropy of π and KL(π‖π_start) from the model's own responses to held-out prompts, nats; the draws are always the same. */
export async function divergenceFrom(
  around: Surroundings,
  model: LanguageModel,
  start: LanguageModel,
  between: Between,
): Promise<{ readonly entropy: number; readonly klToStart: number; readonly klToStartError: number }> {
  const { answered, task } = around
  const drawn = await model.draw(answered, EVALUATION_BLOCK, ANSWERS, between)
  const own = await model.score(answered, drawn, between)
  const before = await start.score(answered, drawn, between)
  const samples = answered.length / task.classes.length
  const strata = task.classes.map(({ mass }) => ({ mass, samples }))
  const mass = (i: number) => strata[Math.floor(i / samples)].mass / samples
  // e^{−l} − 1 + l has the mean of l, is never negative, and varies less where the models are close.
  const terms = Float64Array.from(own, (logs, i) => mean(logs.map((log, g) => closeness(log - before[i][g]))))
  return {
    entropy: own.reduce((sum, logs, i) => sum - mass(i) * mean(logs), 0),
    klToStart: terms.reduce((sum, term, i) => sum + mass(i) * term, 0),
    klToStartError: stratifiedError(terms, strata),
  }
}

function closeness(l: number): number {
  return Math.expm1(-l) + l
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
