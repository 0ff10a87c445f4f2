import type { PassEstimate, SampledPass } from '../../coverage/passEstimates'
import type { AdversaryTask, Regrets, Reward } from '../../state/bestOfN'
import { formatCount, formatNumber, formatPercent } from '../format'
import { words } from '../language'

/** What one sample does to be rewarded, and what several do. */
const DOES: Readonly<Record<Reward, string>> = {
  rewarded: 'obeys the rule',
  valid: 'is valid',
  adversary: 'satisfies the adversary',
}
const DO: Readonly<Record<Reward, string>> = {
  rewarded: 'obey the rule',
  valid: 'are valid',
  adversary: 'satisfy the adversary',
}

/** What is seen in the plot of Pass@N. */
function passTitle(N: number, pass: number, guarantee: number | null, reward: Reward): string {
  const some = N === 1 ? `the sample ${DOES[reward]}` : `one or more samples ${DO[reward]}`
  const seen = `At N = ${formatNumber(N)} ${some} with probability ${formatPercent(pass)}`
  if (reward === 'adversary' || guarantee === null) return seen
  return guarantee > 0
    ? `${seen}; coverage alone guarantees ${formatPercent(guarantee)}`
    : `${seen}; coverage guarantees nothing yet`
}

/** How the number came about. */
function passNote(exact: PassEstimate | null, sampled: SampledPass | null, draws: number): string {
  if (!exact) return ''
  const over =
    exact.error > 0 ? `, with a standard error of ${formatNumber(exact.error)} over the held-out prompts` : ''
  const dots = sampled
    ? ` Dots with bars: from ${formatCount(draws)} samples of each sampled prompt, with 95 % intervals.`
    : ''
  return `The mean over prompts; lines are exact for each${over}.${dots}`
}

/** What is seen in the plot of regrets. */
function regretTitle(N: number, { adversary, least, most }: Regrets): string {
  if (adversary === 0)
    return `At N = ${formatNumber(N)} no such reward costs anything: nothing is under-weighted ${formatNumber(2 * N)}×`
  const bounds = [
    least === null ? null : `at least ${formatNumber(least)} by Prop. D.7`,
    most === null ? null : `at most ${formatNumber(most)} by Prop. D.6`,
  ].filter(bound => bound !== null)
  return `At N = ${formatNumber(N)} the adversary’s reward costs ${formatNumber(adversary)}${bounds.length > 0 ? `: ${bounds.join(', ')}` : ''}`
}

/** What the adversary rewards. */
function adversaryNote(N: number, { responses, of, teacher, model }: AdversaryTask): string {
  const factor = formatNumber(2 * N)
  if (responses === 0)
    return `The model under-weights no response ${factor}× or more, so the adversary has nothing to reward.`
  return `It rewards the ${formatCount(responses)} of ${formatCount(of)} responses that the model under-weights ${factor}× or more: ${formatPercent(teacher)} of what the teacher writes, ${formatPercent(model)} of what the model writes.`
}

export const bestOfNText = words('select/best-of-n', {
  axis: 'budget N, samples for each prompt',
  empty: 'Pass@N of the run’s checkpoints appears here.',
  notKnown:
    'Best-of-N needs to know how often the model is rewarded. This scenario rewards nothing, and its responses are too many to enumerate: samples of the teacher do not tell. A shorter sequence length H makes them few enough.',
  reward: 'Reward',
  rewards: {
    rewarded: 'obeys the rule',
    valid: 'any valid path',
    adversary: 'the adversary’s task',
  } satisfies Record<Reward, string>,
  passTitle,
  passNote,
  guaranteedByCoverage: 'guaranteed by coverage, Prop. D.6',
  guaranteed: 'guaranteed',
  leftOut: (runs: number) => `${formatCount(runs)} earlier not shown: measured on other responses`,
  passSlider: 'Budget N, on the plot of Pass@N',
  passSummary: (title: string) => `Pass@N against N. ${title}.`,
  passReading: (pass: number) => `Pass@N ${formatNumber(pass)}`,
  passTable: 'Pass@N against N',
  ownLine: (step: string) => `${step} of this run`,
  earlierLine: (earlier: string, step: string) => `${earlier}, ${step}`,
  regretTitle,
  regretNote: (N: number, task: AdversaryTask, allPrompts: boolean) =>
    `${adversaryNote(N, task)} Every N has an adversary of its own.${allPrompts ? '' : ' Over the held-out prompts.'}`,
  lost: 'lost to π_D on the adversary’s task',
  atMost: 'at most, Prop. D.6',
  atLeast: 'at least, Prop. D.7',
  regretSlider: 'Budget N, on the plot of regret',
  regretSummary: (title: string) => `Regret of Best-of-N against N. ${title}.`,
  regretReading: (regret: number) => `regret ${formatNumber(regret)}`,
  regretTable: 'Regret of Best-of-N on the adversary’s task of each N',
  leastHead: 'at least (D.7)',
  regretHead: 'regret',
  mostHead: 'at most (D.6)',
})
