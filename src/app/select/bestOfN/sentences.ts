import type { PassEstimate, SampledPass } from '../../../coverage/passEstimates'
import type { AdversaryTask, Regrets, Reward } from '../../../state/bestOfN'
import { formatCount, formatNumber, formatPercent } from '../../../text/format'

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
export function passTitle(N: number, pass: number, guarantee: number | null, reward: Reward): string {
  const some = N === 1 ? `the sample ${DOES[reward]}` : `one or more samples ${DO[reward]}`
  const seen = `At N = ${formatNumber(N)} ${some} with probability ${formatPercent(pass)}`
  if (reward === 'adversary' || guarantee === null) return seen
  return guarantee > 0
    ? `${seen}; coverage alone guarantees ${formatPercent(guarantee)}`
    : `${seen}; coverage guarantees nothing yet`
}

/** How the number came about. */
export function passNote(exact: PassEstimate | null, sampled: SampledPass | null, draws: number): string {
  if (!exact) return ''
  const over =
    exact.error > 0 ? `, with a standard error of ${formatNumber(exact.error)} over the held-out prompts` : ''
  const dots = sampled
    ? ` Dots with bars: from ${formatCount(draws)} samples of each sampled prompt, with 95 % intervals.`
    : ''
  return `The mean over prompts; lines are exact for each${over}.${dots}`
}

/** What is seen in the plot of regrets. */
export function regretTitle(N: number, { adversary, least, most }: Regrets): string {
  if (adversary === 0)
    return `At N = ${formatNumber(N)} no such reward costs anything: nothing is under-weighted ${formatNumber(2 * N)}×`
  const bounds = [
    least === null ? null : `at least ${formatNumber(least)} by Prop. D.7`,
    most === null ? null : `at most ${formatNumber(most)} by Prop. D.6`,
  ].filter(bound => bound !== null)
  return `At N = ${formatNumber(N)} the adversary’s reward costs ${formatNumber(adversary)}${bounds.length > 0 ? `: ${bounds.join(', ')}` : ''}`
}

/** What the adversary rewards. */
export function adversaryNote(N: number, { responses, of, teacher, model }: AdversaryTask): string {
  const factor = formatNumber(2 * N)
  if (responses === 0)
    return `The model under-weights no response ${factor}× or more, so the adversary has nothing to reward.`
  return `It rewards the ${formatCount(responses)} of ${formatCount(of)} responses that the model under-weights ${factor}× or more: ${formatPercent(teacher)} of what the teacher writes, ${formatPercent(model)} of what the model writes.`
}
