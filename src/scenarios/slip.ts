import type { Values } from './parameter'

/** A statement of the paper that does not hold as written, what holds instead, and an example that anyone can check. */
export interface Slip {
  /** Where it stands, e.g. "Sec. 7.1". */
  readonly source: string
  /** What the paper states. */
  readonly claim: string
  /** What holds. */
  readonly holds: string
  /** The counterexample in a sentence, with numbers that are computed now. */
  example(): string
  /** Settings of the scenario that show it, where a run can. */
  readonly settings?: Values
}

/** A number in a sentence: three significant digits, without an exponent. */
export function digits(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
}
