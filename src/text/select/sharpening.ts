import type { RankedResponses } from '../../coverage/sharpening'
import type { AskedStart, PostJobState, PostMoment } from '../../state/postMessages'
import { formatCount, formatNats, formatNumber, formatPercent } from '../format'
import { words } from '../language'
import { jobText } from './jobs'

/** Wider than this, what is not known about a share leaves nothing to say. */
const MOST_OPEN = 0.5

/** Between what a share lies. */
export interface Between {
  readonly low: number
  readonly high: number
}

/** How many samples it takes to draw the likeliest response, 1/π(y⋆(x)|x). */
export interface SamplesItTakes {
  /** Over the prompts: the coverage coefficient. */
  readonly mean: number
  readonly median: number
  readonly prompts: number
}

/** What is seen in the plot of inference-time sharpening. @param success the chance that the likeliest response is among N samples */
function inferenceTitle(name: string, N: number, success: number, takes: SamplesItTakes): string {
  const drawn = N === 1 ? 'one sample is' : `of ${samplesInWords(N)} samples, at least one is`
  const chance = `with probability ${formatPercent(success)}`
  const coefficient = `the coverage coefficient is ${roughly(takes.mean)}`
  return takes.prompts === 1
    ? `At ${name}: ${drawn} the likeliest response ${chance}; ${coefficient}`
    : `At ${name}: ${drawn} the likeliest response ${chance}, averaged over prompts; ${coefficient} (median over prompts ${roughly(takes.median)})`
}

/** A number of samples before that word; what is between two whole ones is a parameter, and no number of samples. */
function samplesInWords(N: number): string {
  return Number.isInteger(N) ? formatNumber(N) : `N = ${formatNumber(N)}`
}

/** A title needs no more than the order of magnitude. */
function roughly(samples: number): string {
  return formatNumber(Number(samples.toPrecision(2)))
}

/** What was searched, and how often the pick is right. @param right null where nothing is rewarded */
function inferenceNote(
  ranked: Pick<RankedResponses, 'exact'>,
  N: number,
  takes: SamplesItTakes,
  right: { readonly rewarded: Between; readonly valid: Between } | null,
): string {
  const told = [coefficientInWords(takes)]
  if (right) {
    const open = right.rewarded.high - right.rewarded.low
    told.push(
      open > MOST_OPEN
        ? 'How often the likeliest sample is right cannot be told: too little of what the model writes could be ranked.'
        : `The likeliest of ${samplesInWords(N)} obeys the rule with probability ${shareInWords(right.rewarded)} and is valid with probability ${shareInWords(right.valid)}.`,
    )
  }
  const known = ranked.exact.reduce((sum, one) => sum + one, 0)
  const prompts = ranked.exact.length
  told.push(
    known === prompts
      ? `The likeliest response is known exactly for ${prompts === 1 ? 'the one prompt' : `all ${formatCount(prompts)} prompts`}.`
      : `The likeliest response is certain for ${formatCount(known)} of ${formatCount(prompts)} prompts; for the others it is the likeliest that was found.`,
  )
  return told.join(' ')
}

function coefficientInWords({ mean, median, prompts }: SamplesItTakes): string {
  const coefficient = `The coverage coefficient E[1/π(y⋆(x)|x)] is ${formatNumber(mean)}`
  return prompts === 1
    ? `${coefficient}: about so many samples it takes to draw the likeliest response.`
    : `${coefficient}, the mean over prompts of how many samples it takes to draw the likeliest response; half of the prompts take at most ${formatNumber(median)}.`
}

/** Within 0.1 % it is one number. */
function shareInWords({ low, high }: Between): string {
  return high - low < 0.001 ? formatPercent(low) : `${formatPercent(low)} to ${formatPercent(high)}`
}

/** A quantity at the first evaluation and at the newest. */
export interface Moved {
  readonly first: number
  readonly last: number
}

/**
 * What fine-tuning on the picks has done so far.
 * @param mass mean π(y⋆(x)|x)
 * @param pass Pass@1; null where nothing is rewarded
 * @param entropy nats
 */
