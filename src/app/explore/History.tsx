import { useMemo, useState } from 'react'
import { type BandedPoint, coverageBand, coverageHistory, klHistory } from '../../state/derive'
import { useLab } from '../../state/lab'
import { evenlySpaced, leastKl, outdated } from '../../state/selection'
import type { Run } from '../../state/types'
import { drawsDatasets, unitOf } from '../../state/unit'
import { coverageOverDatasets, klOverDatasets, ofDatasets } from '../../text/datasetSentences'
import { exploreText } from '../../text/explore'
import { lookingAtHistory } from '../../text/looking'
import { coverageTitle, klTitle } from '../../text/sentences'
import { ChartPanel } from '../charts/ChartPanel'
import type { Cell } from '../charts/chartTable'
import { nearestIndex } from '../charts/series'
import { useTournament } from '../charts/useTournament'
import { Segmented } from '../controls/Segmented'
import { useFrame } from '../frame'
import { useRunLabels } from '../runLabels'
import { type HistoryPick, HistoryPlots } from './HistoryPlots'
import { useOthers } from './useOthers'

const KINDS = [
  { value: 'log', label: exploreText.log },
  { value: 'linear', label: exploreText.linear },
] as const

/** Rows of the table at most. */
const ROWS = 126

/** KL and Cov_N against training steps or datasets, and the playhead through both. */
export function History({ run }: { readonly run: Run }) {
  const playhead = useFrame(state => state.playhead)
  const N = useFrame(state => state.config.values.N)
  const others = useOthers(run)
  const labels = useRunLabels()
  const [kind, setKind] = useState<'log' | 'linear'>('log')
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
  const chosen = snapshots.length > 1 && tournament !== null
  const least = chosen ? (leastKl(snapshots)?.step ?? null) : null
  const winner = chosen ? tournament.snapshot.step : null
  const computing = chosen && outdated(tournament, run, N)
  const picks = useMemo(() => picksOf(least, winner, computing), [least, winner, computing])
  return (
    <ChartPanel
      id="history"
      className="history"
      title={exploreText.historyTitle(...titles)}
      heading={exploreText.historyHeading}
      tools={
        <>
          {playhead !== null && (
            <button type="button" className="small-button" onClick={() => useLab.getState().setPlayhead(null)}>
              {exploreText.backToNow}
            </button>
          )}
          <Segmented legend={exploreText.verticalAxes} legendHidden options={KINDS} value={kind} onChoose={setKind} />
        </>
      }
      table={{
        caption: exploreText.historyTable,
        head: exploreText.historyHead(
          unit.one,
          N,
          others.map(({ id }) => labels.get(id) ?? ''),
        ),
        rows: () => historyRows(kl, coverage, others, N),
      }}
      looking={() =>
        lookingAtHistory({
          unit,
          datasets: drawsDatasets(run.config),
          N,
          logarithmic: kind === 'log',
          banded: kl.some(({ low, high }) => low < high),
          titles,
          leastKl: least,
          tournament: computing ? null : winner,
          others: others.length,
        })
      }
    >
      <HistoryPlots
        run={run}
        kl={kl}
        coverage={coverage}
        N={N}
        kind={kind}
        titles={titles}
        picks={picks}
        axis={
          <>
            {drawsDatasets(run.config) ? exploreText.axisDatasets(true) : exploreText.axisSteps(tournament !== null)}
            {computing && (
              <span className="axis-computing" title={exploreText.tournamentComputing}>
                {exploreText.computing}
              </span>
            )}
          </>
        }
      />
    </ChartPanel>
  )
}

/** What the run has at its steps, and what others have at the same: no number where they were not evaluated there. */
function historyRows(
  kl: readonly BandedPoint[],
  coverage: readonly BandedPoint[],
  others: readonly Run[],
  N: number,
): Cell[][] {
  const beside = others
    .flatMap(other => [klHistory(other), coverageHistory(other, N)])
    .map(points => new Map(points.map(({ step, value }) => [step, value])))
  return evenlySpaced(kl.length, ROWS).map(i => {
    const { step, value } = kl[i]
    return [step, value, coverage[i].value, ...beside.map(values => values.get(step) ?? Number.NaN)]
  })
}

/** The checkpoint of least KL and the tournament's, where there is more than one to choose from. */
function picksOf(least: number | null, tournament: number | null, computing: boolean): HistoryPick[] {
  if (least === null || tournament === null) return []
  return [
    { kind: 'leastKl', step: least, outdated: false },
    { kind: 'tournament', step: tournament, outdated: computing },
  ]
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
