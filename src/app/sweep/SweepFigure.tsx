import { useId, useMemo, useState } from 'react'
import { heatable, loggable, plottedAs, type SweepConfig, takesSteps } from '../../config/sweep'
import { metricById, SWEEP_METRICS } from '../../config/sweepMetrics'
import { type CellResult, cellResult } from '../../engine/sweepResult'
import { useSweep } from '../../state/sweep'
import { sweepFigureText } from '../../text/sweep/figure'
import { sweepNames } from '../../text/sweep/names'
import { stepText } from '../../text/sweep/steps'
import { sweepTitles } from '../../text/sweep/title'
import { ChartPanel } from '../charts/ChartPanel'
import type { ChartTable } from '../charts/chartTable'
import { Segmented } from '../controls/Segmented'
import { Shown } from '../controls/Shown'
import { Notation } from '../Notation'
import { HeatMap } from './HeatMap'
import { rateLines } from './rateLines'
import { StepCharts } from './StepCharts'
import { SweepLines } from './SweepLines'
import { type StepGroup, stepGroups } from './stepLines'
import { stepTable } from './stepTable'

/** What the sweep has found so far: its title in words, its picture, its notes, and its numbers as a table. */
export function SweepFigure() {
  const { sweep, plan } = useSweep(state => state.drawn)
  const outcomes = useSweep(state => state.outcomes)
  // A new map with every word from the workers: who does not draw it does not listen to it.
  const underway = useSweep(state => (state.drawn.sweep.plot === 'steps' ? state.underway : null))
  const cells = useMemo(
    () => plan.cells.flatMap(cell => cellResult(cell, outcomes, sweep.metric) ?? []),
    [plan, outcomes, sweep.metric],
  )
  const groups = useMemo(
    () => (underway ? stepGroups(sweep, plan.cells, cells, underway) : NO_GROUPS),
    [sweep, plan, cells, underway],
  )
  const title = sweep.plot === 'steps' ? stepText.stepsTitle(sweep, groups) : sweepTitles.sweepTitle(sweep, cells)
  const rates = useMemo(() => rateLines(sweep, plan.cells, cells), [sweep, plan, cells])
  const [withRates, setWithRates] = useState(false)
  const notes = [
    ...sweepTitles.sweepNotes(cells, plan.adjustments),
    ...(withRates && sweep.plot === 'lines' ? sweepTitles.rateNotes(sweep, rates) : []),
    ...stepText.stepNotes(sweep, groups),
  ]
  return (
    <ChartPanel
      id="sweep"
      className="sweep-figure"
      title={title}
      table={sweep.plot === 'steps' ? stepTable(sweep, groups) : tableOf(sweep, cells)}
      looking={() =>
        sweepFigureText.looking({
          title,
          plot: sweep.plot,
          metric: metricById(sweep.metric).help,
          points: cells.length,
          of: plan.cells.length,
          bestEta: sweep.bestEta,
        })
      }
    >
      <Tools />
      {cells.length === 0 && groups.length === 0 ? (
        <p className="panel empty">{sweepFigureText.empty}</p>
      ) : sweep.plot === 'heat' ? (
        <HeatMap sweep={sweep} cells={cells} title={title} />
      ) : sweep.plot === 'steps' ? (
        <StepCharts sweep={sweep} groups={groups} title={title} />
      ) : (
        <SweepLines sweep={sweep} cells={cells} title={title} shownRates={withRates ? rates : null} />
      )}
      {rates.length > 0 && sweep.plot === 'lines' && (
        <label className="check-line">
          <input type="checkbox" checked={withRates} onChange={() => setWithRates(!withRates)} />
          {sweepFigureText.rates}
        </label>
      )}
      {notes.length > 0 && (
        <ul className="sweep-notes">
          {notes.map(note => (
            <li key={note}>
              <Notation text={note} />
            </li>
          ))}
        </ul>
      )}
    </ChartPanel>
  )
}

const NO_GROUPS: readonly StepGroup[] = []

const SCALE_OPTIONS = [
  { value: 'log', label: sweepFigureText.scales.log },
  { value: 'linear', label: sweepFigureText.scales.linear },
] as const

const LINES = { value: 'lines', label: sweepFigureText.plots.lines } as const
const HEAT = { value: 'heat', label: sweepFigureText.plots.heat } as const
const STEPS = { value: 'steps', label: sweepFigureText.plots.steps } as const

/** What is drawn and how; nothing here has to be computed again. */
function Tools() {
  const sweep = useSweep(state => state.sweep)
  const { change } = useSweep.getState()
  const heat = sweep.plot === 'heat'
  const steps = sweep.plot === 'steps'
  const plots = [LINES, ...(heatable(sweep) ? [HEAT] : []), ...(takesSteps(sweep) ? [STEPS] : [])]
  return (
    <div className="sweep-tools">
      <Shown id="sweep">
        {/* Over the steps the metric decides nothing but which step size is the best. */}
        {(!steps || sweep.bestEta) && <MetricChoice />}
        {plots.length > 1 && (
          <Segmented
            legend={sweepFigureText.picture}
            options={plots}
            value={sweep.plot}
            onChoose={plot => change(plottedAs(plot, sweep))}
          />
        )}
        {!heat && loggable(sweep) && (
          <Segmented
            legend={sweepFigureText.horizontal}
            options={SCALE_OPTIONS}
            value={sweep.xScale}
            onChoose={xScale => change({ xScale })}
          />
        )}
        <Segmented
          legend={heat ? sweepFigureText.colours : sweepFigureText.vertical}
          options={SCALE_OPTIONS}
          value={sweep.yScale}
          onChoose={yScale => change({ yScale })}
        />
      </Shown>
      <p className="sweep-help">
        <Notation text={sweepFigureText.metricHelp(sweep)} />
      </p>
    </div>
  )
}

function MetricChoice() {
  const sweep = useSweep(state => state.sweep)
  const id = useId()
  return (
    <div className="sweep-metric">
      <label htmlFor={id}>{sweepFigureText.metric}</label>
      <select
        id={id}
        value={sweep.metric}
        onChange={event => {
          const metric = SWEEP_METRICS.find(candidate => candidate.id === event.target.value)
          if (metric) useSweep.getState().change({ metric: metric.id })
        }}
      >
        {SWEEP_METRICS.map(metric => (
          <option key={metric.id} value={metric.id}>
            {sweepNames.metricName({ ...sweep, metric: metric.id })}
          </option>
        ))}
      </select>
    </div>
  )
}

function tableOf(sweep: SweepConfig, cells: readonly CellResult[]): ChartTable {
  return {
    caption: sweepFigureText.table(sweepNames.metricName(sweep), metricById(sweep.metric).unit === 'nats'),
    head: [...sweepFigureText.heads, ...(sweep.bestEta ? [sweepFigureText.bestEtaHead] : [])],
    rows: () => cells.map(cell => rowOf(sweep, cell)),
  }
}

function rowOf(sweep: SweepConfig, cell: CellResult): (string | number)[] {
  const by = sweep.by && cell.by !== null ? [sweepNames.settingName(sweep, sweep.by, cell.by)] : []
  const numbers = [cell.median, cell.low, cell.high, cell.mean]
  return [
    [...by, sweepNames.settingName(sweep, sweep.x, cell.x)].join(', '),
    ...numbers,
    String(cell.values.length),
    ...(sweep.bestEta ? [sweepFigureText.eta(cell)] : []),
  ]
}
