import { useMemo } from 'react'
import type { BandedPoint } from '../../state/derive'
import { type Difference, differenceBetween, leadOf } from '../../state/difference'
import { evenlySpaced } from '../../state/selection'
import type { Run } from '../../state/types'
import { drawsDatasets, unitOf } from '../../state/unit'
import { differenceText } from '../../text/difference'
import { capital } from '../../text/format'
import { lookingAtDifference } from '../../text/looking'
import { ChartPanel } from '../charts/ChartPanel'
import type { Cell } from '../charts/chartTable'
import type { CurveData } from '../charts/Plot'
import { type StepPlot, StepPlots } from '../charts/StepPlots'
import { nearestIndex } from '../charts/series'
import { signedScale } from '../charts/verticalScale'
import { useFrame } from '../frame'

/** Points that a line is drawn from at most: about one every two pixels. */
const MOST_POINTS = 240
const ROWS = 126

interface PanelProps {
  /** The run that is edited, which the playhead follows. */
  readonly run: Run
  readonly a: Run
  readonly b: Run
}

interface DifferenceProps {
  readonly run: Run
  /** What stands there while there is one run alone; nothing unless given. */
  readonly alone?: string
}

/** A less B against training steps, in KL and in coverage. */
export function DifferencePanel({ run, alone }: DifferenceProps) {
  const side = useFrame(state => state.side)
  const rival = useFrame(state => state.rival)
  if (!rival || side === null) return alone === undefined ? null : <Unable sentence={alone} />
  const [a, b] = side === 'A' ? [run, rival] : [rival, run]
  if (drawsDatasets(a.config) !== drawsDatasets(b.config)) return <Unable sentence={differenceText.datasets} />
  return <Compared run={run} a={a} b={b} />
}

function Unable({ sentence }: { readonly sentence: string }) {
  return (
    <div className="panel empty" data-chart="difference">
      <p>{sentence}</p>
    </div>
  )
}

function Compared({ run, a, b }: PanelProps) {
  const N = useFrame(state => state.config.values.N)
  // N is part of a run's configuration, so runs are other objects for each N; their snapshots are not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const difference = useMemo(
    () => differenceBetween(a, b, N),
    [a.snapshots, b.snapshots, a.description, b.description, N],
  )
  const plots = useMemo(() => difference && plotsOf(difference, N, run), [difference, N, run])
  if (!difference || !plots || difference.coverage.length === 0) return <Unable sentence={differenceText.waiting} />
  const { kl, coverage, bands } = difference
  const leads = plots.map(({ title }) => title)
  return (
    <ChartPanel
      id="difference"
      className="picture picture-wide"
      title={differenceText.title(leads)}
      heading={differenceText.name}
      table={{
        caption: differenceText.caption,
        head: differenceText.head(capital(unitOf(run.config).one), N),
        rows: () => evenlySpaced(coverage.length, ROWS).map(i => rowOf(coverage[i], kl)),
      }}
      looking={() =>
        lookingAtDifference({ N, leads, bands: differenceText.bands[bands], better: betterNow(difference, N) })
      }
      note={
        <>
          {betterNow(difference, N)} {differenceText.axes} {differenceText.bands[bands]}
        </>
      }
    >
      <StepPlots run={run} plots={plots} summarise={step => toldAt(difference, step, N)} />
    </ChartPanel>
  )
}

function betterNow({ coverage }: Difference, N: number): string {
  return differenceText.better(leadOf(coverage), N)
}

function rowOf({ step, value }: BandedPoint, kl: readonly BandedPoint[]): Cell[] {
  return [step, kl.find(point => point.step === step)?.value ?? differenceText.undefined, value]
}

function plotsOf({ kl, coverage, bands }: Difference, N: number, run: Run): StepPlot[] {
  const unit = unitOf(run.config).one
  const named = [
    { key: 'kl', what: differenceText.kl, points: kl },
    { key: 'coverage', what: differenceText.coverage(N), points: coverage },
  ]
  return named.map(({ key, what, points }) => ({
    key,
    title: points.length > 0 ? differenceText.lead(what, leadOf(points), bands, unit) : differenceText.infinite,
    curves: curvesOf(points, run.config.values.T),
    scale: signedScale(points.flatMap(({ low, high }) => [low, high])),
    ends: [],
  }))
}

/** The line of no difference, the band and the difference itself: it belongs to neither run, and has neither's colour. */
function curvesOf(points: readonly BandedPoint[], last: number): CurveData[] {
  const drawn = evenlySpaced(points.length, MOST_POINTS).map(i => points[i])
  const zero: CurveData = {
    key: 'zero',
    points: [0, last].map(x => ({ x, y: 0 })),
    line: { stroke: 'var(--axis)', strokeWidth: 1, strokeDasharray: '4 4' },
  }
  const band: CurveData = {
    key: 'band',
    points: drawn.map(({ step, high }) => ({ x: step, y: high })),
    base: drawn.map(({ low }) => low),
    fill: 'var(--strong)',
    fillOpacity: 0.16,
  }
  const line: CurveData = {
    key: 'line',
    points: drawn.map(({ step, value }) => ({ x: step, y: value })),
    line: { stroke: 'var(--strong)', strokeWidth: 2 },
  }
  return drawn.some(({ low, high }) => low < high) ? [band, zero, line] : [zero, line]
}

function toldAt({ kl, coverage }: Difference, step: number, N: number): string {
  const at = coverage[nearestIndex(coverage, step)]
  if (!at) return ''
  return differenceText.at(kl.find(point => point.step === at.step)?.value ?? null, at.value, N)
}
