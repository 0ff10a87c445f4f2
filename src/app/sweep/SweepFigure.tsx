import { useId, useMemo, useState } from 'react'
import { heatable, loggable, plottedAs, type SweepConfig, takesSteps } from '../../config/sweep'
import { metricById, SWEEP_METRICS } from '../../config/sweepMetrics'
import { type CellResult, cellResult } from '../../engine/sweepResult'
import { useSweep } from '../../state/sweep'
import { formatNumber } from '../../text/format'
import { AsTable } from '../charts/AsTable'
import { Segmented } from '../controls/Segmented'
import { HeatMap } from './HeatMap'
import { metricName, settingName } from './names'
import { rateLines } from './rateLines'
import { StepCharts } from './StepCharts'
import { StepTable } from './StepTable'
import { SweepLines } from './SweepLines'
import { rateNotes, sweepNotes, sweepTitle } from './sentences'
import { type StepGroup, stepGroups } from './stepLines'
import { stepNotes, stepsTitle } from './stepSentences'

/** What the sweep has found so far: its title in words, its picture, its notes, and its numbers as a table. */
export function SweepFigure() {
  const sweep = useSweep(state => state.sweep)
  const plan = useSweep(state => state.plan)
  const outcomes = useSweep(state => state.outcomes)
  // A new map with every word from the workers: who does not draw it does not listen to it.
  const underway = useSweep(state => (state.sweep.plot === 'steps' ? state.underway : null))
  const titleId = useId()
  const cells = useMemo(
    () => plan.cells.flatMap(cell => cellResult(cell, outcomes, sweep.metric) ?? []),
    [plan, outcomes, sweep.metric],
  )
  const groups = useMemo(
    () => (underway ? stepGroups(sweep, plan.cells, cells, underway) : NO_GROUPS),
    [sweep, plan, cells, underway],
  )
  const title = sweep.plot === 'steps' ? stepsTitle(sweep, groups) : sweepTitle(sweep, cells)
  const rates = useMemo(() => rateLines(sweep, plan.cells, cells), [sweep, plan, cells])
  const [withRates, setWithRates] = useState(false)
  const notes = [
    ...sweepNotes(cells, plan.adjustments),
    ...(withRates && sweep.plot === 'lines' ? rateNotes(sweep, rates) : []),
    ...stepNotes(sweep, groups),
  ]
  return (
    <figure className="panel sweep-figure" aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      <Tools />
      {cells.length === 0 && groups.length === 0 ? (
        <p className="panel empty">The picture fills in while the sweep runs.</p>
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
          Lay the paper’s rates over the lines, constants fitted
        </label>
      )}
      {notes.length > 0 && (
        <ul className="sweep-notes">
          {notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {sweep.plot === 'steps'
        ? cells.length > 0 && <StepTable sweep={sweep} groups={groups} />
        : cells.length > 0 && <Table sweep={sweep} cells={cells} />}
    </figure>
  )
}

const NO_GROUPS: readonly StepGroup[] = []

const SCALE_OPTIONS = [
  { value: 'log', label: 'log' },
  { value: 'linear', label: 'linear' },
] as const

const LINES = { value: 'lines', label: 'lines' } as const
const HEAT = { value: 'heat', label: 'heat map' } as const
const STEPS = { value: 'steps', label: 'over steps' } as const

/** What is drawn and how; nothing here has to be computed again. */
function Tools() {
  const sweep = useSweep(state => state.sweep)
  const { change } = useSweep.getState()
  const heat = sweep.plot === 'heat'
  const steps = sweep.plot === 'steps'
  const plots = [LINES, ...(heatable(sweep) ? [HEAT] : []), ...(takesSteps(sweep) ? [STEPS] : [])]
  return (
    <div className="sweep-tools">
      {/* Over the steps the metric decides nothing but which step size is the best. */}
      {(!steps || sweep.bestEta) && <MetricChoice />}
      {plots.length > 1 && (
        <Segmented
          legend="Picture"
          options={plots}
          value={sweep.plot}
          onChoose={plot => change(plottedAs(plot, sweep))}
        />
      )}
      {!heat && loggable(sweep) && (
        <Segmented
          legend="Horizontal"
          options={SCALE_OPTIONS}
          value={sweep.xScale}
          onChoose={xScale => change({ xScale })}
        />
      )}
      <Segmented
        legend={heat ? 'Colours' : 'Vertical'}
        options={SCALE_OPTIONS}
        value={sweep.yScale}
        onChoose={yScale => change({ yScale })}
      />
      <p className="sweep-help">
        {steps
          ? 'KL, coverage and the first divided by the second, at the start and at the evaluations of every run.'
          : `${metricById(sweep.metric).help} The lower, the better.`}
      </p>
    </div>
  )
}

function MetricChoice() {
  const sweep = useSweep(state => state.sweep)
  const id = useId()
  return (
    <div className="sweep-metric">
      <label htmlFor={id}>Metric</label>
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
            {metricName({ ...sweep, metric: metric.id })}
          </option>
        ))}
      </select>
    </div>
  )
}

function Table({ sweep, cells }: { readonly sweep: SweepConfig; readonly cells: readonly CellResult[] }) {
  const nats = metricById(sweep.metric).unit === 'nats' ? ', nats' : ''
  return (
    <AsTable
      caption={`${metricName(sweep)}${nats}, over the seeds`}
      head={['Point', 'Median', '10 %', '90 %', 'Mean', 'Seeds', ...(sweep.bestEta ? ['Best η'] : [])]}
      rows={() => cells.map(cell => rowOf(sweep, cell))}
    />
  )
}

function rowOf(sweep: SweepConfig, cell: CellResult): string[] {
  const by = sweep.by && cell.by !== null ? [settingName(sweep, sweep.by, cell.by)] : []
  const numbers = [cell.median, cell.low, cell.high, cell.mean].map(formatNumber)
  const eta = cell.eta === null ? '–' : `${formatNumber(cell.eta)}${cell.etaAtEdge ? ' (edge)' : ''}`
  return [
    [...by, settingName(sweep, sweep.x, cell.x)].join(', '),
    ...numbers,
    String(cell.values.length),
    ...(sweep.bestEta ? [eta] : []),
  ]
}
