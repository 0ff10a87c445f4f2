import { Learner, train } from '../kernels/wasm/linear'
import { FIRST_SLOT, THETA } from '../kernels/wasm/tape'
import type { LinearTask } from '../models/linear/task'
import { drawTables } from '../models/sequences/sampler'
import { Stream } from '../random/streams'
import type { Values } from '../scenarios/parameter'
import type { GradientRule } from './rule'
import { numbersOf, tapeOf } from './tape'
import type { Trained, Trainer, TrainerInput } from './trainer'

/**
 * Trains a linear model in float64 by a WASM kernel, which takes steps of many such models in one call: an ensemble. Alone it
 * is an ensemble of one. It equals the loops of `createFloat64Trainer`, bit for bit.
 */
export class EnsembleTrainer implements Trainer {
  /** Null where there are no kernels. */
  static open({ rule, task, values, resume }: TrainerInput<GradientRule, LinearTask>): EnsembleTrainer | null {
    const { features, dimension } = task
    const data = new Stream(values.seed, 'data')
    const model = { tables: drawTables(task), features, dimension, data, batchSize: values.K }
    const learner = Learner.open(model, tapeOf(rule))
    return learner && new EnsembleTrainer(learner, rule, values, resume ?? { theta: task.start, slots: [] })
  }

  private constructor(
    readonly learner: Learner,
    readonly rule: GradientRule,
    readonly values: Values,
    start: Pick<Trained, 'theta' | 'slots'>,
  ) {
    learner.vector(THETA).set(start.theta)
    for (let i = 0; i < rule.slots; i++) learner.vector(FIRST_SLOT + i).set(start.slots[i] ?? zeros(start.theta.length))
  }

  advance(step: number): void {
    advanceTogether([{ trainer: this, first: step, count: 1 }])
  }

  warmUp(): Promise<void> {
    return Promise.resolve()
  }

  read(): Promise<Trained> {
    const { learner, rule } = this
    return Promise.resolve({
      theta: learner.vector(THETA).slice(),
      slots: Array.from({ length: rule.slots }, (_, i) => learner.vector(FIRST_SLOT + i).slice()),
      counts: null,
    })
  }

  dispose(): void {
    this.learner.dispose()
  }
}

function zeros(length: number): Float64Array {
  return new Float64Array(length)
}

/** Steps of one member, the first counted from 0. */
export interface MemberSteps {
  readonly trainer: EnsembleTrainer
  readonly first: number
  readonly count: number
}

/** Takes steps of several models, with their settings as they stand. @param members at least one */
export function advanceTogether(members: readonly MemberSteps[]): void {
  const tables = new NumberTables()
  train(
    members.map(member => {
      const { trainer, first, count } = member
      return { learner: trainer.learner, first, count, numbers: tables.of(member) }
    }),
  )
}

/** What rules are given at each step; for members with the same settings it is worked out once. */
class NumberTables {
  private readonly known: { readonly of: MemberSteps; readonly table: Float64Array }[] = []

  of(member: MemberSteps): Float64Array {
    const { first, count } = member
    const known = this.known.find(({ of }) => of.first === first && of.count === count && alike(of, member))
    if (known) return known.table
    const { rule, values, learner } = member.trainer
    const { given } = learner.tape
    const table = new Float64Array(count * given)
    for (let i = 0; i < count; i++) table.set(numbersOf(rule, first + i + 1, values), i * given)
    this.known.push({ of: member, table })
    return table
  }
}

function alike({ trainer: a }: MemberSteps, { trainer: b }: MemberSteps): boolean {
  return (
    a.rule === b.rule &&
    a.values.eta === b.values.eta &&
    a.values.lambda === b.values.lambda &&
    a.values.decay === b.values.decay
  )
}
