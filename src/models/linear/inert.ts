import type { LinearTask } from './task'

/**
 * Whether no state that can follow has features that tell its tokens apart: then no gradient is taken there, and test-time
 * training leaves θ as it is.
 */
export function isInert({ vocabulary: V, dimension: d, features, next }: LinearTask, from: number): boolean {
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
