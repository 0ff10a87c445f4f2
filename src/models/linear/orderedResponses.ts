import type { Stream } from '../../random/streams'
import {
  ENUMERATION_LIMIT,
  enumerateCounts,
  enumerateSequences,
  independentTokens,
  ResponseBuilder,
  type Responses,
  type Stratum,
} from '../sequences/responses'
import { createSampler } from '../sequences/sampler'
import type { LinearTask } from './task'

/**
 * The responses of every prompt with their tokens in order, as test-time training needs them: all of them where there are
 * few, else `heldOut` samples shared out evenly among the prompts, each weighted by its prompt's mass. So a rare prompt is
 * measured as well as a common one. A prompt whose features never distinguish tokens teaches nothing on the way: there the
 * counts of its tokens are enough.
 */
export function orderedResponses(task: LinearTask, stream: Stream, heldOut: number): Responses {
  const { vocabulary: V, prompts } = task
  const builder = new ResponseBuilder(task.states * V, true)
  const counted = prompts.map(prompt => independentTokens(task, prompt) && isInert(task, prompt.state))
  const entries = prompts.reduce((sum, { length }, x) => sum + (counted[x] ? 0 : V ** length), 0)
  const exact = entries <= ENUMERATION_LIMIT
  const sampled = exact ? 0 : counted.filter(isCounted => !isCounted).length
  const perPrompt = Math.ceil(heldOut / Math.max(1, sampled))
  const sampler = createSampler(task)
  // What is sampled comes last: a standard error finds its strata there.
  prompts.forEach((prompt, x) => {
    if (counted[x]) enumerateCounts(task, prompt, x, builder)
    else if (exact) enumerateSequences(task, prompt, x, builder)
  })
  const strata: Stratum[] = []
  prompts.forEach((prompt, x) => {
    if (counted[x] || exact) return
    strata.push({ mass: prompt.mass, samples: perPrompt })
    for (let m = 0; m < perPrompt; m++) {
      // Block 0 belongs to held-out responses of all prompts together.
      builder.add(x, prompt.mass / perPrompt, sampler.response(stream, 1 + x, m, x))
    }
  })
  const each = sampled > 1 ? ` to each of ${sampled} prompts` : ''
  return builder.build(
    exact
      ? `by enumeration of ${entries.toLocaleString('en-US')} responses`
      : `from ${perPrompt.toLocaleString('en-US')} held-out responses${each}`,
    { strata },
  )
}

/** Whether no state that can follow has features that tell its tokens apart. */
function isInert({ vocabulary: V, dimension: d, features, next }: LinearTask, from: number): boolean {
  const seen = new Set([from])
  for (const state of seen) {
    const first = state * V * d
    for (let v = 0; v < V; v++) {
      for (let i = 0; i < d; i++) if (features[first + v * d + i] !== features[first + i]) return false
      seen.add(next[state * V + v])
    }
  }
  return true
}
