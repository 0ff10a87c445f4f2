import { stratifiedError } from '../../coverage/bands'
import { squaredHellinger } from '../../coverage/divergences'
import { Stream } from '../../random/streams'
import type { Description, Evaluation } from '../model'
import { candidateTable } from './candidates'
import { parameterCount } from './layout'
import { openReader } from './readers'
import { createScoring } from './scoring'
import { sentencesOf } from './sentences'
import type { TaughtSequence, TokenTask } from './task'

/** Measures a transformer's parameters against π_D on held-out responses. */
export interface TransformerEvaluator {
  readonly description: Description
  /** @param between is waited for between parts of the work; what it throws ends it */
  evaluate(theta: Float32Array | Float64Array, between?: () => Promise<void>): Promise<Evaluation>
}

/**
 * Scores `heldOut` responses, shared out evenly among the classes and weighted by their masses, on the active backend. The
 * divergences along a response have the mean of R and a smaller variance: KL is estimated from them.
 * @param seed of the samples, integer from 0 to 2^32 − 1; every evaluation draws them with the same random numbers, so that
 *   two of them differ by what was learned
 * @param options `draws: false` leaves the samples out, candidates are scored all the same; `open` is the reader that is taken
 */
export function createTransformerEvaluator(
  task: TokenTask,
  heldOut: number,
  seed: number,
  { draws = true, open = openReader }: { readonly draws?: boolean; readonly open?: typeof openReader } = {},
): TransformerEvaluator {
  const { classes } = task
  const samples = Math.ceil(heldOut / classes.length)
  const sequences = classes.flatMap((_, c) => Array.from({ length: samples }, (_, m) => task.heldOut(c, m)))
  const weights = Float64Array.from(sequences, (_, i) => classes[Math.floor(i / samples)].mass / samples)
  const strata = classes.map(({ mass }) => ({ mass, samples }))
  const logTeacher = Float64Array.from(sequences, logProbabilityOf)
  const table = candidateTable(task.kinds, sequences, samples, draws)
  const description = describe(task, sequences, { weights, strata, logTeacher, candidates: table })
  const score = createScoring(task, sequences, table, samplingDraws(seed, samples), open)
  return {
    description,
    async evaluate(theta, between) {
      const { logModel, steps, candidates } = await score(theta, between)
      const logRatios = logTeacher.map((log, i) => log - logModel[i])
      const pathKl = Float64Array.from(steps, ofResponse => ofResponse.reduce((sum, kl) => sum + kl, 0))
      const kl = weightedMean(pathKl, weights)
      return {
        kl,
        klError: stratifiedError(pathKl, strata),
        klByPosition: klByPosition(steps, weights),
        crossEntropy: description.teacherEntropy + kl,
        hellinger: Math.max(0, squaredHellinger(logRatios, weights)),
        supLogRatio: Number.POSITIVE_INFINITY,
        logRatios: Float32Array.from(logRatios),
        pathKl: Float32Array.from(pathKl),
        answerLogRatios: null,
        candidates,
      }
    },
  }
}

/** Rows of the table of random numbers for one prompt; more than samples of it. */
const PROMPT_ROWS = 2 ** 8

/** Words from which on samples are drawn: training picks its classes and paths with the first two of every row. */
const SAMPLES_FROM = 2 ** 20

/** The draw behind a token of a sample to the prompt of held-out response i, whatever number of responses there is. */
function samplingDraws(seed: number, samples: number) {
  const stream = new Stream(seed, 'sampling')
  return (i: number, sample: number, position: number) =>
    stream.uniform(Math.floor(i / samples), (i % samples) * PROMPT_ROWS + sample, SAMPLES_FROM + position)
}

/** KL of the first h tokens, h = 1 … H, nats, [H]. */
function klByPosition(steps: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sums = new Float64Array(Math.max(...steps.map(({ length }) => length)))
  steps.forEach((ofResponse, i) => {
    ofResponse.forEach((kl, h) => {
      sums[h] += weights[i] * kl
    })
  })
  for (let h = 1; h < sums.length; h++) sums[h] += sums[h - 1]
  return sums
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
  known: Pick<Description, 'strata' | 'logTeacher' | 'candidates'> & { readonly weights: Float64Array },
): Description {
  const { weights, strata } = known
  const [{ samples }] = strata
  const how = `from ${samples.toLocaleString('en-US')} held-out responses${strata.length > 1 ? ' of each class' : ''}`
  const estimated = { exact: false, how }
  return {
    parameters: parameterCount(task.shape),
    responses: sequences.length,
    ...known,
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
