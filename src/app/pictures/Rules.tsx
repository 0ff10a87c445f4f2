import { useMemo } from 'react'
import type { Snapshot } from '../../engine/snapshot'
import { type KindMasses, massByKind } from '../../state/candidates'
import { evenlySpaced } from '../../state/selection'
import type { Run } from '../../state/types'
import { capital, formatPercent, shortPercent } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { otherRunsText } from '../../text/otherRuns'
import { picturesText } from '../../text/pictures'
import { rulesTitle } from '../../text/rulesTitle'
import { ChartPanel } from '../charts/ChartPanel'
import type { CurveData } from '../charts/Plot'
import { runColour } from '../charts/runColour'
import { type StepPlot, StepPlots } from '../charts/StepPlots'
import { nearestIndex } from '../charts/series'
import { shareScale } from '../charts/verticalScale'
import { answeredBy, NO_ANSWERS } from './answered'
import { OtherRuns } from './OtherRuns'
import type { PictureProps } from './picture'

/** Points that an area is drawn from at most: about one every two pixels. */
const MOST_POINTS = 240
const ROWS = 126

const SCALE = shareScale('linear')

interface Moment {
  readonly step: number
  readonly classes: readonly KindMasses[]
}

/** Which rule the model's paths obey, class by class, against training steps. */
export function Rules({ run, ghosts, snapshot }: PictureProps) {
  const { snapshots, description } = run
  // N is part of a run's configuration, so the run is another object for each N; its snapshots are not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const moments = useMemo(() => momentsOf(run), [snapshots, description])
  const now = useMemo(() => momentAt(run, snapshot), [run, snapshot])
  const others = useMemo(() => othersOf(ghosts, run.config.values.T), [ghosts, run.config.values.T])
  const kinds = [...(description?.candidates?.kinds ?? []), picturesText.invalid]
  const colour = runColour(run)
  if (!now) {
    return (
      <div className="panel picture picture-wide">
        <h2>{picturesText.rulesEmpty}</h2>
        <p className="picture-empty">{NO_ANSWERS}</p>
      </div>
    )
  }
  const title = rulesTitle(now.classes, kinds)
  const plots = now.classes.map(({ name }, c) => plotOf(name, c, kinds, { moments, now, colour, others }))
  return (
    <ChartPanel
      id="rules"
      className="picture picture-wide"
      title={title}
      table={{
        caption: picturesText.rulesTable,
        head: picturesText.rulesHead(
          now.classes.map(({ name }) => capital(name)),
          kinds,
        ),
        rows: () =>
          evenlySpaced(moments.length, ROWS).map(i => [moments[i].step, ...moments[i].classes.flatMap(massesOf)]),
      }}
      looking={() => lookingAt.rules(title, others.length)}
      note={
        <>
          {picturesText.rulesNote}{' '}
          <OtherRuns runs={others.map(({ run: other }) => other)} drawn={otherRunsText.edges} />
        </>
      }
    >
      <StepPlots
        run={run}
        plots={plots}
        summarise={step => {
          const at = moments[nearestIndex(moments, step)]
          return at ? at.classes.map(one => `${one.name}: ${kindsInWords(one, kinds)}`).join('; ') : ''
        }}
      />
    </ChartPanel>
  )
}

/** Another run, as far as the axis of steps reaches. */
interface Other {
  readonly run: Run
  readonly moments: readonly Moment[]
}

function othersOf(ghosts: readonly Run[], last: number): Other[] {
  return ghosts
    .map(run => ({ run, moments: momentsOf(run).filter(({ step }) => step <= last) }))
    .filter(({ moments }) => moments.length > 0)
}

function momentsOf(run: Run): Moment[] {
  return evenlySpaced(run.snapshots.length, MOST_POINTS).flatMap(i => momentAt(run, run.snapshots[i]) ?? [])
}

const measured = new WeakMap<Snapshot, Moment>()

function momentAt(run: Run, snapshot: Snapshot): Moment | null {
  let moment = measured.get(snapshot) ?? null
  if (!moment) {
    const answered = answeredBy(run, snapshot)
    if (!answered) return null
    moment = { step: snapshot.step, classes: massByKind(answered.described, answered.scores) }
    measured.set(snapshot, moment)
  }
  return moment
}

function massesOf({ kinds, rest }: KindMasses): number[] {
  return [...kinds, rest]
}

interface Drawn {
  readonly moments: readonly Moment[]
  readonly now: Moment
  readonly colour: string
  readonly others: readonly Other[]
}

/** The kinds of one class as areas on top of each other, the first at the bottom; what is invalid stays empty. */
function plotOf(name: string, c: number, kinds: readonly string[], { moments, now, colour, others }: Drawn): StepPlot {
  const stacked = stackedOf(moments, name)
  const edgeOf = (kind: number, tops: readonly number[]): number => (kind < 0 ? 0 : tops[kind])
  const curves = kinds.slice(0, -1).map(
    (kind, k): CurveData => ({
      key: kind,
      points: stacked.map(({ step, tops }) => ({ x: step, y: tops[k] })),
      base: stacked.map(({ tops }) => edgeOf(k - 1, tops)),
      fill: colour,
      fillOpacity: 0.72 * 0.45 ** k,
      line: { stroke: colour, strokeWidth: 1.25 },
    }),
  )
  const last = stacked[stacked.length - 1]
  const ends = last
    ? kinds.map((kind, k) => ({ name: kind, x: last.step, y: (edgeOf(k - 1, last.tops) + last.tops[k]) / 2 }))
    : []
  return {
    key: name,
    title: `${capital(name)}: ${kindsInWords(now.classes[c], kinds)}`,
    curves: [...curves, ...others.flatMap(other => edgesOf(other, name, kinds))],
    scale: SCALE,
    verticalLabel: formatPercent,
    ends,
  }
}

/** At every moment, how high each kind reaches when they are stacked. */
function stackedOf(moments: readonly Moment[], name: string) {
  return moments.flatMap(({ step, classes }) => {
    const own = classes.find(one => one.name === name)
    if (!own) return []
    const masses = massesOf(own)
    const reach = (k: number): number => masses.slice(0, k + 1).reduce((sum, mass) => sum + mass)
    return [{ step, tops: masses.map((_, k) => Math.min(1, reach(k))) }]
  })
}

/** Where the kinds of another run meet, as lines alone. */
function edgesOf({ run, moments }: Other, name: string, kinds: readonly string[]): CurveData[] {
  const stacked = stackedOf(moments, name)
  return kinds.slice(0, -1).map((kind, k) => ({
    key: `run ${run.id} ${kind}`,
    points: stacked.map(({ step, tops }) => ({ x: step, y: tops[k] })),
    line: { stroke: runColour(run), strokeWidth: 1.5, strokeDasharray: '6 3' },
  }))
}

function kindsInWords(one: KindMasses, kinds: readonly string[]): string {
  return massesOf(one)
    .map((mass, k) => `${kinds[k]} ${shortPercent(mass)}`)
    .join(', ')
}
