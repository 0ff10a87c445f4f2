import type { Tensor } from '@tensorflow/tfjs-core'

/**
 * log softmax of logits, in float64 as far as the logits go, nats.
 * @param logits [rows, V]
 * @returns [rows · V]
 */
export async function logProbabilities(logits: Tensor): Promise<Float64Array> {
  const V = logits.shape[1]!
  const logs = Float64Array.from(await logits.data())
  for (let from = 0; from < logs.length; from += V) {
    const row = logs.subarray(from, from + V)
    const largest = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
    const normalizer = largest + Math.log(row.reduce((sum, value) => sum + Math.exp(value - largest), 0))
    for (let v = 0; v < V; v++) row[v] -= normalizer
  }
  return logs
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
