import type { PicksAt } from '../engine/selection/analysis'
import { type SelectionReport, selectionReport } from '../engine/selection/report'
import { selectionCsv } from '../engine/selection/reportCsv'
import { fileName, save } from './download'
import { type Analysed, SEED } from './files'

/** Saves an analysis and its picks at one N as a file of the format `coverage-lab/selection@1`. */
export function downloadReport(analysed: Analysed, picks: PicksAt): void {
  const json = JSON.stringify(reportOf(analysed, picks))
  save(new Blob([json], { type: 'application/json' }), `${nameOf(picks)}.json`)
}

/** Saves the picks, the matrix and the curves as CSV, one number a line. */
export function downloadNumbers(analysed: Analysed, picks: PicksAt): void {
  save(new Blob([selectionCsv(reportOf(analysed, picks))], { type: 'text/csv' }), `${nameOf(picks)}.csv`)
}

function reportOf({ analysis, of: { shape, facts, problems } }: Analysed, picks: PicksAt): SelectionReport {
  return selectionReport({ shape, facts, problems, analysis, picks, seed: SEED })
}

const nameOf = ({ N }: PicksAt) => fileName(`selection N=${N}`)
