import type { PostJobState } from '../postMessages'
import type { Run } from '../types'

/** What a person has predicted on a page: the place of an option, a value, or a value at each place of a line. */
export type Prediction =
  | { readonly kind: 'choice'; readonly option: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'line'; readonly values: readonly number[] }

/** Everything that a lesson's quantities are computed from. */
export interface Scene {
  /** The present run. */
  readonly run: Run | null
  /** Runs by the name that the lesson gave them. */
  readonly kept: ReadonlyMap<string, Run>
  readonly playhead: number | null
  /** The present N. */
  readonly N: number
  /** Whether the present run has done all its steps. */
  readonly finished: boolean
  readonly jobs: Readonly<Record<'rl' | 'sharpen', PostJobState>>
  /** As a number, by page from 1: see the quantity `prediction`. */
  readonly predictions: ReadonlyMap<number, number>
  /** The page that is open, from 1. */
  readonly page: number
}
