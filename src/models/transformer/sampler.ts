import { drawToken, logProbabilities } from './nextTokens'
import type { Continuation, PromptsRead } from './reader'

export interface Draws {
  /** Responses to each prompt, S ≥ 1. */
  readonly samples: number
  /** Tokens of each of them, at least 1. */
  readonly length: number
  /** The draw from (0, 1) behind a token; prompts are those of the batch. */
  uniform(prompt: number, sample: number, position: number): number
}

/**
 * Responses from π̂, by prompt and sample. They depend on the draws alone, and not on what else is in the batch.
 * @param prompts that have been read; they stay as they are
 * @throws RangeError where the context ends before the responses do
 */
export async function drawResponses(prompts: PromptsRead, { samples, length, uniform }: Draws): Promise<number[][][]> {
  const responses = prompts.lengths.map(() => Array.from({ length: samples }, (): number[] => []))
  let latest: Continuation | null = null
  for (let h = 0; h < length; h++) {
    const logs = await logProbabilities(latest ?? prompts)
    responses.forEach((ofPrompt, b) => {
      ofPrompt.forEach((response, s) => {
        // All responses to a prompt begin after the same token.
        const row = h === 0 ? b : b * samples + s
        response.push(drawToken(logs[row], uniform(b, s, h)))
      })
    })
    if (h === length - 1) break
    const written = responses.map(ofPrompt => ofPrompt.map(response => [response[h]]))
    const next = (latest ?? prompts).extend(written)
    latest?.dispose()
    latest = next
  }
  latest?.dispose()
  return responses
}
