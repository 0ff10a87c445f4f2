import { useMemo } from 'react'
import type { Snapshot } from '../../engine/snapshot'
import { type KindMasses, massByKind } from '../../state/candidates'
import { evenlySpaced } from '../../state/selection'
import type { Run } from '../../state/types'
import { capital, formatPercent, shortPercent } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { rulesTitle } from '../../text/rulesTitle'
import { ChartPanel } from '../charts/ChartPanel'
import type { CurveData } from '../charts/Plot'
import { runColour } from '../charts/runColour'
import { type StepPlot, StepPlots } from '../charts/StepPlots'
import { nearestIndex } from '../charts/series'
import { shareScale } from '../charts/verticalScale'
import { answeredBy, NO_ANSWERS } from './answered'
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
export function Rules({ run, snapshot }: PictureProps) {
  const { snapshots, description } = run
  // N is part of a run's configuration, so the run is another object for each N; its snapshots are not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const moments = useMemo(() => momentsOf(run), [snapshots, description])
  const now = useMemo(() => momentAt(run, snapshot), [run, snapshot])
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
  const plots = now.classes.map(({ name }, c) => plotOf(name, c, kinds, { moments, now, colour }))
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
      looking={() => lookingAt.rules(title)}
      note={picturesText.rulesNote}
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
}

/** The kinds of one class as areas on top of each other, the first at the bottom; what is invalid stays empty. */
function plotOf(name: string, c: number, kinds: readonly string[], { moments, now, colour }: Drawn): StepPlot {
  const stacked = moments.map(({ step, classes }) => {
    const masses = massesOf(classes[c])
    return {
      step,
      tops: masses.map((_, k) =>
        Math.min(
          1,
          masses.slice(0, k + 1).reduce((sum, mass) => sum + mass),
        ),
      ),
    }
  })
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
    curves,
    scale: SCALE,
    verticalLabel: formatPercent,
    ends,
  }
}

function kindsInWords(one: KindMasses, kinds: readonly string[]): string {
  return massesOf(one)
    .map((mass, k) => `${kinds[k]} ${shortPercent(mass)}`)
    .join(', ')
}
