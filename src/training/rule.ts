import type { LinearTask } from '../models/linear/task'
import type { ModelClass } from '../models/sequences/task'
import type { Values } from '../scenarios/parameter'

/**
 * The few vector operations that the update rules need. Each rule is written once over them and runs on tensors, on arrays and,
 * written out, in WebGPU programs; T is a vector or, as the result of `norm`, one number.
 */
export interface Algebra<T> {
  add(a: T | number, b: T | number): T
  mul(a: T | number, b: T | number): T
  div(a: T | number, b: T | number): T
  maximum(a: T | number, b: T | number): T
  sqrt(a: T): T
  sign(a: T): T
  /** Euclidean norm of all entries. */
  norm(a: T): T
}

export interface RuleInput<T> {
  /** θ before the step, [d]. */
  readonly theta: T
  /** ĝ, the gradient of the log-likelihood: steps add, [d]. */
  readonly gradient: T
  /** The rule's own memory, each [d], zero before the first step. */
  readonly slots: readonly T[]
  /** Number of this step, from 1. */
  readonly t: number
  /** Step size η > 0. */
  readonly eta: number
  /** λ ≥ 0 of Eq. 18. */
  readonly lambda: number
}

/** What the step size of a theorem depends on. */
export interface Circumstances {
  /** Tail parameter N ≥ 1. */
  readonly N: number
  /** Steps T of the run, and sequences K per step. */
  readonly T: number
  readonly K: number
  /** Tokens H of the longest response. */
  readonly H: number
  /** Largest feature norm B > 0. */
  readonly B: number
  /** σ⋆² ≥ 0, Eq. 8. */
  readonly inherentVariance: number
}

/** The settings with which a theorem bounds what a rule leads to. */
export interface Theory {
  /** E.g. "Theorem 5.1". */
  readonly source: string
  /** Null where it says nothing. */
  settings(circumstances: Circumstances): { readonly eta: number; readonly lambda?: number } | null
}

interface RuleText {
  readonly id: string
  readonly label: string
  /** For the segmented control. */
  readonly short: string
  /** The update and its place in the paper. */
  readonly equation: string
  readonly help: string
  /** Offered only by scenarios that name it. */
  readonly optIn?: true
  /** Ids of the parameters it reads. */
  readonly uses: readonly ('eta' | 'lambda' | 'K' | 'N0' | 'n')[]
  /** Step size η where a scenario has found none that serves better. */
  readonly stepSize: number | ((values: Values) => number)
  readonly theory?: Theory
}

/** Takes a step along a function of the batch's gradient. */
export interface GradientRule extends RuleText {
  readonly kind: 'gradient'
  /** Number of vectors it remembers from step to step. */
  readonly slots: number
  step<T>(algebra: Algebra<T>, input: RuleInput<T>): { theta: T; slots: readonly T[] }
}

/** Follows the training sequences token by token, in float64 on the CPU: each token's turn depends on the one before. */
export interface TokenRule extends RuleText {
  readonly kind: 'tokens'
  /**
   * The parameters after one batch, [d]; `theta` is left as it is.
   * @param sequences the cells of every training sequence of the batch, in the order of writing
   */
  step(task: LinearTask, theta: Float64Array, sequences: readonly Int32Array[], values: Values): Float64Array
}

/** Chooses a model from a dataset as a whole: every step is another dataset of n sequences. */
export interface DatasetRule extends RuleText {
  readonly kind: 'dataset'
  /** @param counts visits to every cell in the dataset, [S, V] */
  choose(models: ModelClass, counts: Float64Array): Float64Array
}

export type UpdateRule = GradientRule | TokenRule | DatasetRule

/** The nearest point of the ball ‖θ‖ ≤ 1. */
export function projectOntoBall<T>(algebra: Algebra<T>, theta: T): T {
  return algebra.div(theta, algebra.maximum(algebra.norm(theta), 1))
}
