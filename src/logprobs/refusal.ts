import type { ProblemKind } from './problemKinds'

/** Ends the reading of one file before any row of it was taken; the others are still read. */
export class Refusal extends Error {
  /** @param detail what the kind's sentence asks for */
  constructor(
    readonly kind: ProblemKind,
    readonly detail = '',
    readonly line: number | null = null,
  ) {
    super(kind)
  }
}

/** Ends the reading of one file that is damaged on the way: the option `broken` decides about the rows before. */
export class Broken extends Refusal {}

/** Tells of a file that its device does not give, in the device's words: they say why. */
export function unreadable(error: unknown): never {
  throw new Broken('unreadable', error instanceof Error ? error.message : String(error))
}
