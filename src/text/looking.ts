import { MISSED } from './coveredPair'
import { capital, formatCount, formatNats, formatNumber, formatPercent, formatRatio, subscript } from './format'

/**
 * Answers to "What am I looking at?" for the two charts of every scenario. Each: the axes, what the marks are, what this
 * picture says now, what to try. Shares are in [0, 1], divergences in nats.
 */

interface CoverageLook {
  readonly N: number
  readonly coverage: number
  /** Cov at 4N. */
  readonly further: number
  /** Share of the responses that the model makes at least as likely as the teacher does. */
  readonly ahead: number
  readonly kl: number
  /** Prop. D.1 at N; null where it says nothing. */
  readonly bound: number | null
  readonly banded: boolean
  readonly others: number
  /** What the chart says in a sentence. */
  readonly sentence: string
}

export function lookingAtCoverage(look: CoverageLook): readonly string[] {
  const { N, coverage, further, ahead, kl, bound, banded, others, sentence } = look
  return [
    'Across: how many times less likely the model makes a response than the teacher does. 1× is fair; to the right the model gives too little. Each step of the axis is a factor.',
    `Above: where the responses lie. Hatched is ${MISSED.word} at N = ${formatNumber(N)}, pale is covered. The mark ▲ is the mean of log ratios, which is KL: ${formatNats(kl)}.`,
    `Below: the same tail as a curve. Its height at N is the share that lies to the right of N, up to 1.${banded ? ' The shade around it holds the true curve with 95 % confidence.' : ''}${bound === null ? '' : ' Dashed: the most that KL allows.'}`,
    ...(others > 0
      ? [`${others === 1 ? 'The paler curve is another run' : 'The paler curves are other runs'}, named in the legend.`]
      : []),
    `Now: ${sentence} ${capital(formatPercent(ahead))} of it is at least as likely under the model as under the teacher.${bound === null || bound >= 1 ? '' : ` KL alone would allow Cov${subscript(N)} = ${formatNumber(bound)}; it is ${formatNumber(coverage)}.`}`,
    coverage > 0
      ? `Try: drag the line N to ${formatRatio(4 * N)}. The tail there is ${formatNumber(further)}.`
      : 'Try: drag the line N to the left until something lies beyond it.',
  ]
}

interface HistoryLook {
  readonly unit: { readonly one: string; readonly many: string }
  /** Whether the points are independent datasets. */
  readonly datasets: boolean
  readonly N: number
  readonly logarithmic: boolean
  readonly banded: boolean
  readonly titles: readonly [string, string]
  /** Where a way of selecting takes its checkpoint. */
  readonly leastKl: number | null
  readonly tournament: number | null
  readonly others: number
}

export function lookingAtHistory(look: HistoryLook): readonly string[] {
  const { unit, datasets, N, logarithmic, banded, titles, leastKl, tournament, others } = look
  const marks =
    leastKl === null || tournament === null
      ? []
      : [
          `◇ is the checkpoint of least KL, step ${formatCount(leastKl)}; ● is the one that wins the tournament at N = ${formatNumber(N)}, step ${formatCount(tournament)}. ${leastKl === tournament ? 'Here both are the same.' : 'They differ: the one is chosen by the mean, the other by the tail.'}`,
        ]
  return [
    datasets
      ? 'Across: the datasets, one after the other; each chose a model of its own. A dot is one dataset, the line is the mean so far.'
      : 'Across: training steps, from the untrained model on the left.',
    `Above: KL in nats, the mean. Below: Cov${subscript(N)}, the tail: the share that is under-weighted ${formatRatio(N)} or more. ${logarithmic ? 'Both axes are logarithmic: equal heights are equal factors.' : 'Both axes are linear and begin at 0.'}${banded ? ' The shade is a 95 % band.' : ''}`,
    `The vertical line is the playhead: every chart shows the ${unit.one} at which it stands.`,
    ...marks,
    ...(others > 0 ? ['Paler lines are other runs, in the colours of the legend.'] : []),
    `Now: ${titles[0]}. ${titles[1]}.`,
    `Try: drag the playhead, or change N: KL stays as it is, and Cov does not.`,
  ]
}

interface DifferenceLook {
  readonly N: number
  /** What either plot shows. */
  readonly leads: readonly string[]
  /** What the bands are. */
  readonly bands: string
  readonly better: string
}

export function lookingAtDifference({ N, leads, bands, better }: DifferenceLook): readonly string[] {
  return [
    'Across: training steps, which A and B take together, on the same data.',
    `Above: KL of A less KL of B, in nats. Below: Cov${subscript(N)} of A less that of B. On the dashed line at 0 they are equal; above it A has more, which is worse.`,
    bands,
    `Now: ${leads.join('; ')}. ${better}`,
    'Try: drag N. The mean stays as it is, and the lower plot may change its sign.',
  ]
}
