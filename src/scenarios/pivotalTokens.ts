import { answerRatios, TWO_DERIVATIONS } from '../coverage/answers'
import { coverageAt, coverageProfile } from '../coverage/profile'
import { logProbabilities } from '../models/linear/logProbabilities'
import type { LinearTask } from '../models/linear/task'
import { sentenceTask } from '../models/transformer/sentences'
import { Stream } from '../random/streams'
import type { NumberParameter, Values } from './parameter'
import type { Fitting, Scenario, Variant } from './scenario'
import { digits, type Slip } from './slip'
import { divisibleWidth } from './transformerSizes'

/** θ⋆ along the direction of words that follow of themselves, and along each choice: 0.8² + 36·0.1² = 1. */
const CERTAINTY = 0.8
const LEAN = 0.1
const MOST_PIVOTS = 36

/** Longest sentence that a transformer learns while someone watches. */
const LONGEST = 128

const answerLevel: Slip = {
  source: 'Sec. 7.1',
  claim: 'Coverage of the answers is never larger than coverage of the responses.',
  holds: 'Cov^ans_N ≤ Cov_N′/(1 − N′/N) for every N′ < N, so at most 2·Cov_{N/2}.',
  example() {
    const { logData, logModel } = TWO_DERIVATIONS
    const ratios = Float64Array.from([0, 1], i => logData[i] - logModel[i])
    const responses = coverageAt(coverageProfile(ratios, Float64Array.of(0.5, 0.5)), 16)
    const answers = answerRatios(TWO_DERIVATIONS)
    const covered = coverageAt(coverageProfile(answers.logRatios, answers.weights), 16)
    const [first, second] = Array.from(ratios, ratio => digits(Math.exp(ratio)))
    return `One answer, two derivations of teacher mass ½ each, under-weighted ${first} and ${second} times: Cov₁₆ = ${responses}, but the answer itself is under-weighted ${digits(Math.exp(answers.logRatios[0]))} times, so that its Cov₁₆ is ${covered}.`
  },
}

const choices: NumberParameter = {
  kind: 'integer',
  id: 'P',
  symbol: 'P',
  label: 'Pivotal tokens',
  help: 'Number of real choices in a sentence, spread evenly; the last word is one, and is the answer.',
  min: 1,
  max: MOST_PIVOTS,
  scale: 'log',
}

/** What is the bound of the linear model's features is the certainty of the teacher to any other model. */
const certainty: NumberParameter = {
  kind: 'number',
  id: 'B',
  symbol: 'B',
  label: 'Certainty of the teacher',
  help: `A word that follows of itself is e^{${2 * CERTAINTY}B} times as likely as a slip, the usual word of a choice e^{${2 * LEAN}B} times as likely as the other.`,
  min: 0.1,
  max: 1024,
  sliderMax: 256,
  scale: 'log',
}

/** The model of Eq. 3 knows from its features which two words may come; a transformer knows nothing but what words there are. */
const byTransformer: Variant = {
  summary:
    'Sentences in which a few words are real choices and all others all but follow of themselves. A transformer is not told which words may come: its coverage pays for the length H first of all, and for the choices P besides, once it knows the words.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'width', 'layers', 'heads', 'decay', 'M', 'seed', 'every'],
  own: [choices, certainty],
  rule: 'adam',
  rules: ['adam', 'sgd', 'normalized', 'sign'],
  defaults: {
    H: 32,
    N: 4,
    lambda: 1,
    K: 16,
    T: 500,
    width: 32,
    layers: 1,
    heads: 2,
    decay: 0,
    B: 5,
    M: 512,
    P: 8,
    seed: 0,
  },
  // The gradient is a sum over the tokens, and SGD bears no larger step than this on longer sentences.
  stepSizes: { adam: 0.003, sgd: ({ H }) => 0.32 / H, normalized: 0.1, sign: 0.001 },
  fit(values) {
    if (values.H <= LONGEST) return fittingChoices(values) ?? divisibleWidth(values)
    return {
      values: { ...values, H: LONGEST },
      reason: `H = ${values.H} words make a transformer too slow for this page; it was lowered to ${LONGEST}.`,
    }
  },
  build: values =>
    sentenceTask(
      buildPivotalTokens(values),
      { width: values.width, layers: values.layers, heads: values.heads },
      values.seed,
    ),
}

