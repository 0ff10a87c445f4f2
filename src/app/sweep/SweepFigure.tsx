import { useId, useMemo, useState } from 'react'
import { heatable, loggable, type SweepConfig } from '../../config/sweep'
import { metricById, SWEEP_METRICS } from '../../config/sweepMetrics'
import { type CellResult, cellResult } from '../../engine/sweepResult'
import { useSweep } from '../../state/sweep'
import { AsTable } from '../charts/AsTable'
import { Segmented } from '../controls/Segmented'
import { formatNumber } from '../format'
import { HeatMap } from './HeatMap'
import { metricName, settingName } from './names'
import { rateLines } from './rateLines'
import { SweepLines } from './SweepLines'
import { rateNotes, sweepNotes, sweepTitle } from './sentences'

/** What the sweep has found so far: its title in words, its picture, its notes, and its numbers as a table. */
export function SweepFigure() {
  const sweep = useSweep(state => state.sweep)
  const plan = useSweep(state => state.plan)
  const outcomes = useSweep(state => state.outcomes)
  const titleId = useId()
  const cells = useMemo(
    () => plan.cells.flatMap(cell => cellResult(cell, outcomes, sweep.metric) ?? []),
    [plan, outcomes, sweep.metric],
  )
  const title = sweepTitle(sweep, cells)
  const rates = useMemo(() => rateLines(sweep, plan.cells, cells), [sweep, plan, cells])
  const [withRates, setWithRates] = useState(false)
  const notes = [...sweepNotes(cells, plan.adjustments), ...(withRates ? rateNotes(sweep, rates) : [])]
  return (
    <figure className="panel sweep-figure" aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      <Tools />
      {cells.length === 0 ? (
        <p className="panel empty">The picture fills in while the sweep runs.</p>
      ) : sweep.plot === 'heat' ? (
        <HeatMap sweep={sweep} cells={cells} title={title} />
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
      {cells.length > 0 && <Table sweep={sweep} cells={cells} />}
    </figure>
  )
}

const SCALE_OPTIONS = [
  { value: 'log', label: 'log' },
  { value: 'linear', label: 'linear' },
] as const

const PLOT_OPTIONS = [
  { value: 'lines', label: 'lines' },
  { value: 'heat', label: 'heat map' },
] as const

/** What is drawn and how; nothing here has to be computed again. */
function Tools() {
  const sweep = useSweep(state => state.sweep)
  const { change } = useSweep.getState()
  const id = useId()
  const heat = sweep.plot === 'heat'
  return (
    <div className="sweep-tools">
      <div className="sweep-metric">
        <label htmlFor={id}>Metric</label>
        <select
          id={id}
          value={sweep.metric}
          onChange={event => {
            const metric = SWEEP_METRICS.find(candidate => candidate.id === event.target.value)
            if (metric) change({ metric: metric.id })
          }}
        >
          {SWEEP_METRICS.map(metric => (
            <option key={metric.id} value={metric.id}>
              {metricName({ ...sweep, metric: metric.id })}
            </option>
          ))}
        </select>
      </div>
      {heatable(sweep) && (
        <Segmented legend="Picture" options={PLOT_OPTIONS} value={sweep.plot} onChoose={plot => change({ plot })} />
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
      <p className="sweep-help">{metricById(sweep.metric).help} The lower, the better.</p>
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
