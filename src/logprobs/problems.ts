import { CHOICES, type Chosen } from './options'
import { KINDS, type ProblemKind, type Severity } from './problemKinds'

/** Where something is odd. */
export interface Place {
  readonly file: string
  /** Line of the file, counted from 1; in JSON documents and Parquet the number of the row. Null for the file as a whole. */
  readonly line: number | null
  /** Null for the row as a whole. */
  readonly column: string | null
  /** What stands there, at most 40 characters; null where nothing does. */
  readonly text: string | null
}

/** Something odd about the files, what became of it, and what else could. */
export interface Problem {
  readonly kind: ProblemKind
  readonly severity: Severity
  /** How often: cells, rows, columns or files, as the sentence says. */
  readonly count: number
  /** The first 20. */
  readonly places: readonly Place[]
  readonly sentence: string
  /** The option of `ReadOptions` that decides it; null where there is nothing to choose. */
  readonly choice: Choice | null
}

export interface Choice {
  readonly option: string
  /** What can be chosen; null where the option is no list (`roles`, `filter`). */
  readonly values: readonly string[] | null
  readonly taken: string | null
}

const SHOWN = 20
const LONGEST = 40

/** Counts what is odd, and keeps the first places of each kind. */
export class Problems {
  private readonly found = new Map<ProblemKind, { count: number; places: Place[]; detail: string; none: number }>()

  constructor(private readonly chosen: Chosen) {}

  /** @param detail what the kind's sentence asks for; the first one given is taken */
  add(
    kind: ProblemKind,
    file: string,
    line: number | null = null,
    column: string | null = null,
    text: unknown = null,
    detail = '',
  ): void {
    let entry = this.found.get(kind)
    if (!entry) {
      entry = { count: 0, places: [], detail, none: 0 }
      this.found.set(kind, entry)
    }
    entry.count++
    if (entry.places.length < SHOWN)
      entry.places.push({ file, line, column, text: text === null ? null : excerpt(text) })
  }

  /** Several at once, whose places are too many to tell. */
  addMany(kind: ProblemKind, count: number, detail: string): void {
    this.found.set(kind, { count, places: [], detail, none: 0 })
  }

  /** Of one of the files that are counted under a kind no row was taken. */
  noneOf(kind: ProblemKind): void {
    const entry = this.found.get(kind)
    if (entry) entry.none++
  }

  /** All of them: refusals first, then warnings, then notes. */
  list(): Problem[] {
    const order: readonly Severity[] = ['refused', 'warning', 'note']
    const all = [...this.found].map(([kind, entry]) =>
      problem(kind, entry.count, entry.places, this.chosen, entry.detail, entry.none === entry.count),
    )
    return order.flatMap(severity => all.filter(found => found.severity === severity))
  }
}

/** A problem by its kind. @param detail what the kind's sentence asks for @param none whether no row of these files was taken */
export function problem(
  kind: ProblemKind,
  count: number,
  places: readonly Place[],
  chosen: Chosen,
  detail = '',
  none = false,
): Problem {
  const { severity, option, say } = KINDS[kind]
  return {
    kind,
    severity: option === 'broken' && (none || chosen.broken === 'refuse') ? 'refused' : severity,
    count,
    places,
    sentence: say(count, chosen, detail, none),
    choice: option && choiceOf(option, chosen),
  }
}

function choiceOf(option: string, chosen: Chosen): Choice {
  if (!(option in CHOICES)) return { option, values: null, taken: null }
  const name = option as keyof typeof CHOICES
  return { option, values: CHOICES[name], taken: chosen[name] }
}

/** The first characters, as a string of its own: a slice would keep the whole chunk of the file alive. */
function excerpt(text: unknown): string {
  const whole = typeof text === 'string' ? text : (JSON.stringify(text) ?? String(text))
  return detached(whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1)}…` : whole)
}

/** A copy that shares no memory with the text it was cut from. */
export function detached(text: string): string {
  return ` ${text}`.slice(1)
}
