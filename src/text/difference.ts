import type { Difference, Lead } from '../state/difference'
import { formatCount, formatNumber, subscript } from './format'
import { words } from './language'

/** What the chart of A less B says. */
export const differenceText = words('compare/difference', {
  name: 'A less B',
  title: (leads: readonly string[]) => leads.join('; '),
  alone: 'The difference of A and B appears here once two settings are compared.',
  waiting: 'A less B appears here once both have been measured.',
  datasets: 'A and B count different things, steps and datasets, and have no difference.',
  kl: 'KL',
  coverage: (N: number) => `Cov${subscript(N)}`,
  /** @param unit "step" or "dataset" */
  lead: (what: string, lead: Lead | null, bands: Difference['bands'], unit: string) => {
    if (!lead) return bands === 'none' ? `A and B have the same ${what}` : `${what} of A and B cannot be told apart`
    const { since, lone } = lead
    const when =
      since === null ? 'throughout' : `${lone ? 'at' : 'from'} ${unit} ${formatCount(since)}${lone ? '' : ' on'}`
    return `${lead.lower}’s ${what} is lower ${when}`
  },
  infinite: 'KL is infinite, and has no difference',
  better: (lead: Lead | null, N: number) =>
    lead ? `Lower is better, and at N = ${formatNumber(N)} that is ${lead.lower} now.` : 'Lower is better.',
  axes: 'A − B in nats and in shares: above 0, B is the better one; below 0, A.',
  bands: {
    none: 'Both are exact.',
    paired: 'Paired 95 % bands: both are measured on the same held-out responses, so that their chance cancels.',
    unpaired:
      'The bands, 95 %, are those of independent samples: A and B have other teachers, lengths or held-out responses, so that the same number need not mean the same.',
  } satisfies Record<Difference['bands'], string>,
  undefined: 'undefined',
  caption: 'A less B',
  head: (unit: string, N: number) => [unit, 'KL, nats', `Cov at N = ${formatNumber(N)}`],
  at: (kl: number | null, coverage: number, N: number) =>
    `A − B: KL ${kl === null ? 'infinite' : formatNumber(kl)}, Cov at ${formatNumber(N)} ${formatNumber(coverage)}`,
})
