import { formatCount, formatNats, formatNumber, formatPercent, formatRatio } from './format'
import { translated } from './language'

/** What the lab shows at this moment, as far as there is a run. Divergences in nats, shares in [0, 1]. */
export interface GlossaryMoment {
  /** Settings by link key. */
  readonly values: Readonly<Record<string, number>>
  readonly rule: string
  readonly testTime: boolean
  /** Null before the first evaluation. */
  readonly measured: {
    readonly step: number
    readonly kl: number
    readonly crossEntropy: number
    readonly coverage: number
    readonly band: number
    readonly heldOut: number
    readonly inherentVariance: number | null
    readonly exact: boolean
  } | null
}

export interface GlossaryEntry {
  readonly id: string
  readonly term: string
  readonly symbol?: string
  /** One sentence. */
  readonly meaning: string
  /** Where the paper defines it. */
  readonly source?: string
  /** What it is on the page now; null where there is none. */
  readonly now?: (moment: GlossaryMoment) => string | null
}

const setting =
  (id: string) =>
  ({ values }: GlossaryMoment) =>
    values[id] === undefined ? null : formatNumber(values[id])

export const GLOSSARY = translated<readonly GlossaryEntry[]>('glossary', [
  {
    id: 'adam',
    term: 'Adam',
    meaning: 'A gradient rule that divides each coordinate by a running measure of its own size.',
  },
  {
    id: 'autoregressive',
    term: 'Autoregressive linear model',
    symbol: 'π_θ',
    meaning:
      'A model that draws each token from a softmax of ⟨θ, φ⟩, the inner product of its parameters with features of the prefix.',
    source: 'Eq. 3',
  },
  {
    id: 'band',
    term: 'Band',
    meaning: 'The range that holds a whole estimated curve with 95 % confidence; numbers that are exact have none.',
    now: ({ measured }) => (measured && measured.band > 0 ? `± ${formatNumber(measured.band)}` : null),
  },
  {
    id: 'best-of-n',
    term: 'Best-of-N',
    meaning:
      'Draws N responses and keeps the best by a reward; it succeeds only if a good one is among them, which is what coverage measures.',
    source: 'Prop. D.6',
  },
  {
    id: 'checkpoint',
    term: 'Checkpoint',
    meaning: 'The parameters of a model at one moment of training.',
    now: ({ measured }) => measured && `step ${formatCount(measured.step)}`,
  },
  {
    id: 'coverage',
    term: 'Coverage profile',
    symbol: 'Cov_N',
    meaning:
      'The share of the teacher’s responses that the model makes at least N times less likely than the teacher does.',
    source: 'Def. 1.1',
    now: ({ measured }) => measured && formatPercent(measured.coverage),
  },
  {
    id: 'cross-entropy',
    term: 'Cross-entropy',
    symbol: 'CE',
    meaning: 'The mean of −log π̂ over the teacher’s responses: what next-token training makes small.',
    now: ({ measured }) => measured && formatNats(measured.crossEntropy),
  },
  {
    id: 'entropy',
    term: 'Entropy of the teacher',
    meaning: 'The cross-entropy of the teacher with itself: the part that no training removes.',
  },
  {
    id: 'eta',
    term: 'Step size',
    symbol: 'η',
    meaning: 'How far an update moves the parameters along the direction that its rule chooses.',
    now: setting('eta'),
  },
  {
    id: 'exact',
    term: 'Exact or estimated',
    meaning: 'Exact numbers come from listing every response, estimated ones from held-out samples, with a band.',
    now: ({ measured }) => measured && (measured.exact ? 'exact' : 'estimated'),
  },
  {
    id: 'held-out',
    term: 'Held-out responses',
    symbol: 'M',
    meaning: 'Responses of the teacher that are kept from training and used to measure every checkpoint of a run.',
    now: ({ measured }) => measured && formatCount(measured.heldOut),
  },
  {
    id: 'horizon',
    term: 'Horizon',
    symbol: 'H',
    meaning: 'The number of tokens in a response; KL can grow with it where coverage does not.',
    now: setting('H'),
  },
  {
    id: 'inherent-variance',
    term: 'Inherent variance',
    symbol: 'σ⋆²',
    meaning: 'How much the features of the teacher’s own choices vary along a response: how much it leaves to chance.',
    source: 'Eq. 8',
    now: ({ measured }) =>
      measured && measured.inherentVariance !== null ? formatNumber(measured.inherentVariance) : null,
  },
  {
    id: 'k',
    term: 'Batch size',
    symbol: 'K',
    meaning: 'The number of fresh sequences behind the gradient of one step.',
    now: setting('K'),
  },
  {
    id: 'kl',
    term: 'Kullback–Leibler divergence',
    symbol: 'KL',
    meaning: 'The mean of the log ratio over the teacher’s responses; cross-entropy less the teacher’s entropy.',
    now: ({ measured }) => measured && formatNats(measured.kl),
    source: 'Remark 2.1',
  },
  {
    id: 'lambda',
    term: 'Normalization floor',
    symbol: 'λ',
    meaning: 'The number that keeps normalized SGD from dividing by almost nothing where the gradient vanishes.',
    now: setting('lambda'),
  },
  {
    id: 'log-ratio',
    term: 'Log ratio',
    symbol: 'R',
    meaning: 'log π_D(y|x) − log π̂(y|x) of a response: positive where the model gives it less than the teacher does.',
    source: 'Def. 1.1',
  },
  {
    id: 'maximum-likelihood',
    term: 'Maximum likelihood',
    meaning: 'Chooses the model of a class that makes a dataset most probable.',
    source: 'Thm 4.1',
  },
  {
    id: 'missing-mass',
    term: 'Missing mass',
    meaning: 'The probability of what a dataset has not shown once; no method can know how it is distributed.',
    source: 'Prop. 4.1',
  },
  {
    id: 'nats',
    term: 'Nat',
    meaning: 'The unit of natural logarithms: one nat is a factor of e ≈ 2.718.',
  },
  {
    id: 'normalized-sgd',
    term: 'Normalized SGD',
    meaning:
      'Moves by the gradient divided by its own length, so that rare, large gradients do not decide the step size.',
    source: 'Eq. 18',
  },
  {
    id: 'on-policy',
    term: 'On-policy',
    meaning: 'Learning from responses that the model draws itself, as in reinforcement learning after pre-training.',
  },
  {
    id: 'pass-at-n',
    term: 'Pass@N',
    meaning: 'The probability that at least one of N samples is right.',
  },
  {
    id: 'policy-gradient',
    term: 'Policy gradient',
    meaning:
      'Raises the probability of the model’s own responses in proportion to their reward; what is never drawn is never learned.',
  },
  {
    id: 'projection',
    term: 'Projection',
    symbol: 'Proj',
    meaning: 'Puts parameters that have left the ball back onto its surface after a step.',
  },
  {
    id: 'sharpening',
    term: 'Sharpening',
    meaning:
      'Moves the model’s mass onto the responses that it already finds likeliest, without any reward from outside.',
  },
  {
    id: 'sgd',
    term: 'Stochastic gradient descent',
    symbol: 'SGD',
    meaning: 'Moves the parameters against the gradient of the loss on a few fresh sequences.',
    source: 'Eq. 14',
  },
  {
    id: 'tail',
    term: 'Tail',
    meaning: 'The part of the distribution of the log ratio that lies beyond log N; its mass is Cov_N.',
    now: ({ values }) => (values.N === undefined ? null : `from ${formatRatio(values.N)} on`),
  },
  {
    id: 'tail-parameter',
    term: 'Tail parameter',
    symbol: 'N',
    meaning:
      'The ratio from which a response counts as not covered; about the number of samples that Best-of-N may draw.',
    source: 'Def. 1.1',
    now: setting('N'),
  },
  {
    id: 'teacher',
    term: 'Teacher',
    symbol: 'π_D',
    meaning: 'The distribution that the data come from, and that the model is measured against.',
  },
  {
    id: 'test-time-training',
    term: 'Test-time training',
    meaning: 'Takes gradient steps on a response while it is read or written, token by token.',
    source: 'Eq. 22',
    now: ({ testTime }) => (testTime ? 'on' : null),
  },
  {
    id: 'tournament',
    term: 'Tournament',
    meaning:
      'Compares checkpoints in pairs by how often one makes a held-out response N times likelier than the other, and keeps the one that loses least.',
    source: 'Eq. 28',
  },
])

const SORTED = [...GLOSSARY].sort((a, b) => a.term.localeCompare(b.term, 'en'))

const BY_ID: ReadonlyMap<string, GlossaryEntry> = new Map(GLOSSARY.map(entry => [entry.id, entry]))

/** An entry by its id; undefined for any other text. */
export function glossaryEntry(id: string): GlossaryEntry | undefined {
  return BY_ID.get(id)
}

/** Entries in the order of the alphabet whose term, symbol or meaning contains what was typed; all for nothing. */
export function matching(typed: string): readonly GlossaryEntry[] {
  const wanted = typed.trim().toLowerCase()
  return SORTED.filter(({ term, symbol = '', meaning }) =>
    `${term} ${symbol} ${meaning}`.toLowerCase().includes(wanted),
  )
}
