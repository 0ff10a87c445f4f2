import type { ExperimentConfig } from '../config/config'
import { encodeLink } from '../config/link'
import { etaGrid, type SweepConfig } from '../config/sweep'
import { historySteps } from '../config/sweepHistory'
import { encodeSweepLink } from '../config/sweepLink'
import type { Measures, MetricId } from '../config/sweepMetrics'
import type { SweepPlan } from '../config/sweepPlan'
import { type FileNumber, fileNumber } from './runFile'
import type { Outcomes } from './sweep'
import { type CellResult, cellResult } from './sweepResult'
import type { RunFacts, RunHistory } from './sweepRun'
import { VERSION } from './version'

interface AxisRecord {
  readonly key: string
  readonly values: readonly (string | number)[]
}

/** A sweep as it is downloaded and as the command line writes it. */
export interface SweepFile {
  readonly format: 'coverage-lab/sweep@1'
  readonly link: string
  /** The base that every run shares: every parameter, defaults included. */
  readonly config: Readonly<Record<string, string | number>>
  readonly backend: string
  readonly version: string
  readonly x: AxisRecord
  readonly by: AxisRecord | null
  readonly metric: MetricId
  /** Step sizes among which the best was looked for; null where it was not. */
  readonly etas: readonly number[] | null
  /** Points that have been computed, in the order of the plan; `values` has one entry for each seed. */
  readonly cells: readonly CellRecord[]
  /** Every run at every N, with all metrics. */
  readonly runs: readonly RunRecord[]
}

interface CellRecord extends Pick<CellResult, 'x' | 'by' | 'eta' | 'etaAtEdge'> {
  readonly values: readonly FileNumber[]
  readonly mean: FileNumber
  readonly median: FileNumber
  readonly low: FileNumber
  readonly high: FileNumber
}

interface RunRecord {
  readonly link: string
  readonly measures: Readonly<Record<MetricId, FileNumber>>
  /** What the paper's rates depend on besides the settings; absent if the run failed. */
  readonly facts?: RunFacts
  /** Absent if the run failed or drew datasets. */
  readonly history?: HistoryRecord
  /** Why it failed, in a sentence; absent if it did not. */
  readonly failure?: string
}

/** One entry for each step. */
interface HistoryRecord {
  readonly steps: readonly number[]
  /** nats per sequence */
  readonly kl: readonly FileNumber[]
  /** Cov_N, at the N of the run's link */
  readonly coverage: readonly number[]
}

/** What has been computed of a sweep in the format `coverage-lab/sweep@1`, ready for `JSON.stringify`. */
export function sweepFile(sweep: SweepConfig, plan: SweepPlan, outcomes: Outcomes, backend: string): SweepFile {
  const { values, ...choices } = sweep.base
  const cells = plan.cells.flatMap(cell => cellResult(cell, outcomes, sweep.metric) ?? [])
  return {
    format: 'coverage-lab/sweep@1',
    link: `?${encodeSweepLink(sweep)}`,
    config: { ...choices, ...values },
    backend,
    version: VERSION,
    x: { key: sweep.x.id, values: sweep.x.values },
    by: sweep.by && { key: sweep.by.id, values: sweep.by.values },
    metric: sweep.metric,
    etas: sweep.bestEta ? etaGrid(sweep) : null,
    cells: cells.map(cellRecord),
    runs: runRecords(plan, outcomes),
  }
}

function cellRecord({ x, by, eta, etaAtEdge, values, mean, median, low, high }: CellResult): CellRecord {
  return {
    x,
    by,
    eta,
    etaAtEdge,
    values: values.map(fileNumber),
    mean: fileNumber(mean),
    median: fileNumber(median),
    low: fileNumber(low),
    high: fileNumber(high),
  }
}

function runRecords({ runs }: SweepPlan, outcomes: Outcomes): RunRecord[] {
  return runs.flatMap(({ config, tails, keys }) =>
    tails.flatMap((N, i) => {
      const outcome = outcomes.get(keys[i])
      if (!outcome) return []
      return {
        link: `?${encodeLink({ ...config, values: { ...config.values, N } })}`,
        measures: written(outcome.measures),
        ...(outcome.facts ? { facts: outcome.facts } : {}),
        ...(outcome.history ? { history: historyRecord(config, outcome.history) } : {}),
        ...(outcome.failure === null ? {} : { failure: outcome.failure }),
      }
    }),
  )
}

function historyRecord({ values }: ExperimentConfig, { kl, coverage }: RunHistory): HistoryRecord {
  return { steps: historySteps(values), kl: Array.from(kl, fileNumber), coverage: Array.from(coverage) }
}

function written(measures: Measures): Record<MetricId, FileNumber> {
  const pairs = Object.entries(measures).map(([id, value]) => [id, fileNumber(value)])
  return Object.fromEntries(pairs) as Record<MetricId, FileNumber>
}
