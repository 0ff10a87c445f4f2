/** Sizes of a batch: sequences, tokens that are read of each, and positions of each at which a next one is predicted. */
export interface BatchSize {
  readonly batch: number
  readonly length: number
  readonly queries: number
}

/** What must be there at once, in bytes. */
export interface MemoryNeed {
  /** Of the largest piece: a tensor, a buffer, or a kernel's memory. */
  readonly largest: number
  /** Of all pieces together, at the worst moment. */
  readonly total: number
}

/** Of a float32. */
export const BYTES = 4

/**
 * What a rule's arithmetic on whole vectors takes, weight decay included, by tensors or by kernels.
 * @param P number of parameters
 * @param slots vectors that the rule remembers
 */
export function updateBytes(P: number, slots: number): number {
  return BYTES * (7 + 7 * slots) * P
}
