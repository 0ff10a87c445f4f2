import type { ExperimentConfig } from '../config/config'
import { decodeLink } from '../config/link'
import { sameShape, shapeOf } from '../config/shape'
import { shippedName } from '../config/shipped'
import { z } from '../config/zod'
import { decodeTensors, flatParameters } from '../models/transformer/safetensors'
import type { Checkpoint } from './snapshot'

/** Reads a file of the folder `checkpoints/` that ships with the lab. It throws where there is none, or no connection. */
export type ReadShipped = (file: string) => Promise<Uint8Array<ArrayBuffer>>

/** The list of the checkpoints that ship, by name. */
export const MANIFEST = 'manifest.json'

/** What the manifest says of one checkpoint. */
export interface ShippedFile {
  /** In the folder of the manifest. */
  readonly file: string
  /** Of its bytes, in lower-case hexadecimal digits. */
  readonly sha256: string
  readonly bytes: number
  /** Query string of the run that it was taken from. */
  readonly link: string
  readonly seed: number
  /** Steps of that run. */
  readonly steps: number
  /** How many numbers it holds. */
  readonly parameters: number
}

const manifest = z.record(
  z.string(),
  z.object({
    file: z.string().regex(/^[\w-]+\.safetensors$/),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.number(),
    link: z.string(),
    seed: z.number(),
    steps: z.number(),
    parameters: z.number(),
  }),
)

/** Where a run begins if nobody says otherwise. */
export interface Start {
  readonly checkpoint: Checkpoint
  readonly shipped: ShippedFile
}

/**
 * Where a configuration's runs begin: a checkpoint that ships with the lab, or null for the initial weights.
 * @throws Error with a sentence if that checkpoint cannot be had, is damaged, or does not fit
 */
export type StartOf = (config: ExperimentConfig) => Promise<Start | null>

/** Of every configuration; each file is read once, and again only after a failure. */
export function shippedStarts(read: ReadShipped): StartOf {
  const kept = new Map<string, Promise<Start>>()
  return async config => {
    const name = shippedName(config)
    if (name === null) return null
    const start = kept.get(name) ?? load(name, config, read)
    kept.set(name, start)
    // What could not be had may be there the next time.
    start.catch(() => kept.delete(name))
    return start
  }
}

/** The parameters as the beginning of a run, before its first step; what a rule remembers is empty. */
export function beginning(theta: Float32Array): Checkpoint {
  return { step: 0, theta, slots: [] }
}

/** A checkpoint that ships with the lab and that post-training can start from. */
export interface ShippedCheckpoint {
  /** Its name in the manifest. */
  readonly name: string
  readonly shipped: ShippedFile
  /** Reads the parameters, [P]. @throws Error with a sentence if they cannot be had, are damaged, or do not fit */
  theta(): Promise<Float32Array>
}

/**
 * The checkpoints that ship and fit a configuration: those of runs of the same scenario with the same sizes, pre-trained ones
 * first, then by steps.
 * @throws Error with a sentence if the list cannot be had
 */
export async function shippedFor(config: ExperimentConfig, read: ReadShipped): Promise<ShippedCheckpoint[]> {
  const shape = shapeOf(config)
  if (!shape) return []
  const listed = await readManifest(read).catch((error: unknown) => {
    throw new Error(`The list of the checkpoints that ship with the lab could not be loaded (${reasonOf(error)}).`)
  })
  return Object.entries(listed)
    .map(([name, shipped]) => ({ name, shipped, of: decodeLink(shipped.link).config }))
    .filter(({ of }) => {
      const other = of.scenario === config.scenario ? shapeOf(of) : null
      return other !== null && sameShape(other, shape)
    })
    .sort((a, b) => (b.of.values.phase ?? 0) - (a.of.values.phase ?? 0) || a.shipped.steps - b.shipped.steps)
    .map(({ name, shipped }) => ({
      name,
      shipped,
      theta: async () => Float32Array.from((await load(name, config, read)).checkpoint.theta),
    }))
}

async function readManifest(read: ReadShipped): Promise<Readonly<Record<string, ShippedFile>>> {
  return manifest.parse(JSON.parse(new TextDecoder().decode(await read(MANIFEST))))
}

async function load(name: string, config: ExperimentConfig, read: ReadShipped): Promise<Start> {
  const what = `The checkpoint “${name}” that ships with the lab`
  const instead = 'Choose pre-training to train one yourself'
  let shipped: ShippedFile | undefined
  let file: Uint8Array<ArrayBuffer>
  try {
    shipped = (await readManifest(read))[name]
    if (!shipped) throw new Error('the list of checkpoints does not name it')
    file = await read(shipped.file)
  } catch (error) {
    throw new Error(`${what} could not be loaded (${reasonOf(error)}). ${instead}, or try again with Reset.`)
  }
  const shape = shapeOf(config)
  if (!shape) throw new Error(`${what} is of a transformer, and this scenario has none.`)
  try {
    // Pages that are served without encryption have no digests.
    const whole = crypto.subtle ? (await sha256(file)) === shipped.sha256 : file.length === shipped.bytes
    if (!whole) throw new Error('its content is not what it should be')
    return { checkpoint: beginning(flatParameters(shape, decodeTensors(file))), shipped }
  } catch (error) {
    throw new Error(`${what} is damaged (${reasonOf(error)}). ${instead}.`)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError || error instanceof SyntaxError) return 'the list of checkpoints cannot be read'
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
}

/** In lower-case hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
}