export const pivotalTokens: Scenario<LinearTask> = {
  id: 'pivotal-tokens',
  title: 'Pivotal tokens',
  source: 'Sec. 4.1, Eq. 8',
  summary:
    'Sentences in which a few words are real choices and all others all but follow of themselves: coverage pays for the choices, which σ⋆² counts, and hardly for the length H.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'n', 'B', 'M', 'seed', 'every'],
  own: [choices],
  rule: 'mle',
  datasets: 100,
  defaults: { H: 32, N: 4, lambda: 1, K: 4, T: 500, n: 16, B: 5, M: 2048, P: 8, seed: 0 },
  stepSizes: { sgd: 0.001, normalized: 0.01, sign: 0.003, adam: 0.01 },
  fit: fittingChoices,
  variants: { transformer: byTransformer },
  picture: 'sentences',
  slips: [answerLevel],
  build: buildPivotalTokens,
}

function fittingChoices(values: Values): Fitting | null {
  if (values.P <= values.H) return null
  return {
    values: { ...values, P: values.H },
    reason: `P = ${values.P} is more than there are tokens; it was lowered to H = ${values.H}.`,
  }
}

/** What leads up to a choice, read from its end, and the two words to choose from. */
const CLAUSES = [
  ['we walked on past the mill and the old bridge until we turned', 'left', 'right'],
  ['and the lamp above the door of the small inn had turned', 'red', 'green'],
  ['so she asked the people who sat there in the shade for', 'bread', 'water'],
  ['and late in the evening we told the children to wait for the', 'bus', 'boat'],
] as const

/** Fills up where the clause is shorter than the way to the choice: on and on and on. */
const FILLING = ['on', 'and']

/** Said instead of a word that follows of itself. */
const SLIP = 'um'

/**
 * One prompt, H positions as states, two tokens at each. At P of them, the last included, the tokens are a choice with a
 * direction of its own, φ = ±B·e_j; elsewhere the expected word and a slip, φ = ±B·e_0. θ⋆ = (0.8, ±0.1, …) with signs from the
 * seed; start 0. A response ends in one of two states, by its last word: the answer.
 */
function buildPivotalTokens({ H, B, P, seed }: Values): LinearTask {
  const dimension = 1 + P
  const signs = new Stream(seed, 'teacher')
  const optimum = Float64Array.from({ length: dimension }, (_, j) =>
    j === 0 ? CERTAINTY : signs.uniform(0, 0, j) < 0.5 ? -LEAN : LEAN,
  )
  const features = new Float64Array((H + 2) * 2 * dimension)
  const words: string[] = []
  let previous = -1
  for (let j = 1; j <= P; j++) {
    const pivot = Math.round((j * H) / P) - 1
    const [lead, ...choice] = CLAUSES[(j - 1) % CLAUSES.length]
    leadUp(lead, pivot - previous - 1).forEach((word, i) => {
      setPair(features, (previous + 1 + i) * 2, 0, dimension, B)
      words.push(word, SLIP)
    })
    setPair(features, pivot * 2, j, dimension, B)
    words.push(...choice)
    previous = pivot
  }
  const [, ...answers] = CLAUSES[(P - 1) % CLAUSES.length]
  const task: LinearTask = {
    vocabulary: 2,
    dimension,
    states: H + 2,
    prompts: [{ mass: 1, state: 0, length: H, name: 'a sentence' }],
    features,
    teacher: new Float64Array(2 * (H + 2)),
    next: Int32Array.from({ length: 2 * (H + 2) }, (_, cell) => {
      const h = Math.floor(cell / 2)
      return h < H - 1 ? h + 1 : H + (cell % 2)
    }),
    start: new Float64Array(dimension),
    optimum,
    words: [...words, '', '', '', ''],
    answers: {
      names: answers,
      ofState: Int32Array.from({ length: H + 2 }, (_, state) => Math.max(-1, state - H)),
    },
  }
  return { ...task, teacher: logProbabilities(task, optimum) }
}

/** φ = +B·e_j for the first token of a state and −B·e_j for the second. */
function setPair(features: Float64Array, cell: number, j: number, dimension: number, B: number): void {
  features[cell * dimension + j] = B
  features[(cell + 1) * dimension + j] = -B
}

/** The last `length` words before a choice. */
function leadUp(clause: string, length: number): string[] {
  const words = clause.split(' ')
  const missing = Math.max(0, length - words.length)
  const filling = Array.from({ length: missing }, (_, i) => FILLING[(missing - 1 - i) % 2])
  return [...filling, ...words.slice(Math.max(0, words.length - length))]
}
