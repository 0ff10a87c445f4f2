import type { ExperimentConfig } from '../../config/config'
import { encodeLink } from '../../config/link'
import type { PostJob, PostSettings } from '../../config/postTraining'
import { exactPassAtN, exactPassOfStratum, successProbabilities } from '../../coverage/passEstimates'
import { coverageAt, coverageProfile } from '../../coverage/profile'
import { coverageCoefficient, modeLogProbs, type RankedResponses } from '../../coverage/sharpening'
import type { Description } from '../../models/model'
import { FILE_NS, type FileNumber, fileNumber } from '../runFile'
import { VERSION } from '../version'
import type { PostDescription, PostSnapshot } from './protocol'

/** A job of post-training as it is downloaded. */
export interface PostTrainingFile {
  readonly format: 'coverage-lab/post-training@1'
  readonly kind: PostJob
  /** Query string of the run that the checkpoints come from. */
  readonly link: string
  /** Every parameter of that run, defaults included. */
  readonly config: Readonly<Record<string, string | number>>
  readonly backend: string
  readonly version: string
  /** All settings of post-training, those that this kind reads among them. */
  readonly settings: PostSettings
  /** How `klToStart` and `entropy` came about, in words, and whether they are exact. */
  readonly exact: boolean
  readonly how: string
  readonly starts: readonly StartRecord[]
}

interface StartRecord {
  /** As the page calls the checkpoint. */
  readonly label: string
  /** E_x[1/π(y⋆(x)|x)] of the start; absent in reinforcement. */
  readonly coverageCoefficient?: FileNumber
  readonly snapshots: readonly MomentRecord[]
}

interface MomentRecord {
  readonly step: number
  /** Against π_D, nats per sequence, with its standard error where it is estimated. */
  readonly kl: FileNumber
  readonly klError?: number
  /** Cov_N by N. */
  readonly coverage: ByN
  /** Pass@N by N, over all prompts by their masses and class by class; absent where nothing is rewarded. */
  readonly pass?: ByN
  readonly passByClass?: Readonly<Record<string, ByN>>
  /** Mean reward of what was drawn since the snapshot before; null where nothing was. */
  readonly reward: number | null
  readonly klToStart: FileNumber
  readonly klToStartError: number
  readonly entropy: number
  /** Mean π(y⋆(x)|x) of what the start finds likeliest; absent in reinforcement. */
  readonly modeMass?: number
}

type ByN = Readonly<Record<string, number>>

export interface PostTrainingRecord {
  readonly kind: PostJob
  readonly config: ExperimentConfig
  readonly backend: string
  readonly settings: PostSettings
  readonly description: PostDescription
  readonly starts: readonly {
    readonly label: string
    readonly moments: readonly Omit<PostSnapshot, 'theta' | 'seconds'>[]
    readonly ranked: RankedResponses | null
  }[]
}

/** The job in the format `coverage-lab/post-training@1`, ready for `JSON.stringify`. */
export function postTrainingFile(record: PostTrainingRecord): PostTrainingFile {
  const { kind, config, backend, settings, description, starts } = record
  const { values, ...choices } = config
  return {
    format: 'coverage-lab/post-training@1',
    kind,
    link: `?${encodeLink(config)}`,
    config: { ...choices, ...values },
    backend,
    version: VERSION,
    settings,
    exact: description.exact,
    how: description.how,
    starts: starts.map(({ label, moments, ranked }) => ({
      label,
      ...(ranked ? { coverageCoefficient: fileNumber(coverageCoefficient(modeLogProbs(ranked), ranked.masses)) } : {}),
      snapshots: moments.map(moment => momentRecord(description.measured, moment, ranked)),
    })),
  }
}

type Moment = PostTrainingRecord['starts'][number]['moments'][number]

function momentRecord(measured: Description, moment: Moment, ranked: RankedResponses | null): MomentRecord {
  const { step, evaluation, reward, klToStart, klToStartError, entropy, modeLogProbs: modes } = moment
  const profile = coverageProfile(evaluation.logRatios, measured.weights)
  return {
    step,
    kl: fileNumber(evaluation.kl),
    ...(evaluation.klError > 0 ? { klError: evaluation.klError } : {}),
    coverage: byN(N => coverageAt(profile, N)),
    ...passRecords(measured, moment),
    reward,
    klToStart: fileNumber(klToStart),
    klToStartError,
    entropy,
    ...(modes && ranked ? { modeMass: modes.reduce((sum, log, x) => sum + ranked.masses[x] * Math.exp(log), 0) } : {}),
  }
}

function passRecords(
  { candidates, strata, promptNames }: Description,
  { evaluation }: Moment,
): Pick<MomentRecord, 'pass' | 'passByClass'> {
  if (!candidates || !evaluation.candidates) return {}
  const successes = successProbabilities(candidates, evaluation.candidates.logProbs, 'rewarded')!
  return {
    pass: byN(N => exactPassAtN(successes, strata, N).value),
    passByClass: Object.fromEntries(
      promptNames.map((name, c) => [name, byN(N => exactPassOfStratum(successes, strata, c, N).value)]),
    ),
  }
}

function byN(value: (N: number) => number): ByN {
  return Object.fromEntries(FILE_NS.map(N => [N, value(N)]))
}
