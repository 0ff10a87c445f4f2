import { COVERED, MISSED } from './coveredPair'
import { formatCount, formatNats, formatNumber, formatPercent, formatRatio, shortPercent, subscript } from './format'
import { words } from './language'

/** The words of the scenarios' own pictures: titles, notes, and the heads of their tables. */
export const picturesText = words('pictures', {
  ringed: 'Ringed: the dataset shown.',
  steps: 'training steps',
  dataset: 'Dataset',
  step: 'Step',
  mean: (value: number) => `mean ${formatNumber(value)}`,
  sentenceTitle: (missed: number, of: number, N: number) => {
    if (missed === 0) return `Every sentence is ${COVERED.word} at ${formatRatio(N)}`
    if (missed === of) return `No sentence is ${COVERED.word} at ${formatRatio(N)}`
    const are = missed === 1 ? 'is' : 'are'
    return `${formatCount(missed)} of ${formatCount(of)} sentences ${are} ${MISSED.word} at ${formatRatio(N)}`
  },
  variance: (sigma: number, H: number) => `; σ⋆² = ${formatNumber(sigma)} at H = ${formatCount(H)}`,
  bold: 'Bold',
  choice: ': a choice; ',
  underlined: 'underlined',
  unlikely: ': the less likely word.',
  over: 'over 10⁶×',
  sentenceTable: 'Sentences of the teacher',
  sentenceHead: ['Sentence', 'Under-weighted, times', 'Covered'],
  classesNote: `Each bar is as long as the class’s share of the whole; what is hatched is ${MISSED.word}.`,
  coverage: (N: number) => `Cov${subscript(N)}`,
  classesHead: (name: string) => ['Prompts', 'share', 'KL, nats', name],
  classesTable: 'Classes of prompts',
  discTable: 'The walk of θ',
  discHead: (unit: string) => [unit, 'θ₁', 'θ₂'],
  discTitle: (x: number, y: number, unit: string, step: number) =>
    `θ is at (${formatNumber(x)}, ${formatNumber(y)}) at ${unit} ${formatCount(step)}`,
  discSummary: (where: string) => `The walk of θ in the unit disc. ${where}.`,
  discNote: (goal: boolean, landmarks: string) =>
    `○ start, ● now${goal ? ', × the teacher’s θ⋆' : ''}; the circle is ‖θ‖\u00a0=\u00a01${landmarks ? `; ${landmarks} are the directions of the features` : ''}`,
  infiniteTitle: (infinite: number, datasets: string) => `KL is infinite in ${formatCount(infinite)} of ${datasets}`,
  infiniteTheory: (share: number) => `in theory (1 − p⋆)ⁿ + p⋆ⁿ = ${formatPercent(share)}`,
  infiniteNote: (measured: string, theory: string) =>
    `Infinite: ${measured === '' ? '' : `${measured}; `}${theory}. Ringed: the dataset shown.`,
  klAxis: 'KL of each dataset, nats',
  klOfDatasets: 'KL of every dataset',
  klTools: 'Axis of KL',
  rootKl: 'Square-root axis: spreads small divergences out',
  coverageOf: (N: number) => `Cov${subscript(N)} of each dataset`,
  coverageOfDatasets: 'Coverage of every dataset',
  standardError: (error: number) => `Standard error of the mean: ${formatNumber(error)}.`,
  earlierMeans: (means: readonly string[]) => `Earlier means, as lines: ${means.join('; ')}.`,
  labelled: (label: string, value: number) => `${label}: ${formatNumber(value)}`,
  gainsTitle: (wrong: number, datasets: string) =>
    `Likelihood prefers a wrong model in ${formatCount(wrong)} of ${datasets}`,
  gainsNote: (wrong: string) =>
    `${wrong === '' ? '' : `Wrong: ${wrong}. `}Left of 0 it finds the teacher. Ringed: the dataset shown.`,
  gainsAxis: 'log-likelihood, best wrong model − teacher, nats',
  gainsMark: 'likelihood is wrong →',
  gainsSummary: 'What likelihood gains by the best wrong model, dataset by dataset',
  summary: (what: string, title: string) => `${what}. ${title}.`,
  growthTools: 'Axes of the growth',
  growthLog: 'Both axes logarithmic: a power of the length is a straight line',
  growthNote: (coverage: string) => `KL of the first h tokens in nats, against h. ${coverage}`,
  growthRare: (N: number, coverage: number, mass: number) =>
    `Cov${subscript(N)} = ${formatNumber(coverage)}, at most the share of the rare prompt, μ(1) = ${formatNumber(mass)}, whatever H.`,
  growthSummary: 'KL against the number of tokens',
  growthAxis: 'tokens, h',
  growthHead: (labels: readonly string[]) => ['Tokens', ...labels.map(label => `KL, nats, ${label}`)],
  meanProfileEmpty: 'The mean profile of all datasets appears here',
  meanProfileTitle: (N: number, at: number, beyond: boolean, edge: number, datasets: string) =>
    `Cov${subscript(N)} averages ${formatNumber(at)}, ${beyond ? 'after' : 'and still'} ${formatNumber(edge)} at eᴮ, over ${datasets}`,
  meanProfileNote: (unseen: number, N: number, edge: number) =>
    `Dashed: ${formatNumber(unseen)} of the teacher’s mass is on average not in the data. Dotted: N = ${formatNumber(N)} and eᴮ = ${formatNumber(edge)}.`,
  meanProfileSummary: 'Mean coverage against N',
  meanProfileAxis: 'N, the ratio from which a response counts as not covered',
  meanProfileHead: (labels: readonly string[]) => ['N', ...labels.map(label => `Mean Cov_N, ${label}`)],
  thisRun: 'this run',
  picksEmpty: 'Both picks of every dataset appear here',
  picksTitle: (datasets: string, likelihood: number, tournament: number) =>
    `In ${datasets}, likelihood picks π₂ in ${formatPercent(likelihood)}, the tournament in ${formatPercent(tournament)}`,
  picksNote: (legend: string, one: number, other: number, mass: number) =>
    `${legend}. π₁ is off by up to ${formatRatio(one)} on prompt +, π₂ by up to ${formatRatio(other)} on prompt −, of mass ${formatNumber(mass)}.`,
  likelihood: 'Likelihood',
  tournamentAt: (N0: number) => `Tournament at N₀ = ${formatNumber(N0)}`,
  picksTable: 'Picks, dataset by dataset',
  figure1Table: 'KL and coverage against steps',
  figure1Head: (ratios: readonly number[]) => ['Step', 'KL, nats', ...ratios.map(n => `Cov at N = ${formatNumber(n)}`)],
  figure1Note: (step: number, values: readonly { readonly N: number; readonly value: number }[], N: number) =>
    `At step ${formatCount(step)}: ${values.map(one => `Cov${subscript(one.N)} ${formatNumber(one.value)}`).join(', ')}. Bold: the N that is set, ${formatRatio(N)}.`,
  figure1Moment: (kl: number, values: readonly { readonly N: number; readonly value: number }[]) =>
    [`KL ${formatNats(kl)}`, ...values.map(one => `Cov at ${formatNumber(one.N)} ${formatNumber(one.value)}`)].join(
      ', ',
    ),
  figure1Upper: 'Share under-weighted N times or more',
  figure1Lower: 'KL, nats',
  atN: (N: number) => `N = ${formatNumber(N)}`,
  kl: 'KL',
  passTable: 'Pass@N of the run’s checkpoints',
  passHead: (budgets: readonly number[]) => [
    'Step',
    'KL, nats',
    ...budgets.flatMap(N => [`Pass@${N}`, `Cov at N = ${N / 2}`]),
  ],
  passRewards: { legend: 'Reward', rewarded: 'obeys the rule', valid: 'any valid path' },
  passLegend: (marks: readonly string[]) => `Pass@N of each checkpoint: ${marks.join(', ')}; ○ the checkpoint shown`,
  passMark: (mark: string, N: number) => `${mark}\u00a0N\u00a0=\u00a0${N}`,
  passMoment: (
    step: number,
    kl: number,
    values: readonly { readonly N: number; readonly pass: number; readonly coverage: number }[],
  ) =>
    `Step ${formatCount(step)}: KL ${formatNats(kl)}; ${values.map(one => `Pass@${one.N} ${formatNumber(one.pass)} at Cov${subscript(one.N / 2)} ${formatNumber(one.coverage)}`).join('; ')}`,
  passCorrelations: (told: readonly string[]) => ` Rank correlations with KL and with coverage: ${told.join('; ')}. `,
  passCorrelation: (N: number, kl: string | null, coverage: string | null) =>
    `Pass@${N} ${kl ?? 'none'}, Cov${subscript(N / 2)} ${coverage ?? 'none'}`,
  passAgainstKl: 'Pass@N against KL, nats',
  passAgainstCoverage: 'Pass@N against coverage at N/2',
  passValue: (N: number, pass: number) => `Pass@${N} ${formatNumber(pass)}`,
  passEmpty: 'Pass@N',
  checkpoint: 'Checkpoint',
  checkpointValue: (step: number, summary: string) => `Step ${formatCount(step)}: ${summary}`,
  rulesEmpty: 'What the paths obey',
  rulesTable: 'Mean mass of the paths of each kind',
  rulesHead: (classes: readonly string[], kinds: readonly string[]) => [
    'Step',
    ...classes.flatMap(name => kinds.map(kind => `${name}, ${kind}`)),
  ],
  rulesNote: 'Mean mass of the paths of each kind, stacked. Invalid is what is left: dead ends, and what is no path.',
  invalid: 'invalid',
  graphEmpty: 'The graph of a prompt',
  graphTitle: (name: string, weighting: string, covered: boolean, N: number) =>
    `${name}: ${weighting}, ${(covered ? COVERED : MISSED).word} at ${formatRatio(N)}`,
  graphNote:
    ' Wide grey: the teacher’s path. ○ leads on, dashed □ is a dead end. A line is as wide as the edge is likely.',
  graphTable: (name: string) => `Edges of ${name}`,
  graphHead: ['Edge', 'Probability'],
  graphEdge: (from: number, to: number) => `${from} → ${to}`,
  graphRegion: (name: string) => `Graph of ${name}; arrow keys go from edge to edge`,
  graphReadout: (from: number, to: number, probability: string) => `From ${from} to ${to}: ${probability}`,
  graphRest: 'Point at an edge for its number.',
  notFollowed: 'not followed',
  prompts: (missed: number, of: number, N: number) =>
    `Held-out prompts, ${missed} of ${of} ${MISSED.word} at ${formatRatio(N)}`,
  promptHead: ['prompt', 'its response', 'rewarded'],
  promptMarked: (word: string) => `, ${word}, rewarded mass`,
  noAnswers: 'The answers to this run’s prompts are not scored.',
  noDataset: 'Every dataset becomes a dot here',
  coverageDots: (N: number, mean: number, datasets: string) =>
    `Cov${subscript(N)} averages ${formatNumber(mean)} over ${datasets}`,
  /** @param name of the coverage, e.g. "Cov₁₆" */
  classesEmpty: (name: string) => `KL and ${name} of each class of prompts`,
  classesTitle: (share: number, kl: number, prompts: string, name: string, lost: number) =>
    `${formatPercent(share)} of KL, ${formatNats(kl)}, comes from ${prompts}; ${name} is ${formatPercent(lost)}`,
  neverWritten: 'never written',
  asTaught: 'as likely as taught',
  underWeighted: (ratio: number) => `under-weighted ${formatRatio(ratio)}`,
  overWeighted: (ratio: number) => `over-weighted ${formatRatio(ratio)}`,
  flowOfAll: (flow: EndsOfAnswers) =>
    `Of the model’s answers ${unbroken(flow.arrives)} reach the target, ${astray(flow)}.`,
  flowOfPath: (flow: EndsOfAnswers) =>
    `Along the teacher’s path: of the model’s answers ${unbroken(flow.arrives)} keep to it, ${unbroken(flow.otherWays)} turn off another open way, ${astray(flow)}.`,
})

/** Shares of the model's answers by how they end. */
interface EndsOfAnswers {
  readonly arrives: number
  readonly deadEnds: number
  readonly otherWays: number
  readonly leaves: number
}

function astray({ deadEnds, leaves }: EndsOfAnswers): string {
  return `${unbroken(deadEnds)} run into a dead end, ${unbroken(leaves)} leave the graph`
}

/** A share that a line does not break. */
function unbroken(share: number): string {
  return shortPercent(share).replace(' ', '\u00a0')
}
