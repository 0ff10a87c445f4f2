import type { PromptsRead, Read } from './reader'

/** log π̂ of the token after each row that was read, in float64 as far as the logits go, nats, [V] each. */
export async function logProbabilities(read: Read): Promise<readonly Float64Array[]> {
  const V = read.shape.vocabulary
  const logs = new Float64Array(await read.logits())
  const rows: Float64Array[] = []
  for (let from = 0; from < logs.length; from += V) {
    let largest = Number.NEGATIVE_INFINITY
    for (let at = from; at < from + V; at++) largest = Math.max(largest, logs[at])
    let sum = 0
    for (let at = from; at < from + V; at++) sum += Math.exp(logs[at] - largest)
    const normalizer = largest + Math.log(sum)
    for (let at = from; at < from + V; at++) logs[at] -= normalizer
    rows.push(logs.subarray(from, from + V))
  }
  const { rowOf } = read
  if (!rowOf) return rows
  const all: Float64Array[] = []
  for (let i = 0; i < rowOf.length; i++) all.push(rows[rowOf[i]])
  return all
}

/**
 * The token that a uniform draw from (0, 1) selects, by inverse CDF.
 * @param logs log-probabilities of the tokens, [V], nats
 */
export function drawToken(logs: Float64Array, uniform: number): number {
  let cumulative = 0
  for (let token = 0; token < logs.length; token++) {
    cumulative += Math.exp(logs[token])
    if (uniform < cumulative) return token
  }
  // Rounding may leave the sum just below the draw.
  return logs.reduce((likeliest, log, token) => (log > logs[likeliest] ? token : likeliest), 0)
}

/** log π̂(· | prompt b, first h tokens of its response g), [V], nats; h from 0 to the response's last token. */
export type NextTokens = (b: number, g: number, h: number) => Float64Array

/**
 * Scores responses to prompts that have been read; they stay as they are.
 * @param responses by prompt and number; equally many to each prompt, of any lengths from 1
 */
export async function scoreResponses(
  prompts: PromptsRead,
  responses: readonly (readonly (readonly number[])[])[],
): Promise<NextTokens> {
  const first = await logProbabilities(prompts)
  const G = responses[0].length
  // Nothing follows the last token.
  const P = Math.max(...responses.flat().map(({ length }) => length)) - 1
  if (P === 0) return b => first[b]
  // Shorter responses are filled up behind their ends, where nobody looks.
  const filled = (response: readonly number[]) =>
    response.length > P ? response.slice(0, P) : [...response, ...Array<number>(P - response.length).fill(0)]
  const tokens = responses.map(groups => groups.map(filled))
  const after = prompts.extend(tokens)
  const later = await logProbabilities(after)
  after.dispose()
  return (b, g, h) => (h === 0 ? first[b] : later[(b * G + g) * P + h - 1])
}
