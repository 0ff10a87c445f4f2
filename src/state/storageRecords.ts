import { parseConfig } from '../config/validate'
import { z } from '../config/zod'
import { coverageProfile } from '../coverage/profile'
import { statedProfile } from '../coverage/statedProfile'
import type { KeptEvaluations, KeptOutcome, KeptRun, KeptSession } from './storage'
import { SPEEDS } from './types'

/**
 * Records as they come back from the device. Another version of the lab may have written them, or something may have damaged
 * them: what is drawn or computed with is checked, and everything else for its form.
 */

const f32 = z.instanceof(Float32Array)
const f64 = z.instanceof(Float64Array)
const u8 = z.instanceof(Uint8Array)
const u16 = z.instanceof(Uint16Array)
const u32 = z.instanceof(Uint32Array)
/** Infinities are numbers here, unlike elsewhere in zod; NaN is not. */
const real = z.custom<number>(value => typeof value === 'number' && !Number.isNaN(value))
const whole = z.number().int().min(0)
const shares = z.object({ Ns: z.array(z.number().positive()), shares: z.union([z.array(z.number()), f64]) })
const config = z.unknown().transform((value, context) => {
  try {
    return parseConfig(value)
  } catch (error) {
    context.addIssue({ code: 'custom', message: String(error) })
    return z.NEVER
  }
})
const originRecord = z.object({ link: z.string(), step: whole })

const exactness = z.object({ exact: z.boolean(), how: z.string() })

const description = z.object({
  parameters: whole,
  responses: whole,
  weights: f64.nullable(),
  strata: z.array(z.object({ mass: z.number(), samples: whole })),
  logTeacher: f64,
  prompt: u16,
  promptNames: z.array(z.string()),
  sentences: z.array(z.object({ response: whole, words: z.array(z.string()), probabilities: f64 })),
  exactness: z.object({
    kl: exactness,
    crossEntropy: exactness,
    coverage: exactness,
    stoppedKl: exactness,
    hellinger: exactness,
    inherentVariance: exactness,
  }),
  // NaN where a file did not say.
  teacherEntropy: z.custom<number>(value => typeof value === 'number'),
  inherentVariance: real.nullable(),
  featureNorm: real.nullable(),
  longest: whole,
  optimum: f64.nullable(),
  landmarks: z.array(z.object({ name: z.string(), at: z.array(z.number()) })),
  answers: z.object({ weights: f64, prompt: u16, answer: u16 }).nullable(),
  candidates: z
    .object({
      kinds: z.array(z.string()),
      response: u32,
      kind: u8,
      rewarded: u8,
      logTeacher: f64,
      complete: u8,
      watched: u32,
      sampled: u32,
      draws: whole,
    })
    .nullable(),
})

const snapshot = z.object({
  step: whole,
  samples: whole,
  crossEntropy: real,
  kl: real,
  klError: real,
  klByPosition: f64,
  hellinger: real,
  supLogRatio: real,
  logRatios: f32,
  pathKl: f32,
  answerLogRatios: f32.nullable(),
  candidates: z.object({ logProbs: f32, ways: f32, rewarded: u16, valid: u16 }).nullable(),
  counts: f64.nullable(),
  seconds: real,
  stated: shares.optional(),
  statedPass: shares.optional(),
})

const theta = z.union([f32, f64])

const run = z.object({
  key: z.string(),
  visit: z.string(),
  saved: real,
  file: z.string().nullable(),
  pinned: z.boolean(),
  config,
  backend: z.string(),
  version: z.string(),
  description,
  changes: z.array(z.object({ step: whole, id: z.string(), value: z.number() })),
  origin: originRecord.nullable(),
  last: snapshot,
  bytes: real,
})

const evaluations = z.object({
  snapshots: z.array(snapshot).min(1),
  checkpoints: z.array(z.object({ index: whole, step: whole, theta })),
})

const presence = z
  .object({
    key: z.string(),
    checkpoint: z.object({ step: whole, theta, slots: z.array(theta) }),
    origin: z.object({ theta: f32, label: z.string(), config, step: whole }).nullable(),
    shipped: z
      .object({
        file: z.string(),
        sha256: z.string(),
        bytes: whole,
        link: z.string(),
        seed: whole,
        steps: whole,
        parameters: whole,
      })
      .nullable(),
  })
  .nullable()

const session = z.object({
  tab: z.string(),
  saved: real,
  link: z.string(),
  playhead: whole.nullable(),
  run: presence,
  // Neither was written by the first versions of the lab.
  speed: z.enum(SPEEDS).default('1×'),
  rival: presence.default(null),
  overlays: z.array(z.object({ key: z.string(), pinned: z.boolean() })),
})

const measure = z.record(z.string(), real)
const outcome = z.object({
  key: z.string(),
  saved: real,
  backend: z.string(),
  version: z.string(),
  outcome: z.object({
    measures: measure,
    facts: z.object({ inherentVariance: z.number().nullable(), parameters: whole }).nullable(),
    history: z.object({ kl: f64, coverage: f64 }).nullable(),
    failure: z.string().nullable(),
  }),
})

/** Null for what is no such record, or one whose numbers do not make a profile. */
export function readRun(value: unknown): KeptRun | null {
  const parsed = run.safeParse(value)
  if (!parsed.success) return null
  const kept = parsed.data as KeptRun
  return isProfile(kept.last, kept) ? kept : null
}

/** @param of the run whose evaluations they are */
export function readEvaluations(value: unknown, of: Pick<KeptRun, 'description'>): KeptEvaluations | null {
  const parsed = evaluations.safeParse(value)
  if (!parsed.success) return null
  const kept = parsed.data as KeptEvaluations
  return kept.snapshots.every(one => isProfile(one, of)) ? kept : null
}

export function readSession(value: unknown): KeptSession | null {
  return (session.safeParse(value).data as KeptSession | undefined) ?? null
}

export function readOutcome(value: unknown): KeptOutcome | null {
  return (outcome.safeParse(value).data as KeptOutcome | undefined) ?? null
}

function isProfile({ stated, logRatios }: KeptRun['last'], { description }: Pick<KeptRun, 'description'>): boolean {
  try {
    if (stated) return statedProfile(stated.Ns, stated.shares).values.length > 0
    if (logRatios.length !== description.responses) return false
    return coverageProfile(logRatios, description.weights).values.length > 0
  } catch {
    return false
  }
}
