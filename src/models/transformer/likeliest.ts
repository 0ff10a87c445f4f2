import { logProbabilities } from './nextTokens'
import type { Between } from './policy'
import type { PromptsRead, Reader } from './reader'

/** A response and log π̂ of it, nats. */
export interface Scored {
  readonly tokens: readonly number[]
  readonly logProb: number
}

export interface Likeliest {
  /** Distinct responses, likeliest first; at least one. */
  readonly ranked: readonly Scored[]
  /** Whether they are certainly the likeliest ones, in their order. */
  readonly exact: boolean
}

export interface SearchLimits {
  /** Tokens of a response, at least 1. */
  readonly length: number
  /** Responses that are ranked at most, at least 1, */
  readonly responses: number
  /** and mass from which on no more are looked for, in (0, 1]. */
  readonly mass: number
  /** Prefixes that are read at most for each prompt. */
  readonly nodes: number
}

/** Prefixes of each prompt that are read at a time. */
const AT_ONCE = 8

/**
 * The likeliest responses to prompts, by best-first search over prefixes: a prefix is never less likely than what continues it,
 * so that a whole response which no open prefix exceeds is the next likeliest. Where the nodes do not suffice, the likeliest
 * ones that were met stand in, after greedy decoding has met one at least.
 * @throws RangeError where the context ends before the responses do
 */
export async function likeliestResponses(
  reader: Reader,
  prompts: readonly (readonly number[])[],
  limits: SearchLimits,
  between?: Between,
): Promise<Likeliest[]> {
  const start = reader.prompts(prompts)
  try {
    const searches = await firstTokens(start, limits)
    // Greedy decoding first, then best-first: both read prefixes that the searches name.
    for (let h = 1; h < limits.length; h++) {
      await between?.()
      await readPrefixes(start, searches, search => search.greedy(h))
    }
    while (searches.some(search => !search.done)) {
      await between?.()
      await readPrefixes(start, searches, search => search.best(AT_ONCE))
    }
    return searches.map(search => search.result())
  } finally {
    start.dispose()
  }
}

async function firstTokens(start: PromptsRead, limits: SearchLimits): Promise<Search[]> {
  const logs = await logProbabilities(start)
  return start.lengths.map((_, b) => {
    const search = new Search(limits)
    search.grow({ tokens: [], logProb: 0 }, logs[b])
    return search
  })
}

/** Reads the prefixes that each search names, and hands it what may follow them. */
async function readPrefixes(
  start: PromptsRead,
  searches: readonly Search[],
  named: (search: Search) => readonly Scored[],
): Promise<void> {
  const wanted = searches.map(named)
  const G = Math.max(...wanted.map(({ length }) => length))
  if (G === 0) return
  const P = Math.max(...wanted.flat().map(({ tokens }) => tokens.length))
  // Rows that nobody asked for make the numbers even.
  const tokens = wanted.map(own =>
    Array.from({ length: G }, (_, g) => Array.from({ length: P }, (_, h) => own[g]?.tokens[h] ?? 0)),
  )
  const read = start.extend(tokens)
  const logs = await logProbabilities(read)
  read.dispose()
  wanted.forEach((own, b) => {
    own.forEach((prefix, g) => {
      const row = (b * G + g) * P + prefix.tokens.length - 1
      searches[b].grow(prefix, logs[row])
    })
  })
}

/** The search for one prompt. */
class Search {
  /** Prefixes that have not been read, and whole responses that are not ranked; most likely last once it is sorted. */
  private open: Scored[] = []
  private readonly ranked: Scored[] = []
  private read = 0
  private mass = 0
  done = false

  constructor(private readonly limits: SearchLimits) {}

  /** The likeliest continuation of h tokens, h ≥ 1, each token the likeliest after those before. */
  greedy(h: number): readonly Scored[] {
    this.sort()
    const likeliest = this.open.findLast(({ tokens }) => tokens.length === h)
    return likeliest ? this.take([likeliest]) : []
  }

  /** The likeliest prefixes, at most so many; ranks every response that none of them exceeds. */
  best(most: number): readonly Scored[] {
    this.sort()
    this.rank()
    if (this.done) return []
    const left = Math.min(most, this.limits.nodes - this.read)
    return this.take(this.open.filter(({ tokens }) => tokens.length < this.limits.length).slice(-left))
  }

  /** @param logs log π̂ of the tokens after the prefix, [V], nats */
  grow(prefix: Scored, logs: Float64Array): void {
    logs.forEach((log, token) => {
      this.open.push({ tokens: [...prefix.tokens, token], logProb: prefix.logProb + log })
    })
  }

  result(): Likeliest {
    if (this.ranked.length > 0) return { ranked: this.ranked, exact: true }
    this.sort()
    const whole = this.open.filter(({ tokens }) => tokens.length === this.limits.length)
    return { ranked: whole.slice(-this.limits.responses).reverse(), exact: false }
  }

  /** Leaves out what lies too far down to be read or ranked within the limits. */
  private sort(): void {
    this.open.sort((a, b) => a.logProb - b.logProb)
    const { length, nodes, responses } = this.limits
    let [prefixes, whole] = [nodes, responses]
    this.open = this.open
      .reverse()
      .filter(({ tokens }) => (tokens.length === length ? whole-- > 0 : prefixes-- > 0))
      .reverse()
  }

  private rank(): void {
    const { length, responses, mass, nodes } = this.limits
    while (this.open.at(-1)?.tokens.length === length) {
      const next = this.open.pop()!
      this.ranked.push(next)
      this.mass += Math.exp(next.logProb)
      if (this.ranked.length >= responses || this.mass >= mass) this.done = true
      if (this.done) return
    }
    if (this.open.length === 0 || this.read >= nodes) this.done = true
  }

  private take(prefixes: readonly Scored[]): readonly Scored[] {
    this.read += prefixes.length
    const taken = new Set(prefixes)
    this.open = this.open.filter(one => !taken.has(one))
    return prefixes
  }
}