function sharpenTitle(name: string, steps: number, mass: Moved, pass: Moved | null, entropy: Moved): string {
  if (steps === 0) return `At ${name} the likeliest responses have a mean probability of ${formatNumber(mass.first)}`
  const told = [
    `the mean probability of the likeliest responses ${moved(mass, formatNumber)}`,
    ...(pass ? [`Pass@1 ${moved(pass, formatNumber)}`] : []),
    `entropy ${moved(entropy, formatNats)}`,
  ]
  return `In ${jobText.stepsInWords(steps)} from ${name} ${told.join(', ')}`
}

function moved({ first, last }: Moved, format: (value: number) => string): string {
  if (formatNumber(first) === formatNumber(last)) return `stayed at ${format(last)}`
  return `${last > first ? 'rose' : 'fell'} from ${formatNumber(first)} to ${format(last)}`
}

/** How the curves came about. */
function sharpenNote({ exact, how }: { readonly exact: boolean; readonly how: string }, newest: PostMoment): string {
  const error = newest.klToStartError > 0 ? ` (its standard error now is ${formatNats(newest.klToStartError)})` : ''
  return `y⋆ is what the starting checkpoint finds likeliest. Entropy and KL to the start${error}: ${how}${exact ? ', exact' : ''}.`
}

/** What is still to come; empty where the checkpoint has been measured. */
function sharpnessSentence(
  { stage, detail, asked }: Pick<PostJobState, 'stage' | 'detail' | 'asked'>,
  start: AskedStart | null,
  playing: boolean,
): string {
  if (!start) return 'No parameters of this run are kept, so there is nothing to measure.'
  const isOfStart = asked?.starts[0].theta === start.theta
  if (isOfStart && stage === 'finished') return ''
  if (isOfStart && stage === 'failed')
    return `What ${start.name} finds likeliest could not be measured. ${detail ?? ''}`.trim()
  return playing
    ? 'What the model finds likeliest is measured once the run is paused.'
    : `Looking for what ${start.name} finds likeliest.`
}

/** A share of which only the bounds are known. */
function rangeInWords({ low, high }: Between): string {
  return formatNumber(low) === formatNumber(high) ? formatNumber(low) : `${formatNumber(low)} to ${formatNumber(high)}`
}

export const sharpeningText = words('select/sharpening', {
  axis: 'budget N, samples for each prompt',
  name: 'Sharpening',
  empty: 'Sharpening of the run’s checkpoints appears here.',
  standardOnly: 'Sharpening takes models as they are, without test-time training. Choose the standard decoding for it.',
  takenInstead: (step: number, kept: number) =>
    `Of step ${formatCount(step)} only step ${formatCount(kept)} is kept, and taken instead.`,
  idle: (samples: number) =>
    `Press Start: the model learns the likeliest of ${formatCount(samples)} samples of the checkpoint shown here.`,
  noStart: 'No parameters of this run are kept, so there is nothing to start from.',
  noGradient: 'The models of this scenario have no gradient, so they cannot be fine-tuned on their picks.',
  sharpnessSentence,
  inferenceTitle,
  inferenceNote,
  likeliest: 'the likeliest response is among N samples',
  obeys: 'the pick obeys the rule',
  valid: 'the pick is valid',
  coefficient: '┊ the coverage coefficient',
  slider: 'Budget N, on the plot of sharpening',
  summary: (title: string) => `Success of Best-of-N by the model’s own log-probability, against N. ${title}.`,
  inferenceTable: 'Best-of-N by the model’s own log-probability',
  likeliestHead: 'likeliest among N',
  obeysHead: 'pick obeys the rule',
  validHead: 'pick is valid',
  rangeInWords,
  sharpenTitle,
  sharpenNote,
  mass: 'Mean π(y⋆|x)',
  massAndPass: 'Mean π(y⋆|x), and Pass@1',
  entropy: 'Entropy, nats',
  klToStart: 'KL to the start, nats',
  pass: 'Pass@1',
  /** Beside the lines. */
  lines: { mass: 'π(y⋆)', pass: 'Pass@1', entropy: 'entropy', kl: 'KL' },
  step: 'Step',
  table: (start: string) => `Sharpening of ${start}`,
  download: 'Download the curves',
})
