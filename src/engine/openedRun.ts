import type { ExperimentConfig } from '../config/config'
import { decodeLink, shown } from '../config/link'
import { z } from '../config/zod'
import type { OriginRecord } from './checkpointFile'
import { count, fileProblem, numberInFile, numbersInFile, share, sharesByN } from './fileNumbers'
import { FILE_METRICS } from './runFile'
import type { Checkpoint, Metric, RunDescription, SettingChange, Snapshot } from './snapshot'

const FORMAT = 'coverage-lab/run@1'

/** A run as a file tells of it. */
export interface OpenedRun {
  readonly config: ExperimentConfig
  readonly backend: string
  readonly version: string
  /** Null where the file does not say. */
  readonly date: Date | null
  /** What the file leaves out is empty. */
  readonly description: RunDescription
  /** In order of step, at least one. */
  readonly snapshots: readonly Snapshot[]
  readonly checkpoints: readonly (Pick<Checkpoint, 'step' | 'theta'> & { readonly index: number })[]
  readonly changes: readonly SettingChange[]
  readonly origin: OriginRecord | null
  /** A sentence for each thing that the charts cannot show of it, and for each thing in its link not taken as written. */
  readonly notes: readonly string[]
}

const landmark = z.object({ name: z.string(), at: z.array(z.number()) })
const answers = z.object({
  weights: numbersInFile(Float64Array),
  prompt: numbersInFile(Uint16Array),
  answer: numbersInFile(Uint16Array),
})

const descriptionSchema = z.object({
  parameters: count,
  strata: z.array(z.object({ mass: share, samples: count.min(1) })),
  promptNames: z.array(z.string()),
  teacherEntropy: z.number(),
  featureNorm: z.number().nullable(),
  longest: count,
  how: z.record(z.string(), z.string()),
  optimum: numbersInFile(Float64Array).nullable(),
  landmarks: z.array(landmark),
  logTeacher: numbersInFile(Float64Array).optional(),
  prompt: numbersInFile(Uint16Array).optional(),
  answers: answers.optional(),
})

const snapshotSchema = z.object({
  step: count,
  samples: count,
  crossEntropy: numberInFile,
  kl: numberInFile,
  klError: z.number().min(0).optional(),
  hellinger: z.number(),
  inherentVariance: z.number().nullish(),
  coverage: sharesByN,
  pass: sharesByN.optional(),
  logRatios: numbersInFile(Float32Array).optional(),
  pathKl: numbersInFile(Float32Array).optional(),
  klByPosition: numbersInFile(Float64Array).optional(),
  answerLogRatios: numbersInFile(Float32Array).optional(),
  theta: numbersInFile(Float64Array).optional(),
})

const schema = z.object({
  link: z.string(),
  config: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  backend: z.string().max(200),
  version: z.string().max(40),
  date: z.iso.datetime().optional(),
  exact: z.record(z.enum(FILE_METRICS), z.boolean()),
  responses: count,
  weights: numbersInFile(Float64Array).optional(),
  description: descriptionSchema.optional(),
  changes: z.array(z.object({ step: count, id: z.string().max(40), value: z.number() })),
  origin: z.object({ link: z.string(), step: count }).optional(),
  snapshots: z.array(snapshotSchema).min(1),
})

type Parsed = z.infer<typeof schema>
type ParsedSnapshot = Parsed['snapshots'][number]

/**
 * Reads a run of the format `coverage-lab/run@1`, as this lab and earlier versions of it wrote it.
 * @throws Error with a sentence for anything else
 */
export function decodeRun(document: unknown): OpenedRun {
  const parsed = schema.safeParse(document)
  if (!parsed.success) throw new Error(fileProblem(parsed.error))
  const file = parsed.data
  const { config, adjustments } = decodeLink(file.link)
  checkSettings(file, config)
  checkSnapshots(file, config)
  const described = descriptionOf(file)
  return {
    config,
    backend: file.backend,
    version: file.version,
    date: file.date === undefined ? null : new Date(file.date),
    description: described,
    snapshots: file.snapshots.map(snapshotOf),
    checkpoints: file.snapshots.flatMap(({ step, theta }, index) => (theta ? [{ index, step, theta }] : [])),
    changes: file.changes,
    origin: file.origin ?? null,
    notes: [...adjustments, ...missing(file)],
  }
}

/** The format that a document names; null where it names none. */
export function formatOf(document: unknown): string | null {
  const format = typeof document === 'object' && document !== null && 'format' in document ? document.format : null
  return typeof format === 'string' ? format : null
}

export const RUN_FORMAT = FORMAT

