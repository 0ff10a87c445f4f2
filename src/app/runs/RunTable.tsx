import { type MouseEvent, memo, useMemo, useState } from 'react'
import { encodeLink } from '../../config/link'
import { SCENARIOS } from '../../scenarios/registry'
import { removeRuns, shownAs, wholeRun } from '../../state/journal'
import { notify, useLab } from '../../state/lab'
import { usePresented } from '../../state/presentation'
import { downloadTable } from '../../state/runTable'
import type { KeptRun } from '../../state/storage'
import type { Run } from '../../state/types'
import { runsText as text } from '../../text/runs'
import { runColour } from '../charts/runColour'
import { Shown } from '../controls/Shown'
import { useFrame } from '../frame'
import { type Column, columnsOf, type Row, rowsOf, sorted, tableOf } from './columns'

/** What the table is sorted by before anyone has chosen: the newest first. */
const NEWEST = { id: 'date', descending: true }

/** A line for every run, sorted by any column. */
export const RunTable = memo(function RunTable({ runs }: { readonly runs: readonly KeptRun[] }) {
  const N = useFrame(state => state.config.values.N)
  const [by, setBy] = useState(NEWEST)
  const rows = useMemo(() => rowsOf(runs, N), [runs, N])
  const columns = useMemo(() => columnsOf(rows, N), [rows, N])
  const column = columns.find(({ id }) => id === by.id) ?? columns.find(({ id }) => id === NEWEST.id)!
  const lines = useMemo(() => sorted(rows, column, by.descending), [rows, column, by.descending])
  const sortBy = (id: string) => setBy({ id, descending: by.id === id ? !by.descending : id === NEWEST.id })
  const saveTable = () => {
    const { head, cells } = tableOf(lines, columns)
    downloadTable(head, cells)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard */}
      <section className="runs-scroll" tabIndex={0} aria-label={text.region}>
        <table>
          <caption className="visually-hidden">{text.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{text.run}</th>
              {columns.map(({ id, name }) => (
                <th key={id} scope="col" aria-sort={ariaSort(id === column.id, by.descending)}>
                  <button type="button" onClick={() => sortBy(id)}>
                    {name}
                    <span aria-hidden="true">{id === column.id ? (by.descending ? ' ▼' : ' ▲') : ''}</span>
                  </button>
                </th>
              ))}
              <th scope="col">{text.actions}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(row => (
              <Line key={row.run.key} row={row} columns={columns} />
            ))}
          </tbody>
        </table>
      </section>
      <p>
        <button type="button" className="small-button" onClick={saveTable}>
          {text.saveTable}
        </button>
      </p>
    </>
  )
})

function ariaSort(sorting: boolean, descending: boolean): 'ascending' | 'descending' | 'none' {
  if (!sorting) return 'none'
  return descending ? 'descending' : 'ascending'
}

function Line({ row, columns }: { readonly row: Row; readonly columns: readonly Column[] }) {
  const { run, number } = row
  const shown = useFrame(state => shownAs(state, run.key))
  const present = useFrame(state => shown !== null && (state.run?.id === shown.id || state.rival?.id === shown.id))
  const address = usePresented(encodeLink(run.config))
  const scenario = SCENARIOS.find(({ id }) => id === run.config.scenario)?.title ?? run.config.scenario
  const open = (event: MouseEvent) => {
    // With a key held the browser opens it elsewhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    useLab.getState().begin(run.config, null)
  }
  return (
    <tr>
      <th scope="row">
        {shown && <span className="swatch" style={{ background: runColour(shown) }} />}
        <Shown id="start" otherwise={text.runName(number, scenario)}>
          <a href={`?${address}`} onClick={open}>
            {text.runName(number, scenario)}
            <span className="visually-hidden">: {text.openRun}</span>
          </a>
        </Shown>
      </th>
      {columns.map(({ id, shown: cell }) => (
        <td key={id}>{cell(row)}</td>
      ))}
      <td>
        {present ? (
          presentAs(shown, run)
        ) : (
          <span className="runs-actions">
            <Shown id="files">
              <button
                type="button"
                className="small-button"
                aria-pressed={shown !== null}
                onClick={() => (shown ? useLab.getState().dismissGhost(shown.id) : void lay(run, number))}
              >
                {text.show}
                <span className="visually-hidden">{text.ofRun(number)}</span>
              </button>
            </Shown>
            <button type="button" className="small-button" onClick={() => void removeRuns([run.key])}>
              {text.remove}
              <span className="visually-hidden">{text.ofRun(number)}</span>
            </button>
          </span>
        )}
      </td>
    </tr>
  )
}

/** Of a run that is computed again, until it has come as far as it was. */
function presentAs(shown: Run | null, kept: KeptRun): string {
  const step = shown?.snapshots.at(-1)?.step ?? 0
  return step < kept.last.step ? text.presentAt(step) : text.present
}

async function lay(run: KeptRun, number: number): Promise<void> {
  const whole = await wholeRun(run)
  if (whole) useLab.getState().overlay(whole)
  else notify('error', [text.gone(number)])
}
