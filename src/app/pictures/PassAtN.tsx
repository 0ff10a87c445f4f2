import { useMemo, useState } from 'react'
import type { Success } from '../../coverage/passEstimates'
import { coverageAt } from '../../coverage/profile'
import type { Snapshot } from '../../engine/snapshot'
import { passAt, sampledPassAt } from '../../state/candidates'
import { profileOf } from '../../state/derive'
import { evenlySpaced, leastKl, outdated, type TournamentPick } from '../../state/selection'
import type { Run } from '../../state/types'
import { lookingAt } from '../../text/lookingAtPictures'
import { otherRunsText } from '../../text/otherRuns'
import { exactnessOfPass, selectionInWords } from '../../text/passSentences'
import { type Correlations, correlationsOf, passTitle, signed } from '../../text/passTitle'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { runColour } from '../charts/runColour'
import {
  type OtherScatter,
  SCATTER_SHAPES,
  type ScatterPick,
  ScatterPlot,
  type ScatterSeries,
} from '../charts/ScatterPlot'
import { useTournament } from '../charts/useTournament'
import { Segmented } from '../controls/Segmented'
import { NO_ANSWERS } from './answered'
import { CheckpointSlider, usePointing } from './CheckpointSlider'
import { OtherRuns } from './OtherRuns'
import type { PictureProps } from './picture'

/** Samples per prompt. */
const BUDGETS = [4, 8, 12] as const
const MARKS = ['■', '▲', '✚'] as const
/** The budget that the title is about. */
const MOST = BUDGETS[BUDGETS.length - 1]
const ROWS = 126

const REWARDS = [
  { value: 'rewarded', label: picturesText.passRewards.rewarded },
  { value: 'valid', label: picturesText.passRewards.valid },
] as const

/** Pass@N of every checkpoint of the run against its KL, and against its coverage at N/2. */
export function PassAtN({ run, ghosts, snapshot }: PictureProps) {
  const [chosen, setChosen] = useState<Success>('rewarded')
  const valid = passAt(run, snapshot, 1, 'valid') !== null
  const success = valid ? chosen : 'rewarded'
  const { snapshots, description } = run
  // N is part of a run's configuration, so the run is another object for each N; its snapshots are not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const columns = useMemo(() => BUDGETS.map(N => columnOf(run, N, success)), [snapshots, description, success])
  const others = useMemo(() => othersOf(ghosts, success), [ghosts, success])
  const correlations = useMemo(
    () => columns.map(({ N, pass, kl, coverage }) => correlationsOf(N, pass, kl.x, coverage.x)),
    [columns],
  )
  const tournament = useTournament(run, run.config.values.N)
  const least = leastKl(snapshots)
  const now = passAt(run, snapshot, MOST, success)
  if (!now || !least || !description?.candidates) {
    return (
      <div className="panel picture picture-wide">
        <h2>{picturesText.passEmpty}</h2>
        <p className="picture-empty">{NO_ANSWERS}</p>
      </div>
    )
  }
  const title = passTitle(correlations[correlations.length - 1], now.value)
  const sampled = sampledPassAt(run, snapshot, MOST, success)
  return (
    <ChartPanel
      id="passAtN"
      className="picture picture-wide"
      title={title}
      tools={
        valid && (
          <Segmented
            legend={picturesText.passRewards.legend}
            legendHidden
            options={REWARDS}
            value={success}
            onChoose={setChosen}
          />
        )
      }
      table={{
        caption: picturesText.passTable,
        head: picturesText.passHead(BUDGETS),
        rows: () => rowsOf(snapshots, columns),
      }}
      looking={() => lookingAt.passAtN(title, others.length)}
      note={
        <>
          {exactnessOfPass(MOST, now, sampled, description.candidates)}
          {picturesText.passCorrelations(correlations.map(inWords))}
          {selectionInWords(least, tournament)}{' '}
          <OtherRuns runs={others.map(({ run: other }) => other)} drawn={otherRunsText.hollow} />
        </>
      }
    >
      <p className="scatter-legend">
        {picturesText.passLegend(BUDGETS.map((N, i) => picturesText.passMark(MARKS[i], N)))}
      </p>
      <Scatters
        run={run}
        columns={columns}
        others={others}
        shown={snapshot}
        least={least}
        tournament={tournament}
        title={title}
      />
      <p className="scatter-moment">
        {picturesText.passMoment(snapshot.step, snapshot.kl, momentOf(columns, snapshots.indexOf(snapshot)))}
      </p>
    </ChartPanel>
  )
}

