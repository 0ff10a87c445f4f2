/** Tokens of responses that are read at once: what bounds the memory. */
const CHUNK_TOKENS = 4096

/** What is known of a prompt before it is scored. */
export interface Planned {
  /** Responses to be scored, at least 1, */
  readonly responses: number
  /** and tokens of the longest. */
  readonly length: number
  /** Whether it is answered by samples too. */
  readonly isSampled: boolean
}

/** Indices of prompts that can be scored together, at most so many: they agree in all of what is planned. */
export function chunksOf(planned: readonly Planned[], most: number): readonly (readonly number[])[] {
  const alike = new Map<string, number[]>()
  planned.forEach(({ responses, length, isSampled }, i) => {
    const key = [responses, length, isSampled].join()
    const indices = alike.get(key)
    if (indices) indices.push(i)
    else alike.set(key, [i])
  })
  return [...alike.values()].flatMap(indices => {
    const { responses, length } = planned[indices[0]]
    const size = Math.max(1, Math.min(most, Math.floor(CHUNK_TOKENS / (responses * length))))
    const chunks = Math.ceil(indices.length / size)
    return Array.from({ length: chunks }, (_, chunk) => indices.slice(chunk * size, (chunk + 1) * size))
  })
}
