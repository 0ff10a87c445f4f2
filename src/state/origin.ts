import type { ExperimentConfig } from '../config/config'
import { decodeLink, encodeLink } from '../config/link'
import { sameShape, shapeOf } from '../config/shape'
import type { OriginRecord } from '../engine/checkpointFile'

/** A checkpoint that a run begins from: its step 0 has these parameters, and the optimizer begins anew. */
export interface Origin {
  /** [P] */
  readonly theta: Float32Array
  /** Where it comes from, e.g. "step 240 of an earlier run". */
  readonly label: string
  /** With which it was trained. */
  readonly config: ExperimentConfig
  /** Steps of that training. */
  readonly step: number
}

/** As it is written to files. */
export function originRecord(origin: Origin | null): OriginRecord | null {
  return origin && { link: `?${encodeLink(origin.config)}`, step: origin.step }
}

/** As it comes back from files and from the device: of a run that is only compared with, and whose start nobody kept. */
export function rememberedOrigin(record: OriginRecord | null): Origin | null {
  if (!record) return null
  const label = `step ${record.step.toLocaleString('en-US')} of an earlier run`
  return { theta: new Float32Array(), label, config: decodeLink(record.link).config, step: record.step }
}

/** Why a configuration cannot begin from it, in a sentence; null if it can. */
export function misfit({ label, config: trained }: Origin, config: ExperimentConfig): string | null {
  if (trained.scenario !== config.scenario || trained.model !== config.model) {
    return `The run no longer starts from ${label}: that checkpoint belongs to another scenario.`
  }
  const [before, now] = [shapeOf(trained), shapeOf(config)]
  if (before && now && sameShape(before, now)) return null
  return `The run no longer starts from ${label}: that checkpoint is of a transformer of other sizes.`
}

/** Said when a person goes to a link, which holds no checkpoint. */
export function leftBehind({ label }: Origin): string {
  return `The run no longer starts from ${label}: links hold no checkpoints.`
}
