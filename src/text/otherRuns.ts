import { formatNats, formatNumber, formatPercent, subscript } from './format'
import { words } from './language'

/** What a scenario's own picture says of the runs beside the present one. */
export const otherRunsText = words('pictures/other-runs', {
  alone: (others: number) =>
    `This picture shows the present run alone, without the ${others === 1 ? 'other' : `${others} others`} over the charts.`,
  /** One of several. */
  told: (label: string, numbers: string, last: boolean) =>
    `${label}${numbers === '' ? '' : ` (${numbers})`}${last ? '.' : '; '}`,
  lines: (N: number) => `Paler lines: Cov${subscript(N)} and KL of other runs,`,
  edges: 'Dashed: where the kinds meet in other runs,',
  hollow: 'Hollow marks: checkpoints of other runs,',
  outlines: 'Lines across a bar: how far the hatched part reaches in other runs,',
  meanGains: 'Dashed lines in colour: mean gain in other runs,',
  gain: (mean: number, wrong: number) =>
    `mean ${formatNumber(mean)}, a wrong model preferred in ${formatPercent(wrong)}`,
  meanKls: 'Dashed lines in colour: mean of the finite KL in other runs,',
  kl: (mean: number | null, infinite: number) =>
    `${mean === null ? 'none finite' : `mean ${formatNats(mean)}`}, infinite in ${formatPercent(infinite)}`,
})
