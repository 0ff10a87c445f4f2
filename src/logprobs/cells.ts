import type { Chosen, Treatment } from './options'
import type { Problems } from './problems'

/** The kinds of values that are odd, and the option of each. */
const ODD = {
  missing: 'missing',
  unparsable: 'unparsable',
  nan: 'nan',
  'minus-infinity': 'minusInfinity',
  'plus-infinity': 'plusInfinity',
  positive: 'positive',
} as const

type Odd = keyof typeof ODD

/** The largest finite float32, with the half step that still rounds to it. */
const LARGEST = (2 - 2 ** -24) * 2 ** 127

const DECIMAL = /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i

/** Turns cells into numbers, counts what is odd about them, and treats it as chosen. */
export class Cells {
  /** Whether a cell since the last `beginRow` wants its row left out. */
  leavesOut = false

  constructor(
    private readonly chosen: Chosen,
    private readonly problems: Problems,
  ) {}

  beginRow(): void {
    this.leavesOut = false
  }

  /** A log-probability; NaN if it is missing. */
  value(cell: unknown, file: string, line: number, column: string): number {
    // What nearly all cells are; everything else takes the long way.
    const value = typeof cell === 'number' || typeof cell === 'string' ? Number(cell) : Number.NaN
    if (value < 0 && value > -LARGEST) return value
    const kind = oddity(cell)
    if (kind === null) return numberOf(cell)
    this.problems.add(kind, file, line, column, cell ?? null)
    return this.treated(this.chosen[ODD[kind]], kind === 'positive' ? numberOf(cell) : MEANS[kind])
  }

  /** Tokens of a response; NaN if that is missing. */
  length(cell: unknown, file: string, line: number, column: string): number {
    const value = numberOf(cell)
    if (value > 0 && value < LARGEST) return value
    this.problems.add('bad-length', file, line, column, cell ?? null)
    return this.treated(this.chosen.badLength, Number.NaN)
  }

  private treated(treatment: Treatment, value: number): number {
    if (treatment === 'leave-out') this.leavesOut = true
    return treatment === 'keep' ? value : Number.NaN
  }
}

const MEANS: Readonly<Record<Exclude<Odd, 'positive'>, number>> = {
  missing: Number.NaN,
  unparsable: Number.NaN,
  nan: Number.NaN,
  'minus-infinity': Number.NEGATIVE_INFINITY,
  'plus-infinity': Number.POSITIVE_INFINITY,
}

/** What is odd about a cell; null for a number that is finite and not above 0. */
function oddity(cell: unknown): Odd | null {
  const word = typeof cell === 'string' ? cell.trim().toLowerCase() : ''
  if (cell === null || cell === undefined || (typeof cell === 'string' && MISSING.has(word))) return 'missing'
  if (word === 'nan' || Number.isNaN(cell)) return 'nan'
  const value = numberOf(cell)
  if (value <= -LARGEST) return 'minus-infinity'
  if (value >= LARGEST) return 'plus-infinity'
  if (Number.isNaN(value)) return 'unparsable'
  return value > 0 ? 'positive' : null
}

/** How the usual libraries write that there is nothing. */
const MISSING = new Set(['', 'na', 'n/a', '<na>', 'null', 'none'])

const INFINITE = /^([-+−]?)(inf|infinity|∞)$/i

/** A cell as a number; NaN if it is none. A text is one in decimal notation or as an infinity, not in hexadecimal. */
export function numberOf(cell: unknown): number {
  if (typeof cell === 'number') return cell
  if (typeof cell === 'bigint') return Number(cell)
  if (typeof cell !== 'string') return Number.NaN
  if (DECIMAL.test(cell)) return Number(cell)
  const [, sign] = INFINITE.exec(cell.trim()) ?? []
  if (sign === undefined) return Number.NaN
  return sign === '-' || sign === '−' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

/** Whether a cell says nothing at all. */
export function isMissing(cell: unknown): boolean {
  return oddity(cell) === 'missing'
}

/** Whether a cell is a number of any kind, NaN and infinities included. */
export function isNumeric(cell: unknown): boolean {
  const kind = oddity(cell)
  return kind !== 'missing' && kind !== 'unparsable'
}
