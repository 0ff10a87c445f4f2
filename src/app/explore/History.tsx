import { useId, useMemo, useState } from 'react'
import { type BandedPoint, coverageBand, coverageHistory, klHistory, type Point } from '../../state/derive'
import { useLab } from '../../state/lab'
import { leastKl, type TournamentPick } from '../../state/selection'
import type { Run } from '../../state/types'
import { drawsDatasets, unitOf } from '../../state/unit'
import { coverageOverDatasets, klOverDatasets, ofDatasets } from '../../text/datasetSentences'
import { capital, formatCount, formatNumber } from '../../text/format'
import { coverageTitle, klTitle } from '../../text/sentences'
import { AsTable } from '../charts/AsTable'
import { nearestIndex } from '../charts/series'
import { useTournament } from '../charts/useTournament'
import { Segmented } from '../controls/Segmented'
import { useFrame } from '../frame'
import { type HistoryPick, HistoryPlots } from './HistoryPlots'

const KINDS = [
  { value: 'log', label: 'log' },
  { value: 'linear', label: 'linear' },
] as const

/** KL and Cov_N against training steps or datasets, and the playhead through both. */
export function History({ run }: { readonly run: Run }) {
  const playhead = useFrame(state => state.playhead)
  const N = useFrame(state => state.config.values.N)
  const [kind, setKind] = useState<'log' | 'linear'>('log')
  const titleId = useId()
  const { snapshots, description } = run
  // N is part of a run's configuration, so the run is another object for each N; its snapshots are not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const kl = useMemo(() => klHistory(run), [snapshots])
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const coverage = useMemo(() => coverageHistory(run, N), [snapshots, description, N])
  const shown = playhead === null ? kl.length : nearestIndex(kl, playhead) + 1
  const titles = titlesOf(run, kl.slice(0, shown), coverage.slice(0, shown), N)
  const unit = unitOf(run.config)
  const tournament = useTournament(run, N)
  const picks = useMemo(() => picksOf(run, tournament), [run, tournament])

  return (
    <figure className="panel history" aria-labelledby={titleId}>
      <div className="panel-head">
        <h2 id={titleId}>History</h2>
        <Segmented legend="Vertical axes" legendHidden options={KINDS} value={kind} onChoose={setKind} />
      </div>
      <HistoryPlots run={run} kl={kl} coverage={coverage} N={N} kind={kind} titles={titles} picks={picks} />
      <div className="history-foot">
        <AsTable
          caption="History of the run"
          head={[capital(unit.one), 'KL, nats', `Cov at N = ${formatNumber(N)}`]}
          rows={() => sampled(kl, coverage)}
        />
        <p className="history-tools">
          {playhead !== null && (
            <button type="button" className="small-button" onClick={() => useLab.getState().setPlayhead(null)}>
              Back to now
            </button>
          )}
          <span className="axis-name">{axisName(run, playhead === null, tournament !== null)}</span>
        </p>
      </div>
    </figure>
  )
}

/** The checkpoint of least KL and the tournament's, where there is more than one to choose from. */
function picksOf({ snapshots }: Run, tournament: TournamentPick | null): HistoryPick[] {
  const least = leastKl(snapshots)
  if (!tournament || !least || snapshots.length < 2) return []
  return [
    { kind: 'leastKl', step: least.step },
    { kind: 'tournament', step: tournament.snapshot.step },
  ]
}

/**
 * @param roomy whether there is room for more than the name
 * @param marked whether checkpoints are marked
 */
function axisName({ config }: Run, roomy: boolean, marked: boolean): string {
  if (!drawsDatasets(config)) return roomy && marked ? '◇ KL, ● tournament; steps' : 'training steps'
  return roomy ? 'datasets; line: their mean' : 'datasets'
}

/** What either plot shows up to its last point. */
function titlesOf(
  run: Run,
  kl: readonly BandedPoint[],
  coverage: readonly BandedPoint[],
  N: number,
): readonly [string, string] {
  const estimated = kl.some(({ low, high }) => low < high)
  if (drawsDatasets(run.config)) {
    return [
      klOverDatasets(ofDatasets(kl), estimated, run.config.values.every === 1),
      coverageOverDatasets(ofDatasets(coverage), N),
    ]
  }
  return [klTitle(kl, estimated), coverageTitle(coverage, kl, N, coverageBand(run))]
}

/** At most 26 rows, first and last included. */
function sampled(kl: readonly Point[], coverage: readonly Point[]): string[][] {
  const stride = Math.max(1, Math.ceil((kl.length - 1) / 25))
  const rows = kl.map(({ step, value }, i) => [formatCount(step), formatNumber(value), formatNumber(coverage[i].value)])
  return rows.filter((_, i) => i % stride === 0 || i === rows.length - 1)
}
