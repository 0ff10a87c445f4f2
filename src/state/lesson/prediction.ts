import type { Ask, AskAxis } from '../../config/lesson/ask'
import { holds } from './condition'
import { evaluate } from './quantity'
import type { Prediction, Scene } from './scene'

type LineAsk = Extract<Ask, { readonly kind: 'line' }>

/** The computed values of a predicted line at its places; null where one is not known. */
export function truthOfLine(scene: Scene, { x, truth }: LineAsk): (number | null)[] {
  return x.values.map((value, i) => evaluate(scene, Array.isArray(truth) ? truth[i] : truth, value))
}

/** What became of a prediction. */
export type Verdict =
  | { readonly kind: 'choice'; readonly right: readonly number[]; readonly hit: boolean }
  /** A factor ≥ 1 on a logarithmic axis, else a difference in the axis' unit; `above` for what was guessed too high. */
  | { readonly kind: 'number'; readonly truth: number; readonly distance: number; readonly above: boolean }
  | { readonly kind: 'line'; readonly truth: readonly (number | null)[]; readonly distance: number }

/** Compares a prediction with what was computed; null while that is not known. */
export function verdictOf(scene: Scene, ask: Ask, prediction: Prediction): Verdict | null {
  if (ask.kind === 'choice' && prediction.kind === 'choice') {
    const right = ask.options.map(option => holds(scene, option.right))
    if (right.includes(null)) return null
    return {
      kind: 'choice',
      right: right.flatMap((is, i) => (is ? [i] : [])),
      hit: right[prediction.option] === true,
    }
  }
  if (ask.kind === 'number' && prediction.kind === 'number') {
    const truth = evaluate(scene, ask.truth)
    if (truth === null) return null
    return { kind: 'number', truth, distance: apart(ask, prediction.value, truth), above: prediction.value > truth }
  }
  if (ask.kind === 'line' && prediction.kind === 'line') {
    const truth = truthOfLine(scene, ask)
    const known = truth.flatMap((value, i) => (value === null ? [] : [apart(ask.y, prediction.values[i], value)]))
    if (known.length === 0) return null
    return { kind: 'line', truth, distance: mean(ask.y, known) }
  }
  return null
}

/** How far a guess is off along its axis: a difference, or on a logarithmic axis a factor ≥ 1. Both are held to the axis. */
function apart({ min, max, scale }: AskAxis, guess: number, truth: number): number {
  const held = Math.min(max, Math.max(min, truth))
  return scale === 'log' ? Math.exp(Math.abs(Math.log(guess / held))) : Math.abs(guess - held)
}

function mean({ scale }: AskAxis, distances: readonly number[]): number {
  const along = scale === 'log' ? distances.map(Math.log) : distances
  const middle = along.reduce((sum, each) => sum + each, 0) / along.length
  return scale === 'log' ? Math.exp(middle) : middle
}

/** Whether a guess answers a question: one that was kept may be of an earlier edition of the lesson. */
export function answers(ask: Ask, guess: Prediction): boolean {
  if (ask.kind === 'choice') return guess.kind === 'choice' && guess.option < ask.options.length
  if (ask.kind === 'number') return guess.kind === 'number' && isOn(ask, guess.value)
  const { x, y } = ask
  return guess.kind === 'line' && guess.values.length === x.values.length && guess.values.every(each => isOn(y, each))
}

function isOn({ min, max }: AskAxis, value: number): boolean {
  return value >= min && value <= max
}

/** As the quantity `prediction` reads it: the number of the option from 1, the value, or the line's mean distance. */
export function asNumber(scene: Scene, ask: Ask, prediction: Prediction): number | null {
  if (prediction.kind === 'choice') return prediction.option + 1
  if (prediction.kind === 'number') return prediction.value
  const verdict = verdictOf(scene, ask, prediction)
  return verdict?.kind === 'line' ? verdict.distance : null
}