function checkSettings({ config: stated, link }: Parsed, config: ExperimentConfig): void {
  const { values, ...choices } = config
  const linked: Readonly<Record<string, string | number>> = { ...choices, ...values }
  for (const [key, value] of Object.entries(stated ?? {})) {
    if (linked[key] === value) continue
    throw new Error(
      `Its settings and its link ${shown(link)} do not go together: ${shown(key)} is ${shown(String(value))} and ${shown(String(linked[key] ?? 'not set'))}.`,
    )
  }
}

function checkSnapshots({ snapshots, weights, responses, description }: Parsed, { values }: ExperimentConfig): void {
  const perResponse = {
    weights,
    'description.logTeacher': description?.logTeacher,
    'description.prompt': description?.prompt,
  }
  for (const [name, array] of Object.entries(perResponse)) checkLength(name, array, responses)
  snapshots.forEach((snapshot, i) => {
    const { step, logRatios, pathKl, answerLogRatios } = snapshot
    checkLength(`snapshots[${i + 1}].logRatios`, logRatios, responses)
    checkLength(`snapshots[${i + 1}].pathKl`, pathKl, responses)
    checkLength(`snapshots[${i + 1}].answerLogRatios`, answerLogRatios, description?.answers?.weights.length ?? 0)
    if (i > 0 && step <= snapshots[i - 1].step)
      throw new Error(`Its snapshots are not in order of step: ${step} comes after ${snapshots[i - 1].step}.`)
    if (step > values.T) throw new Error(`Its snapshot of step ${step} lies beyond the run’s last step, ${values.T}.`)
  })
}

function checkLength(name: string, array: ArrayLike<number> | undefined, length: number): void {
  if (!array || array.length === length) return
  throw new Error(
    `Its ${name} has ${array.length.toLocaleString('en-US')} entries where there should be ${length.toLocaleString('en-US')}.`,
  )
}

function descriptionOf({ description, exact, responses, weights, snapshots }: Parsed): RunDescription {
  const how = (metric: Metric) => description?.how[metric] ?? ''
  const exactness = Object.fromEntries(
    ([...FILE_METRICS, 'stoppedKl'] as const).map(metric => {
      const of = metric === 'stoppedKl' ? 'coverage' : metric
      return [metric, { exact: exact[of] ?? false, how: how(metric) }]
    }),
  )
  return {
    parameters: description?.parameters ?? 0,
    responses,
    weights: weights ?? null,
    strata: description?.strata ?? [],
    logTeacher: description?.logTeacher ?? new Float64Array(),
    prompt: description?.prompt ?? new Uint16Array(),
    promptNames: description?.promptNames ?? [],
    sentences: [],
    exactness: exactness as RunDescription['exactness'],
    teacherEntropy: description?.teacherEntropy ?? Number.NaN,
    inherentVariance: snapshots[0].inherentVariance ?? null,
    featureNorm: description?.featureNorm ?? null,
    longest: description?.longest ?? 0,
    optimum: description?.optimum ?? null,
    landmarks: description?.landmarks ?? [],
    answers: description?.answers ?? null,
    candidates: null,
  }
}

function snapshotOf(record: ParsedSnapshot): Snapshot {
  const { step, samples, crossEntropy, kl, klError = 0, hellinger, coverage, pass, logRatios } = record
  return {
    step,
    samples,
    crossEntropy,
    kl,
    klError,
    hellinger,
    // Only the lab's own run is asked for it.
    supLogRatio: Number.POSITIVE_INFINITY,
    logRatios: logRatios ?? new Float32Array(),
    pathKl: record.pathKl ?? new Float32Array(),
    klByPosition: record.klByPosition ?? new Float64Array(),
    answerLogRatios: record.answerLogRatios ?? null,
    candidates: null,
    counts: null,
    seconds: 0,
    ...(logRatios ? {} : { stated: coverage }),
    ...(pass ? { statedPass: pass } : {}),
  }
}

/** What the charts cannot show. */
function missing({ snapshots, description, exact }: Parsed): string[] {
  const notes: string[] = []
  const without = snapshots.filter(({ logRatios }) => !logRatios)
  if (without.length > 0) {
    const { Ns } = without[0].coverage
    const which =
      without.length === snapshots.length
        ? 'It holds no log ratios'
        : `${without.length} of its ${snapshots.length} snapshots hold no log ratios`
    notes.push(`${which}: their coverage profile is drawn from its values at ${Ns.length} N alone, as steps.`)
  }
  if (!description && !exact.coverage) {
    notes.push('It does not say how its responses were drawn, so that no band is drawn around its coverage.')
  }
  return notes
}
