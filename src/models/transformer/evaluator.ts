import * as tf from '@tensorflow/tfjs-core'
import { stratifiedError } from '../../coverage/bands'
import { squaredHellinger } from '../../coverage/divergences'
import type { Description, Evaluation, Stratum } from '../model'
import { disposeBatch, uploadBatch } from './batch'
import { parameterCount } from './layout'
import { scoringChunk } from './memory'
import { sentencesOf } from './sentences'
import type { TaughtSequence, TokenTask } from './task'
import { logitsOf } from './transformer'

/** Measures a transformer's parameters against π_D on held-out responses. */
export interface TransformerEvaluator {
  readonly description: Description
  evaluate(theta: Float32Array | Float64Array): Promise<Evaluation>
}

/** Most held-out responses that are scored in one pass. */
const MOST_AT_ONCE = 64

/**
 * Scores `heldOut` responses, shared out evenly among the classes and weighted by their masses, on the active backend. The
 * divergences along a response have the mean of R and a smaller variance: KL is estimated from them.
 */
export function createTransformerEvaluator(task: TokenTask, heldOut: number): TransformerEvaluator {
  const { classes } = task
  const samples = Math.ceil(heldOut / classes.length)
  const sequences = classes.flatMap((_, c) => Array.from({ length: samples }, (_, m) => task.heldOut(c, m)))
  const weights = Float64Array.from(sequences, (_, i) => classes[Math.floor(i / samples)].mass / samples)
  const strata = classes.map(({ mass }) => ({ mass, samples }))
  const logTeacher = Float64Array.from(sequences, logProbabilityOf)
  const description = describe(task, sequences, weights, strata)
  return {
    description,
    async evaluate(theta) {
      const scored = await score(task, sequences, theta)
      const logRatios = logTeacher.map((log, i) => log - scored.logModel[i])
      const kl = weightedMean(scored.pathKl, weights)
      return {
        kl,
        klError: stratifiedError(scored.pathKl, strata),
        klByPosition: scored.klByPosition(weights),
        crossEntropy: description.teacherEntropy + kl,
        hellinger: Math.max(0, squaredHellinger(logRatios, weights)),
        supLogRatio: Number.POSITIVE_INFINITY,
        logRatios: Float32Array.from(logRatios),
        pathKl: Float32Array.from(scored.pathKl),
        answerLogRatios: null,
        candidates: null,
      }
    },
  }
}

interface Scored {
  /** log π̂(y|x) of each response, nats. */
  readonly logModel: Float64Array
  /** Σ_h KL(π_D‖π̂) along each response, nats. */
  readonly pathKl: Float64Array
  klByPosition(weights: Float64Array): Float64Array
}

async function score(task: TokenTask, sequences: readonly TaughtSequence[], theta: ArrayLike<number>): Promise<Scored> {
  const { vocabulary: V } = task.shape
  const logModel = new Float64Array(sequences.length)
  const pathKl = new Float64Array(sequences.length)
  const steps: Float64Array[] = sequences.map(({ teacher }) => new Float64Array(teacher.length))
  const parameters = tf.tensor1d(Float32Array.from(theta))
  const atOnce = scoringChunk(task, MOST_AT_ONCE)
  for (let from = 0; from < sequences.length; from += atOnce) {
    const chunk = sequences.slice(from, from + atOnce)
    const batch = uploadBatch(chunk, V)
    const logProbs = tf.tidy(() => tf.logSoftmax(logitsOf(task.shape, parameters, batch)))
    const values = await logProbs.data()
    logProbs.dispose()
    chunk.forEach(({ tokens, responseFrom, teacher }, i) => {
      teacher.forEach((taught, h) => {
        const row = (i * batch.queries + h) * V
        logModel[from + i] += values[row + tokens[responseFrom + h]]
        const kl = taught.reduce((sum, { token, probability: p }) => sum + p * (Math.log(p) - values[row + token]), 0)
        steps[from + i][h] = Math.max(0, kl)
        pathKl[from + i] += steps[from + i][h]
      })
    })
    disposeBatch(batch)
  }
  parameters.dispose()
  return {
    logModel,
    pathKl,
    klByPosition(weights) {
      const sums = new Float64Array(Math.max(...steps.map(({ length }) => length)))
      steps.forEach((ofResponse, i) => {
        ofResponse.forEach((kl, h) => {
          sums[h] += weights[i] * kl
        })
      })
      for (let h = 1; h < sums.length; h++) sums[h] += sums[h - 1]
      return sums
    },
  }
}

function logProbabilityOf({ tokens, responseFrom, teacher }: TaughtSequence): number {
  return teacher.reduce((sum, taught, h) => {
    const own = taught.find(({ token }) => token === tokens[responseFrom + h])
    return sum + Math.log(own?.probability ?? 0)
  }, 0)
}

function describe(
  task: TokenTask,
  sequences: readonly TaughtSequence[],
  weights: Float64Array,
  strata: readonly Stratum[],
): Description {
  const [{ samples }] = strata
  const how = `from ${samples.toLocaleString('en-US')} held-out responses${strata.length > 1 ? ' of each class' : ''}`
  const estimated = { exact: false, how }
  return {
    parameters: parameterCount(task.shape),
    responses: sequences.length,
    weights,
    strata,
    prompt: Uint16Array.from(sequences, (_, i) => Math.floor(i / samples)),
    promptNames: task.classes.map(({ name }) => name),
    sentences: sentencesOf(task, sequences),
    exactness: {
      kl: estimated,
      crossEntropy: estimated,
      hellinger: estimated,
      inherentVariance: estimated,
      coverage: estimated,
      stoppedKl: estimated,
    },
    teacherEntropy: -weightedMean(Float64Array.from(sequences, expectedLogProbability), weights),
    inherentVariance: null,
    featureNorm: null,
    longest: Math.max(...sequences.map(({ teacher }) => teacher.length)),
    optimum: null,
    landmarks: [],
    answers: null,
    candidates: null,
  }
}

/** Σ_h E[log π_D(· | x, y_<h)] along a response, nats. */
function expectedLogProbability({ teacher }: TaughtSequence): number {
  return teacher.reduce(
    (sum, taught) => sum + taught.reduce((inner, { probability: p }) => inner + p * Math.log(p), 0),
    0,
  )
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  return values.reduce((sum, value, i) => sum + weights[i] * value, 0)
}
