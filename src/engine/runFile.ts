import type { ExperimentConfig } from '../config/config'
import { encodeLink } from '../config/link'
import { exactPassAtN, successProbabilities } from '../coverage/passEstimates'
import { coverageAt, coverageProfile } from '../coverage/profile'
import { statedProfile } from '../coverage/statedProfile'
import type { OriginRecord } from './checkpointFile'
import { type DescriptionRecord, descriptionRecord } from './descriptionRecord'
import type { Checkpoint, Metric, RunDescription, SettingChange, Snapshot } from './snapshot'
import { VERSION } from './version'

/** The tail parameters at which a file states coverage: 1, 2, 4 … 1,024. */
export const FILE_NS = Array.from({ length: 11 }, (_, power) => 2 ** power)

/** The metrics a file states. */
export const FILE_METRICS = [
  'kl',
  'crossEntropy',
  'hellinger',
  'inherentVariance',
  'coverage',
] as const satisfies Metric[]

/** Most parameters of a model that are written with each snapshot. */
const SMALL_MODEL = 16

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
  /** When it was last computed at, ISO 8601. */
  readonly date?: string
  /** Per metric: computed exactly, or estimated from the held-out responses. */
  readonly exact: Readonly<Record<(typeof FILE_METRICS)[number], boolean>>
  /** Number of responses behind coverage and log ratios. */
  readonly responses: number
  /** Probability of each response where they are not equally weighted; written only together with the log ratios. */
  readonly weights?: readonly number[]
  /** What else charts need to know about the whole run. */
  readonly description: DescriptionRecord
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
  /** Pass@N by N; absent where nothing is rewarded. */
  readonly pass?: Readonly<Record<string, number>>
  /** R of every response, nats. */
  readonly logRatios?: readonly FileNumber[]
  /** Σ_h KL along every response, nats: stopped KL needs it. As the next three, written only together with the log ratios. */
  readonly pathKl?: readonly FileNumber[]
  /** KL of the first h tokens, nats, [H]. */
  readonly klByPosition?: readonly FileNumber[]
  /** Log ratio of every answer, nats; absent where there are none. */
  readonly answerLogRatios?: readonly FileNumber[]
  /** Of models with at most 16 parameters. */
  readonly theta?: readonly number[]
}

export interface RunRecord {
  readonly config: ExperimentConfig
  readonly backend: string
  readonly description: RunDescription
  readonly snapshots: readonly Snapshot[]
  readonly changes: readonly SettingChange[]
  readonly origin?: OriginRecord | null
  /** Of the lab that computed it; this one's where nothing is said. */
  readonly version?: string
  readonly date?: Date
  /** Models of some of the snapshots. */
  readonly checkpoints?: readonly Pick<Checkpoint, 'step' | 'theta'>[]
}

export interface RunFileOptions {
  /** Whether to write what there is one of for each response. */
  readonly logRatios?: boolean
  /** Most numbers written for that, at least those of two snapshots: of more, every second, fourth … snapshot has them. */
  readonly most?: number
}

/** The run in the format `coverage-lab/run@1`, ready for `JSON.stringify`. */
export function runFile(record: RunRecord, { logRatios = false, most = Infinity }: RunFileOptions = {}): RunFile {
  const { config, description, snapshots, date } = record
  const { values, ...choices } = config
  const exact = FILE_METRICS.map(metric => [metric, description.exactness[metric].exact])
  const whole = wholeSnapshots(snapshots, most)
  const thetas = new Map(record.checkpoints?.map(({ step, theta }) => [step, theta]))
  return {
    format: 'coverage-lab/run@1',
    link: `?${encodeLink(config)}`,
    config: { ...choices, ...values },
    backend: record.backend,
    version: record.version ?? VERSION,
    ...(date ? { date: date.toISOString() } : {}),
    exact: Object.fromEntries(exact) as RunFile['exact'],
    responses: description.responses,
    ...(logRatios && description.weights ? { weights: Array.from(description.weights) } : {}),
    description: descriptionRecord(description, logRatios),
    changes: record.changes,
    ...(record.origin ? { origin: record.origin } : {}),
    snapshots: snapshots.map((snapshot, i) => ({
      ...snapshotRecord(snapshot, description),
      ...(logRatios && whole(i) && !snapshot.stated ? responseRecord(snapshot) : {}),
      ...smallModel(thetas.get(snapshot.step)),
    })),
  }
}

/** Which snapshots have their log ratios written: the last, and every s-th for the smallest power of two s that is affordable. */
function wholeSnapshots(snapshots: readonly Snapshot[], most: number): (index: number) => boolean {
  const each = Math.max(1, ...snapshots.map(({ logRatios, pathKl }) => logRatios.length + pathKl.length))
  let stride = 1
  while (stride < snapshots.length && Math.ceil(snapshots.length / stride) * each > most) stride *= 2
  return index => index % stride === 0 || index === snapshots.length - 1
}

function snapshotRecord(snapshot: Snapshot, description: RunDescription): SnapshotRecord {
  const { stated, logRatios } = snapshot
  const profile = stated ? statedProfile(stated.Ns, stated.shares) : coverageProfile(logRatios, description.weights)
  const pass = passRecord(snapshot, description)
  return {
    step: snapshot.step,
    samples: snapshot.samples,
    crossEntropy: fileNumber(snapshot.crossEntropy),
    kl: fileNumber(snapshot.kl),
    ...(snapshot.klError > 0 ? { klError: snapshot.klError } : {}),
    hellinger: snapshot.hellinger,
    inherentVariance: description.inherentVariance,
    coverage: Object.fromEntries(FILE_NS.map(N => [N, coverageAt(profile, N)])),
    ...(pass ? { pass } : {}),
  }
}

function passRecord(
  { statedPass, candidates: scores }: Snapshot,
  { candidates, strata }: RunDescription,
): Record<string, number> | null {
  if (statedPass) return Object.fromEntries(statedPass.Ns.map((N, i) => [N, statedPass.shares[i]]))
  const successes = candidates && scores && successProbabilities(candidates, scores.logProbs, 'rewarded')
  return successes && Object.fromEntries(FILE_NS.map(N => [N, exactPassAtN(successes, strata, N).value]))
}

function responseRecord({ logRatios, pathKl, klByPosition, answerLogRatios }: Snapshot) {
  return {
    logRatios: Array.from(logRatios, fileNumber),
    pathKl: Array.from(pathKl, fileNumber),
    klByPosition: Array.from(klByPosition, fileNumber),
    ...(answerLogRatios ? { answerLogRatios: Array.from(answerLogRatios, fileNumber) } : {}),
  }
}

function smallModel(theta: Checkpoint['theta'] | undefined): Pick<SnapshotRecord, 'theta'> {
  return theta && theta.length <= SMALL_MODEL ? { theta: Array.from(theta) } : {}
}

/** @param value any number but NaN */
export function fileNumber(value: number): FileNumber {
  if (Number.isFinite(value)) return value
  return value > 0 ? 'Infinity' : '-Infinity'
}
