/** One line of a log of lm-evaluation-harness: a document, and what the model gave for each request about it. */
export type HarnessSample = Readonly<Record<string, unknown>>

/** Whether a JSON object is such a line. */
export function isHarnessSample(object: HarnessSample): boolean {
  return 'doc_id' in object && ('resps' in object || 'filtered_resps' in object)
}

/** What a document's line says. */
export interface Document {
  readonly id: string
  /** Hash of the document's content; null in older logs. */
  readonly hash: string | null
  readonly filter: string
  /** The log-probability of each continuation, as written. */
  readonly continuations: readonly unknown[]
  /** Index of the continuation that is the target; null where the line does not say it. */
  readonly target: number | null
}

/**
 * Reads a line. A `loglikelihood` request gave [log-probability, is_greedy], a `loglikelihood_rolling` one the number alone; both
 * are written as texts, in a list of repeats. A `multiple_choice` document has a request for each choice, and after them the
 * same ones without a context where mutual information is measured.
 * @returns null for a document of a task that generates text
 */
export function documentOf(sample: HarnessSample): Document | null {
  const requests = requestsOf(sample.arguments)
  if (requests.some(([, second]) => typeof second === 'object' && second !== null)) return null
  const answers = Array.isArray(sample.resps) ? sample.resps : sample.filtered_resps
  const all: unknown[] = Array.isArray(answers) ? answers : []
  const continuations = all.slice(0, all.length - unconditional(requests, all.length)).map(innermost)
  return {
    id: String(sample.doc_id),
    hash: typeof sample.doc_hash === 'string' ? sample.doc_hash : null,
    filter: typeof sample.filter === 'string' ? sample.filter : '',
    continuations,
    target: targetOf(
      sample.target,
      requests.slice(0, continuations.length).map(([, continuation]) => continuation),
      continuations.length,
    ),
  }
}

/** The arguments of each request: {gen_args_0: {arg_0, arg_1}}, in older logs [[arg_0, arg_1]]. */
function requestsOf(requests: unknown): unknown[][] {
  if (typeof requests !== 'object' || requests === null) return []
  return Object.values(requests).map(request =>
    typeof request === 'object' && request !== null ? Object.values(request) : [],
  )
}

/** The first entry of the first entry …: repeats of a likelihood are all the same. */
function innermost(answer: unknown): unknown {
  return Array.isArray(answer) ? innermost(answer[0]) : answer
}

/** How many of the requests ask for the choices without their context. */
function unconditional(requests: readonly unknown[][], answers: number): number {
  const half = answers / 2
  if (answers < 2 || requests.length !== answers || !Number.isInteger(half)) return 0
  const bare = requests
    .slice(half)
    .every(([context, choice], i) => context === '' && requests[i][0] !== '' && choice === requests[i][1])
  return bare ? half : 0
}

/** The target is the index of a choice (the first of several), or the text of one. */
function targetOf(target: unknown, texts: readonly unknown[], choices: number): number | null {
  if (choices === 1) return 0
  const said = String(target).trim()
  const [, digits] = /^\[?\s*(\d+)\s*(?:[,\]].*)?$/.exec(said) ?? []
  if (digits !== undefined && Number(digits) < choices) return Number(digits)
  const same = texts.flatMap((text, i) => (String(text).trim() === said ? [i] : []))
  return same.length === 1 ? same[0] : null
}
