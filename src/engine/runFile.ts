import type { ExperimentConfig } from '../config/config'
import { encodeLink } from '../config/link'
import { coverageAt, coverageProfile } from '../coverage/profile'
import type { OriginRecord } from './checkpointFile'
import type { Metric, RunDescription, SettingChange, Snapshot } from './snapshot'
import { VERSION } from './version'

/** The tail parameters at which a file states coverage: 1, 2, 4 … 1,024. */
export const FILE_NS = Array.from({ length: 11 }, (_, power) => 2 ** power)

/** The metrics a file states. */
const FILE_METRICS = ['kl', 'crossEntropy', 'hellinger', 'inherentVariance', 'coverage'] as const satisfies Metric[]

/** Finite numbers, except that JSON has no infinities: they are written as the string "Infinity". */
export type FileNumber = number | 'Infinity' | '-Infinity'

/** A run as it is downloaded and as the command line writes it. */
export interface RunFile {
  readonly format: 'coverage-lab/run@1'
  readonly link: string
  readonly config: Readonly<Record<string, string | number>>
  /** Name of the backend that computed it. */
  readonly backend: string
  readonly version: string
  /** Per metric: computed exactly, or estimated from the held-out responses. */
  readonly exact: Readonly<Record<(typeof FILE_METRICS)[number], boolean>>
  /** Number of responses behind coverage and log ratios. */
  readonly responses: number
  /** Probability of each response where they are not equally weighted; written only together with the log ratios. */
  readonly weights?: readonly number[]
  /** Live parameters that were changed on the way; a run with changes is not the run of its link. */
  readonly changes: readonly SettingChange[]
  /** The checkpoint it began from, where the link does not say so; such a run is not the run of its link either. */
  readonly origin?: OriginRecord
  readonly snapshots: readonly SnapshotRecord[]
}

export interface SnapshotRecord {
  readonly step: number
  readonly samples: number
  /** nats per sequence */
  readonly crossEntropy: FileNumber
  /** nats per sequence */
  readonly kl: FileNumber
  /** Standard error of `kl`, nats; absent where it is exact. */
  readonly klError?: number
  readonly hellinger: number
  /** null for models without features */
  readonly inherentVariance: number | null
  /** Cov_N by N. */
  readonly coverage: Readonly<Record<string, number>>
  /** R of every response, nats. */
  readonly logRatios?: readonly FileNumber[]
}

export interface RunRecord {
  readonly config: ExperimentConfig
  readonly backend: string
  readonly description: RunDescription
  readonly snapshots: readonly Snapshot[]
  readonly changes: readonly SettingChange[]
  readonly origin?: OriginRecord | null
}

/** The run in the format `coverage-lab/run@1`, ready for `JSON.stringify`. */
export function runFile(record: RunRecord, { logRatios = false } = {}): RunFile {
  const { config, description } = record
  const { values, ...choices } = config
  const exact = FILE_METRICS.map(metric => [metric, description.exactness[metric].exact])
  return {
    format: 'coverage-lab/run@1',
    link: `?${encodeLink(config)}`,
    config: { ...choices, ...values },
    backend: record.backend,
    version: VERSION,
    exact: Object.fromEntries(exact) as RunFile['exact'],
    responses: description.responses,
    ...(logRatios && description.weights ? { weights: Array.from(description.weights) } : {}),
    changes: record.changes,
    ...(record.origin ? { origin: record.origin } : {}),
    snapshots: record.snapshots.map(snapshot => snapshotRecord(snapshot, description, logRatios)),
  }
}

function snapshotRecord(snapshot: Snapshot, description: RunDescription, logRatios: boolean): SnapshotRecord {
  const profile = coverageProfile(snapshot.logRatios, description.weights)
  return {
    step: snapshot.step,
    samples: snapshot.samples,
    crossEntropy: fileNumber(snapshot.crossEntropy),
    kl: fileNumber(snapshot.kl),
    ...(snapshot.klError > 0 ? { klError: snapshot.klError } : {}),
    hellinger: snapshot.hellinger,
    inherentVariance: description.inherentVariance,
    coverage: Object.fromEntries(FILE_NS.map(N => [N, coverageAt(profile, N)])),
    ...(logRatios ? { logRatios: Array.from(snapshot.logRatios, fileNumber) } : {}),
  }
}

/** @param value any number but NaN */
export function fileNumber(value: number): FileNumber {
  if (Number.isFinite(value)) return value
  return value > 0 ? 'Infinity' : '-Infinity'
}
