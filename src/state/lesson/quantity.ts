import type { AlongRun, MEASURES, Moment, Quantity } from '../../config/lesson/quantity'
import { stoppedKl } from '../../coverage/divergences'
import { coverageAt } from '../../coverage/profile'
import type { Snapshot } from '../../engine/snapshot'
import { passAt } from '../candidates'
import { checksOf } from '../checks'
import { answersOf, profileOf, snapshotAt } from '../derive'
import { leastKl, tournamentPick } from '../selection'
import type { Run } from '../types'
import { jobQuantity } from './jobQuantity'
import type { Scene } from './scene'

/** The quantities whose kind is one of K. */
type Of<K> = Extract<Exclude<Quantity, number>, { readonly of: K }>
type Measured = Of<(typeof MEASURES)[number] | 'coverage' | 'pass' | 'bound'>

/** What a quantity is computed for, inside others: a place of a line, an evaluation of a run. */
interface Within {
  readonly x: number | null
  /** What `now` means; the playhead where null. */
  readonly now: { readonly run: Run; readonly snapshot: Snapshot } | null
}

const NOWHERE: Within = { x: null, now: null }

/**
 * A quantity's value: nats, shares in [0, 1], steps or plain numbers, possibly ∞; null while it is not known.
 * @param x the place along a predicted line
 */
export function evaluate(scene: Scene, quantity: Quantity, x: number | null = null): number | null {
  const value = compute(scene, quantity, { ...NOWHERE, x })
  return value === null || Number.isNaN(value) ? null : value
}

function compute(scene: Scene, quantity: Quantity, within: Within): number | null {
  if (typeof quantity === 'number') return quantity
  switch (quantity.of) {
    case 'x':
      return within.x
    case 'setting':
      return settingOf(scene, quantity)
    case 'inherentVariance':
    case 'teacherEntropy':
    case 'responses':
    case 'longest':
      return runOf(scene, quantity.run)?.description?.[quantity.of] ?? null
    case 'prediction':
      return scene.predictions.get(quantity.page ?? scene.page) ?? null
    case 'job':
      return jobQuantity(scene, quantity, asBudget(scene, quantity.N, within))
    case 'difference':
    case 'ratio':
    case 'sum':
    case 'product':
    case 'power':
      return paired(scene, quantity, within)
    case 'log':
    case 'exp':
    case 'sqrt':
    case 'abs': {
      const value = compute(scene, quantity.quantity, within)
      return value === null ? null : Math[quantity.of](value)
    }
    case 'least':
    case 'greatest':
    case 'mean':
    case 'stepOfLeast':
    case 'stepOfGreatest':
      return overRun(scene, quantity, within)
    default:
      return measured(scene, quantity, within)
  }
}

function runOf({ run, kept }: Scene, name: string | undefined): Run | null {
  return name === undefined ? run : (kept.get(name) ?? null)
}

function settingOf(scene: Scene, { id, run: name }: Of<'setting'>): number | null {
  // N is one for all that is shown.
  if (id === 'N' && name === undefined) return scene.N
  return runOf(scene, name)?.config.values[id] ?? null
}

function paired(scene: Scene, { of, left, right }: Extract<Quantity, { left: Quantity }>, within: Within) {
  const a = compute(scene, left, within)
  const b = compute(scene, right, within)
  if (a === null || b === null) return null
  return { difference: a - b, ratio: a / b, sum: a + b, product: a * b, power: a ** b }[of]
}

/** N where nothing else is said; null where what is said is not a number ≥ 1. */
function asBudget(scene: Scene, N: Quantity | undefined, within: Within): number | null {
  const value = N === undefined ? scene.N : compute(scene, N, within)
  return value !== null && value >= 1 && Number.isFinite(value) ? value : null
}

function overRun(scene: Scene, quantity: AlongRun, within: Within) {
  const run = runOf(scene, quantity.run)
  if (!run || run.snapshots.length === 0) return null
  const values = run.snapshots.map(snapshot => compute(scene, quantity.quantity, { ...within, now: { run, snapshot } }))
  if (values.some(value => value === null || Number.isNaN(value))) return null
  const known = values as number[]
  if (quantity.of === 'mean') return meanAfterStart(known)
  const sign = quantity.of === 'least' || quantity.of === 'stepOfLeast' ? 1 : -1
  const best = known.reduce((at, value, i) => (sign * value < sign * known[at] ? i : at), 0)
  return quantity.of.startsWith('stepOf') ? run.snapshots[best].step : known[best]
}

/** As in sweeps: what stands at step 0 is the start, no result of the run. */
function meanAfterStart(values: readonly number[]): number | null {
  const after = values.slice(1)
  return after.length > 0 ? after.reduce((sum, value) => sum + value, 0) / after.length : null
}

function measured(scene: Scene, quantity: Measured, within: Within): number | null {
  const unsaid = quantity.run === undefined && (quantity.at === undefined || quantity.at === 'now')
  const found = unsaid && within.now ? within.now : placeOf(scene, quantity, within)
  if (!found) return null
  const { run, snapshot } = found
  switch (quantity.of) {
    case 'coverage': {
      const N = asBudget(scene, quantity.N, within)
      return N === null ? null : coverageAt(profileOf(run, snapshot), N)
    }
    case 'answerCoverage': {
      const answers = answersOf(run, snapshot)
      return answers && coverageAt(answers, scene.N)
    }
    case 'pass': {
      const N = asBudget(scene, quantity.N, within)
      return N === null ? null : (passAt(run, snapshot, N, quantity.success ?? 'rewarded')?.value ?? null)
    }
    case 'bound': {
      const check = checksOf(run, snapshot).find(({ id }) => id === quantity.id)
      return check && !Number.isNaN(check.right) ? check.right : null
    }
    case 'infiniteKl':
      return Number(snapshot.kl === Number.POSITIVE_INFINITY)
    case 'stoppedKl':
      return stoppedKl(snapshot.pathKl, run.description?.weights ?? null, scene.N)
    default:
      return snapshot[quantity.of]
  }
}

function placeOf(scene: Scene, { run: name, at = 'now' }: Measured, within: Within): Within['now'] {
  const run = within.now && name === undefined ? within.now.run : runOf(scene, name)
  const snapshot = run && momentOf(scene, run, at, within)
  return run && snapshot ? { run, snapshot } : null
}

function momentOf(scene: Scene, run: Run, at: Moment, within: Within): Snapshot | null {
  switch (at) {
    case 'now':
      return snapshotAt(run, scene.playhead)
    case 'start':
      return run.snapshots[0] ?? null
    case 'end':
      return endOf(run)
    case 'tournament':
      return tournamentPick(run, scene.N)?.snapshot ?? null
    case 'leastKl':
      return leastKl(run.snapshots)
    default: {
      const step = compute(scene, at, within)
      return step === null || reached(run) < step ? null : snapshotAt(run, step)
    }
  }
}

/** A run's end is known once it has got there. */
function endOf(run: Run): Snapshot | null {
  const last = run.snapshots.at(-1)
  return last && last.step >= run.config.values.T ? last : null
}

function reached({ snapshots }: Run): number {
  return snapshots.at(-1)?.step ?? -1
}
