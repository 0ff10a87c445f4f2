import type { Stratum } from '../../coverage/bands'
import type { Stream } from '../../random/streams'
import {
  ENUMERATION_LIMIT,
  entriesOf,
  enumerateCounts,
  enumerateSequences,
  independentTokens,
  ResponseBuilder,
  type Responses,
} from './responses'
import { createSampler } from './sampler'
import type { Prompt, SequenceTask } from './task'

interface Plan {
  /** Prompts whose responses are exactly known from the counts of their tokens. */
  readonly counted: (prompt: Prompt) => boolean
  /** Whether the other prompts' responses keep the order of their tokens. */
  readonly ordered: boolean
  readonly stream: Stream
  /** Number of samples, shared out evenly among the prompts that are sampled. */
  readonly heldOut: number
}

/**
 * Responses prompt by prompt, weighted by μ: some from the counts of their tokens, the others enumerated where that is
 * possible for all of them, and else sampled. So a rare prompt is measured as well as a common one.
 */
export function stratifiedResponses(task: SequenceTask, { counted, ordered, stream, heldOut }: Plan): Responses {
  const { vocabulary: V, prompts } = task
  const builder = new ResponseBuilder(task.states * V, ordered)
  const others = prompts.filter(prompt => !counted(prompt))
  const entries = others.reduce((sum, { length }) => sum + V ** length, 0)
  const exact = entries <= ENUMERATION_LIMIT
  prompts.forEach((prompt, x) => {
    if (counted(prompt)) enumerateCounts(task, prompt, x, builder)
    else if (exact) enumerateSequences(task, prompt, x, builder)
  })
  if (exact) return builder.build(`by enumeration of ${entries.toLocaleString('en-US')} responses`)

  // What is sampled comes last: a standard error finds its strata there.
  const sampler = createSampler(task)
  const strata: Stratum[] = []
  const samples = Math.ceil(heldOut / others.length)
  prompts.forEach((prompt, x) => {
    if (counted(prompt)) return
    strata.push({ mass: prompt.mass, samples })
    for (let m = 0; m < samples; m++) {
      // Block 0 belongs to held-out responses of all prompts together.
      builder.add(x, prompt.mass / samples, sampler.response(stream, 1 + x, m, x))
    }
  })
  const which = others.length === prompts.length ? '' : ` to ${others.map(({ name }) => `prompt ${name}`).join(', ')}`
  const each = others.length > 1 ? ' to each prompt' : which
  return builder.build(`from ${samples.toLocaleString('en-US')} held-out responses${each}`, { strata })
}

/**
 * Held-out responses of a task that cannot be enumerated as a whole. Where the counts of tokens say everything about some
 * prompts and not about others, only those others are sampled; else responses are drawn from μ and π_D together.
 */
export function heldOutResponses(task: SequenceTask, stream: Stream, heldOut: number): Responses {
  const counted = task.prompts.filter(prompt => independentTokens(task, prompt))
  const entries = counted.reduce((sum, prompt) => sum + entriesOf(task, prompt), 0)
  if (counted.length > 0 && counted.length < task.prompts.length && entries <= ENUMERATION_LIMIT) {
    return stratifiedResponses(task, { counted: prompt => counted.includes(prompt), ordered: false, stream, heldOut })
  }
  const how = `from ${heldOut.toLocaleString('en-US')} held-out responses`
  return createSampler(task).responses(stream, 0, heldOut, how)
}
