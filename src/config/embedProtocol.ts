import type { ExperimentConfig } from './config'
import { z } from './zod'

/** Marks every message of the interface; a later version would be called @2 and understood beside this one. */
export const EMBED = 'coverage-lab/embed@1'

const number = z.number().refine(Number.isFinite)
const word = z.string().max(100)

const about = {
  lab: z.literal(EMBED),
  /** Comes back in the answer. */
  id: z.union([word, number]).optional(),
}

/** What the page around an embed may ask. */
const MESSAGE = z.discriminatedUnion('type', [
  z.strictObject({ ...about, type: z.literal('query') }),
  z.strictObject({ ...about, type: z.literal('watch'), on: z.boolean() }),
  z.strictObject({ ...about, type: z.literal('set'), parameter: word, value: z.union([number, word]) }),
  z.strictObject({ ...about, type: z.literal('N'), value: number }),
  z.strictObject({ ...about, type: z.literal('playhead'), step: number.nullable() }),
  z.strictObject({ ...about, type: z.enum(['play', 'pause', 'step', 'reset']) }),
])

export type ToEmbed = z.infer<typeof MESSAGE>

/** What an embed tells of itself. Infinite numbers stay infinite: messages can hold them. */
export interface EmbedState {
  /** Opens the same settings. */
  readonly link: string
  readonly config: ExperimentConfig
  readonly phase: string
  readonly step: number
  /** Steps of the whole run. */
  readonly steps: number
  /** The step that the charts show; null before the run has been measured, like the two after it. */
  readonly shown: number | null
  /** nats */
  readonly kl: number | null
  readonly N: number
  readonly coverage: number | null
  /** Ids of the controls that may be used; null where nothing is locked. */
  readonly lock: readonly string[] | null
}

export type FromEmbed =
  /** It can be spoken to. */
  | { readonly lab: typeof EMBED; readonly type: 'ready' }
  /** It would like a frame of this height, px. */
  | { readonly lab: typeof EMBED; readonly type: 'resize'; readonly height: number }
  | {
      readonly lab: typeof EMBED
      readonly type: 'state'
      readonly id?: string | number
      /** Why what was asked was not done, in a sentence. */
      readonly refused?: string
      readonly state: EmbedState
    }

/** A message from another page, or null for anything else. Never throws. */
export function readEmbedMessage(data: unknown): ToEmbed | null {
  try {
    const read = MESSAGE.safeParse(data)
    return read.success ? read.data : null
  } catch {
    // Getters of a hostile object may throw; structured clones have none, but who calls this may not know.
    return null
  }
}
