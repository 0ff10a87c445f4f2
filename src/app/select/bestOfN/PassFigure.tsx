import { useMemo } from 'react'
import type { SampledPass } from '../../../coverage/passEstimates'
import type { Snapshot } from '../../../engine/snapshot'
import { type AdversaryTask, passCurve, type Reward, regretsAt, supportOf } from '../../../state/bestOfN'
import { snapshotAt } from '../../../state/derive'
import type { MeasuredRun, Run } from '../../../state/types'
import { unitOf } from '../../../state/unit'
import { compareText } from '../../../text/compare'
import { formatCount, formatNumber } from '../../../text/format'
import { bestOfNText } from '../../../text/select/bestOfN'
import { selectLooking } from '../../../text/select/looking'
import { ChartPanel } from '../../charts/ChartPanel'
import { runColour } from '../../charts/runColour'
import { shareScale } from '../../charts/verticalScale'
import { type RunLabels, useRunLabels } from '../../runLabels'
import { BudgetPlot } from './BudgetPlot'
import { budgetAxis, budgetRows, budgets } from './budgetAxis'
import { curveOf, sampledCurves, withError } from './lines'

interface PassFigureProps {
  readonly run: MeasuredRun
  /** Earlier runs that are measured on the same responses. */
  readonly ghosts: readonly Run[]
  /** How many earlier runs are not. */
  readonly leftOut: number
  readonly snapshot: Snapshot
  readonly playhead: number | null
  readonly reward: Reward
  /** Made against the shown checkpoint, at N. */
  readonly task: AdversaryTask | null
  readonly N: number
  readonly sampled: (N: number) => SampledPass | null
}

/** Budgets at which samples are drawn as dots. */
const SAMPLED = [1, 2, 4, 8, 16]

/** Pass@N against N for the shown checkpoint and those of the earlier runs, and what coverage guarantees. */
export function PassFigure(props: PassFigureProps) {
  const { run, ghosts, leftOut, snapshot, playhead, reward, task, N, sampled } = props
  const { last } = budgetAxis(N, 1)
  const labels = useRunLabels()
  const lines = useMemo(
    () => linesOf({ run, ghosts, labels, snapshot, playhead, reward, task }),
    [run, ghosts, labels, snapshot, playhead, reward, task],
  )
  const dots = useMemo(
    () =>
      SAMPLED.flatMap(budget => {
        const pass = sampled(budget)
        return pass ? [{ N: budget, pass }] : []
      }),
    [sampled],
  )
  const guarantee = useMemo(() => guaranteeOf(run, snapshot, reward, task), [run, snapshot, reward, task])
  const colour = runColour(run)
  const curves = useMemo(() => {
    const at = budgets(last)
    const drawn = lines.map(({ key, colour: stroke, own, pass }) =>
      curveOf(key, at, budget => pass(budget).value, {
        stroke,
        strokeWidth: own ? 2.25 : 1.5,
        strokeOpacity: own ? 1 : 0.7,
      }),
    )
    const dashed = { stroke: 'var(--ink-soft)', strokeWidth: 1.5, strokeDasharray: '5 4' }
    return [
      ...drawn,
      ...(guarantee ? [curveOf('guarantee', at, guarantee, dashed)] : []),
      ...sampledCurves(dots, colour),
    ]
  }, [lines, guarantee, dots, last, colour])
  // What the adversary rewards is rarely written at all.
  const most = Math.max(...lines.map(({ pass }) => pass(Math.exp(last)).value))
  const scale = useMemo(
    () => (reward === 'adversary' ? shareScale('root', most) : shareScale('linear')),
    [reward, most],
  )
  const now = lines[lines.length - 1].pass(N)
  const title = bestOfNText.passTitle(N, now.value, guarantee?.(N) ?? null, reward)
  const draws = run.description.candidates?.draws ?? 0
  return (
    <ChartPanel
      id="best-of-n"
      className="picture picture-wide"
      title={title}
      note={bestOfNText.passNote(now, dots[0]?.pass ?? null, draws)}
      table={{
        caption: bestOfNText.passTable,
        head: ['N', ...lines.map(({ name }) => name), ...(guarantee ? [bestOfNText.guaranteed] : [])],
        rows: () =>
          budgetRows(last).map(budget => [
            formatCount(budget),
            ...lines.map(({ pass }) => withError(pass(budget), formatNumber)),
            ...(guarantee ? [formatNumber(guarantee(budget))] : []),
          ]),
      }}
      looking={() => selectLooking.pass(title, N, lines.length, guarantee !== null, dots.length > 0)}
    >
      <ul className="legend">
        {lines.map(({ key, name, colour: own }) => (
          <li key={key}>
            <span className="swatch" style={{ background: own }} /> {name}
          </li>
        ))}
        {guarantee && (
          <li>
            <span className="swatch swatch-bound" /> {bestOfNText.guaranteedByCoverage}
          </li>
        )}
        {leftOut > 0 && <li>{bestOfNText.leftOut(leftOut)}</li>}
      </ul>
      <BudgetPlot
        axis={bestOfNText.axis}
        name={bestOfNText.passSlider}
        summary={bestOfNText.passSummary(title)}
        reading={bestOfNText.passReading(now.value)}
        curves={curves}
        scale={scale}
      />
    </ChartPanel>
  )
}

/** One line for each checkpoint, the shown one last. */
function linesOf({
  run,
  ghosts,
  labels,
  snapshot,
  playhead,
  reward,
  task,
}: Omit<PassFigureProps, 'leftOut' | 'N' | 'sampled'> & { readonly labels: RunLabels }) {
  const of = (one: Run, moment: Snapshot | null, own: boolean) => {
    const pass = moment && passCurve(one, moment, reward, task)
    if (!pass) return []
    const step = `${unitOf(one.config).one} ${formatCount(moment.step)}`
    const name = own
      ? bestOfNText.ownLine(step)
      : bestOfNText.earlierLine(compareText.earlier(labels.get(one.id) ?? ''), step)
    return [{ key: String(one.id), name, colour: runColour(one), own, pass }]
  }
  return [...ghosts.flatMap(ghost => of(ghost, snapshotAt(ghost, playhead), false)), ...of(run, snapshot, true)]
}

/** What Prop. D.6 leaves of what π_D earns; null without the whole support. */
function guaranteeOf(run: MeasuredRun, snapshot: Snapshot, reward: Reward, task: AdversaryTask | null) {
  const support = supportOf(run.description)
  if (!support) return null
  // The teacher always obeys its own rule, and all that it writes is valid.
  const earned = reward === 'adversary' ? (task?.teacher ?? 0) : 1
  return (N: number) => Math.max(0, earned - (regretsAt(support, snapshot, N).most ?? 1))
}
