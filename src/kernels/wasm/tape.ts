/** What operations do, in the order of the kernel's codes. `copy` has one operand, as have root, sign and norm. */
export const OPERATIONS = ['add', 'mul', 'div', 'maximum', 'sqrt', 'sign', 'norm', 'copy'] as const

/** Where an operand stands: the vector of that index, or the number. */
export interface Place {
  readonly kind: 'vector' | 'number'
  readonly index: number
}

export interface Operation {
  readonly does: (typeof OPERATIONS)[number]
  readonly a: Place
  readonly b: Place
  readonly out: Place
}

/** A rule's step as operations, one after the other: on vectors of d entries, and on numbers that stand for d equal ones. */
export interface Tape {
  readonly operations: readonly Operation[]
  /** Vectors that they work on: θ, its gradient, the rule's memory, and what comes in between. */
  readonly vectors: number
  /** Numbers that they are given at every step, the first ones, */
  readonly given: number
  /** and all that they work on. */
  readonly numbers: number
}

export const THETA = 0
export const GRADIENT = 1
export const FIRST_SLOT = 2
