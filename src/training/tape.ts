import { FIRST_SLOT, GRADIENT, type Operation, type Place, type Tape, THETA } from '../kernels/wasm/tape'
import type { Values } from '../scenarios/parameter'
import type { Algebra, GradientRule } from './rule'
import { update } from './update'

const vector = (index: number): Place => ({ kind: 'vector', index })
const number = (index: number): Place => ({ kind: 'number', index })

/** Any: the operations are the same at every step and with all settings. */
const ANY = { eta: 1, lambda: 1 }

/** A rule's step on models in the ball ‖θ‖ ≤ 1, written down by asking the rule what it does. */
export function tapeOf(rule: GradientRule): Tape {
  const given = numbersOf(rule, 1, ANY).length
  const operations: Operation[] = []
  let vectors = FIRST_SLOT + rule.slots
  let numbers = given
  let next = 0
  const place = (operand: Place | number): Place => (typeof operand === 'number' ? number(next++) : operand)
  const write = (does: Operation['does'], a: Place, b: Place, single: boolean): Place => {
    const out = single ? number(numbers++) : vector(vectors++)
    operations.push({ does, a, b, out })
    return out
  }
  const pair = (does: Operation['does']) => (first: Place | number, second: Place | number) => {
    const a = place(first)
    const b = place(second)
    return write(does, a, b, a.kind === 'number' && b.kind === 'number')
  }
  const single = (does: Operation['does']) => (a: Place) => write(does, a, a, does === 'norm' || a.kind === 'number')
  const algebra: Algebra<Place> = {
    add: pair('add'),
    mul: pair('mul'),
    div: pair('div'),
    maximum: pair('maximum'),
    sqrt: single('sqrt'),
    sign: single('sign'),
    norm: single('norm'),
  }
  const slots = Array.from({ length: rule.slots }, (_, slot) => vector(FIRST_SLOT + slot))
  const before = { theta: vector(THETA), gradient: vector(GRADIENT), slots, t: 1 }
  const after = update(algebra, rule, before, ANY, true)
  const kept = [[after.theta, before.theta], ...slots.map((slot, i) => [after.slots[i], slot])]
  for (const [a, out] of kept) if (a !== out) operations.push({ does: 'copy', a, b: a, out })
  return { operations, vectors, given, numbers }
}

/** What the tape is given at a step, in the order in which the rule names it. @param t number of the step, from 1 */
export function numbersOf(rule: GradientRule, t: number, values: Values): number[] {
  const numbers: number[] = []
  const note = (operand: unknown) => {
    if (typeof operand === 'number') numbers.push(operand)
  }
  const pair = (a: unknown, b: unknown) => {
    note(a)
    note(b)
    return null
  }
  const none = () => null
  const algebra: Algebra<null> = { add: pair, mul: pair, div: pair, maximum: pair, sqrt: none, sign: none, norm: none }
  const slots = new Array<null>(rule.slots).fill(null)
  update(algebra, rule, { theta: null, gradient: null, slots, t }, values, true)
  return numbers
}