interface ScattersProps {
  readonly run: Run
  readonly columns: readonly Column[]
  readonly others: readonly Other[]
  readonly shown: Snapshot
  readonly least: Snapshot
  readonly tournament: TournamentPick | null
  readonly title: string
}

/** The two plots, and the playhead that follows what is pointed at. */
function Scatters({ run, columns, others, shown, least, tournament, title }: ScattersProps) {
  const { snapshots } = run
  const older = tournament !== null && outdated(tournament, run, run.config.values.N)
  const pointing = usePointing(snapshots)
  const againstKl = useMemo(() => columns.map(({ kl }) => kl), [columns])
  const againstCoverage = useMemo(() => columns.map(({ coverage }) => coverage), [columns])
  const besides = useMemo(() => ({ kl: scattered(others, 'kl'), coverage: scattered(others, 'coverage') }), [others])
  const at = (kind: ScatterPick['kind'], one: Snapshot | null): ScatterPick[] =>
    one ? [{ kind, index: snapshots.indexOf(one), outdated: kind === 'tournament' && older }] : []
  const picks = [...at('leastKl', least), ...at('tournament', tournament?.snapshot ?? null), ...at('shown', shown)]
  const common = { picks, colour: runColour(run), onPoint: pointing.point }
  const i = snapshots.indexOf(shown)
  return (
    <div className="scatter-pair">
      <ScatterPlot
        title={picturesText.passAgainstKl}
        summary={picturesText.summary(picturesText.passAgainstKl, title)}
        series={againstKl}
        others={besides.kl}
        {...common}
      />
      <ScatterPlot
        title={picturesText.passAgainstCoverage}
        summary={picturesText.summary(picturesText.passAgainstCoverage, title)}
        series={againstCoverage}
        others={besides.coverage}
        {...common}
      />
      <CheckpointSlider
        snapshots={snapshots}
        shown={shown}
        onShow={pointing.show}
        summary={columns.map(({ N, pass }) => picturesText.passValue(N, pass[i])).join(', ')}
      />
    </div>
  )
}

/** Every checkpoint measured for one budget. */
interface Column {
  readonly N: number
  readonly pass: readonly number[]
  /** Against KL, and against coverage at N/2. */
  readonly kl: ScatterSeries
  readonly coverage: ScatterSeries
}

function columnOf(run: Run, N: (typeof BUDGETS)[number], success: Success): Column {
  const { snapshots } = run
  const pass = snapshots.map(one => passAt(run, one, N, success)?.value ?? Number.NaN)
  const look = { key: String(N), shape: SCATTER_SHAPES[BUDGETS.indexOf(N)], y: pass }
  return {
    N,
    pass,
    kl: { ...look, x: snapshots.map(({ kl }) => kl) },
    coverage: { ...look, x: snapshots.map(one => coverageAt(profileOf(run, one), N / 2)) },
  }
}

/** Another run whose answers are scored. */
interface Other {
  readonly run: Run
  readonly columns: readonly Column[]
}

function othersOf(ghosts: readonly Run[], success: Success): Other[] {
  return ghosts
    .filter(({ description }) => description?.candidates)
    .map(run => ({ run, columns: BUDGETS.map(N => columnOf(run, N, success)) }))
}

function scattered(others: readonly Other[], against: 'kl' | 'coverage'): OtherScatter[] {
  return others.map(({ run, columns }) => ({
    key: run.id,
    colour: runColour(run),
    series: columns.map(column => column[against]),
  }))
}

function rowsOf(snapshots: readonly Snapshot[], columns: readonly Column[]): number[][] {
  return evenlySpaced(snapshots.length, ROWS).map(i => [
    snapshots[i].step,
    snapshots[i].kl,
    ...columns.flatMap(({ pass, coverage }) => [pass[i], coverage.x[i]]),
  ])
}

/** Every budget at one checkpoint. */
function momentOf(columns: readonly Column[], i: number) {
  return columns.map(({ N, pass, coverage }) => ({ N, pass: pass[i], coverage: coverage.x[i] }))
}

function inWords({ N, kl, coverage }: Correlations): string {
  const told = (value: number | null): string | null => (value === null ? null : signed(value))
  return picturesText.passCorrelation(N, told(kl), told(coverage))
}
