import type { PassEstimate, SampledPass } from '../coverage/passEstimates'
import type { Snapshot } from '../engine/snapshot'
import type { CandidateTable } from '../models/model'
import type { TournamentPick } from '../state/selection'
import { formatCount, formatNumber } from './format'

/** Pass@N computed beside Pass@N sampled: two ways to the same number. */
export function exactnessOfPass(
  N: number,
  exact: Pick<PassEstimate, 'value'>,
  sampled: SampledPass | null,
  { sampled: prompts, draws }: Pick<CandidateTable, 'sampled' | 'draws'>,
): string {
  const value = `Pass@${N} is ${formatNumber(exact.value)} here, exact for each held-out prompt`
  if (!sampled) return `${value}.`
  const band = Number(((sampled.high - sampled.low) / 2).toPrecision(2))
  // Where all prompts are alike there is no spread to judge an error by.
  const error = band > 0 ? ` ± ${formatNumber(band)}` : ''
  return `${value}; from ${draws} samples for each of ${formatCount(prompts.length)} prompts ${formatNumber(sampled.value)}${error}.`
}

/** Which checkpoints are marked, and what was compared. */
export function selectionInWords(least: Pick<Snapshot, 'step'>, tournament: TournamentPick | null): string {
  const kl = `◇ least KL: step ${formatCount(least.step)}`
  if (!tournament) return `${kl}.`
  const { snapshot, N, compared, of } = tournament
  const thinned = compared < of ? `, among ${compared} of the ${formatCount(of)} checkpoints` : ''
  return `${kl}; ● the tournament at N = ${formatNumber(N)}: step ${formatCount(snapshot.step)}${thinned}.`
}
