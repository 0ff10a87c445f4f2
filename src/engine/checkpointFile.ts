import type { ExperimentConfig } from '../config/config'
import { decodeLink, encodeLink, shown } from '../config/link'
import { shapeOf } from '../config/shape'
import { layoutOf } from '../models/transformer/layout'
import {
  decodeTensors,
  encodeTensors,
  flatParameters,
  namedTensors,
  type TensorFile,
} from '../models/transformer/safetensors'
import type { SettingChange } from './snapshot'
import { VERSION } from './version'

const FORMAT = 'coverage-lab/checkpoint@1'

/** The checkpoint that a run began from where its link does not say so. */
export interface OriginRecord {
  /** Query string of the configuration with which it was trained. */
  readonly link: string
  /** Steps of that training. */
  readonly step: number
}

/** A transformer's parameters, and how they came about. */
export interface TrainedParameters {
  readonly config: ExperimentConfig
  /** [P] */
  readonly theta: Float32Array
  readonly step: number
  /** Live changes on the way there. */
  readonly changes: readonly SettingChange[]
  readonly origin: OriginRecord | null
}

/**
 * A safetensors file of the parameters by name; its metadata say where they come from.
 * @throws Error if the configuration trains no transformer
 */
export function encodeCheckpoint(trained: TrainedParameters): Uint8Array<ArrayBuffer> {
  const { config, theta, step, changes, origin } = trained
  const shape = shapeOf(config)
  if (!shape) throw new Error('Only the parameters of a transformer make a checkpoint file.')
  const metadata = {
    format: FORMAT,
    version: VERSION,
    link: `?${encodeLink(config)}`,
    step: String(step),
    seed: String(config.values.seed),
    ...(changes.length > 0 ? { changes: JSON.stringify(changes) } : {}),
    ...(origin ? { origin: JSON.stringify(origin) } : {}),
  }
  return encodeTensors({ tensors: namedTensors(shape, theta), metadata })
}

export interface DecodedCheckpoint {
  readonly config: ExperimentConfig
  /** [P], finite. */
  readonly theta: Float32Array
  readonly step: number
  /** A sentence for each thing in the file's link that was not taken as written. */
  readonly adjustments: readonly string[]
}

/**
 * Reads a checkpoint that the lab wrote.
 * @throws Error with a sentence for any other file, or one whose tensors are not those of its own configuration
 */
export function decodeCheckpoint(bytes: Uint8Array): DecodedCheckpoint {
  const file = decodeTensors(bytes)
  const { format, link, step } = file.metadata
  if (format?.startsWith(FORMAT.replace(/\d+$/, '')) && format !== FORMAT) {
    throw new Error(`It was written by another version of this lab: its format is ${shown(format)}, not ${FORMAT}.`)
  }
  if (format !== FORMAT || link === undefined) {
    throw new Error('It is a safetensors file, but not one that this lab wrote: it does not name its configuration.')
  }
  const { config, adjustments } = decodeLink(link)
  const shape = shapeOf(config)
  if (!shape) throw new Error(`Its configuration ${shown(link)} trains no transformer.`)
  if (!/^\d{1,9}$/.test(step ?? '')) throw new Error(`Its step ${shown(step ?? '')} is not a number of steps.`)
  const theta = flatParameters(shape, file)
  const foreign = foreignTensor(file, new Set(layoutOf(shape).map(({ name }) => name)))
  if (foreign !== null)
    throw new Error(`Its tensor ${shown(foreign)} is not one of the model that its configuration names.`)
  if (!theta.every(Number.isFinite)) throw new Error('Some of its parameters are not finite numbers.')
  return { config, theta, step: Number(step), adjustments }
}

function foreignTensor({ tensors }: TensorFile, known: ReadonlySet<string>): string | null {
  return [...tensors.keys()].find(name => !known.has(name)) ?? null
}
