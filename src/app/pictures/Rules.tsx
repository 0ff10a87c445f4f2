import { useMemo } from 'react'
import type { Snapshot } from '../../engine/snapshot'
import { type KindMasses, massByKind } from '../../state/candidates'
import { evenlySpaced } from '../../state/selection'
import type { Run } from '../../state/types'
import { capital, formatCount, formatPercent, shortPercent } from '../../text/format'
import { rulesTitle } from '../../text/rulesTitle'
import { AsTable } from '../charts/AsTable'
import type { CurveData } from '../charts/Plot'
import { runColour } from '../charts/runColour'
import { type StepPlot, StepPlots } from '../charts/StepPlots'
import { nearestIndex } from '../charts/series'
import { shareScale } from '../charts/verticalScale'
import { answeredBy, NO_ANSWERS } from './answered'
import { PicturePanel } from './PicturePanel'
import type { PictureProps } from './picture'

/** Points that an area is drawn from at most: about one every two pixels. */
const MOST_POINTS = 240
const ROWS = 26

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
  const kinds = [...(description?.candidates?.kinds ?? []), 'invalid']
  const colour = runColour(run)
  if (!now) {
    return (
      <PicturePanel title="What the paths obey" note="">
        <p className="picture-empty">{NO_ANSWERS}</p>
      </PicturePanel>
    )
  }
  const plots = now.classes.map(({ name }, c) => plotOf(name, c, kinds, { moments, now, colour }))
  return (
    <PicturePanel
      title={rulesTitle(now.classes, kinds)}
      note="Mean mass of the paths of each kind, stacked. Invalid is what is left: dead ends, and what is no path."
    >
      <StepPlots
        run={run}
        plots={plots}
        summarise={step => {
          const at = moments[nearestIndex(moments, step)]
          return at ? at.classes.map(one => `${one.name}: ${kindsInWords(one, kinds)}`).join('; ') : ''
        }}
      />
      <AsTable
        caption="Mean mass of the paths of each kind"
        head={['Step', ...now.classes.flatMap(({ name }) => kinds.map(kind => `${capital(name)}, ${kind}`))]}
        rows={() =>
          evenlySpaced(moments.length, ROWS).map(i => [
            formatCount(moments[i].step),
            ...moments[i].classes.flatMap(one => massesOf(one).map(formatPercent)),
          ])
        }
      />
    </PicturePanel>
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
