import type { Task } from '../models/task'
import type { NumberParameter, Values } from './parameter'
import type { Slip } from './slip'

/** What can learn, in the order of the control. */
export const MODELS = ['linear', 'transformer'] as const
export type Model = (typeof MODELS)[number]

/** A number, or one that follows from other settings. */
export type Default = number | ((values: Values) => number)

/** Settings that go together, and why one of them had to change. */
export interface Fitting {
  readonly values: Values
  readonly reason: string
}

/** A scenario fixes μ, π_D, the features, and the settings it opens with; it shows one result. */
export interface Scenario<T extends Task = Task> {
  readonly id: string
  readonly title: string
  /** Where in the paper, e.g. "Sec. 5". */
  readonly source: string
  /** What it shows, in one sentence. */
  readonly summary: string
  /** Ids of the shared parameters it uses (see config/schema.ts); order is the schema's. */
  readonly uses: readonly string[]
  /** Parameters that only this scenario has. */
  readonly own: readonly NumberParameter[]
  /** What learns it when it opens; the linear model where it names none. */
  readonly model?: Model
  /** What else can learn the same μ and π_D, and what is then different. */
  readonly variants?: Readonly<Partial<Record<Model, Variant>>>
  /** Rule it opens with; the first of all where it names none. */
  readonly rule?: string
  /**
   * Where the models are not those of Eq. 3: the rules that choose one of them. Without a gradient there are no others, and
   * there is no test-time training.
   */
  readonly rules?: readonly string[]
  /** Number of datasets T that rules draw which choose from a whole dataset. */
  readonly datasets?: number
  /** Default of every parameter it uses, own ones included, but for the step sizes. Frozen for links with `v=1`. */
  readonly defaults: Readonly<Record<string, Default>>
  /**
   * Step size η that serves each update rule well here, by rule, possibly as a function of the other settings; frozen too.
   * Other rules use their own. `ttt` is that of test-time training.
   */
  readonly stepSizes: Readonly<Record<string, Default>>
  /** Where settings are each in range but do not go together: what mends one of them. It is asked until all fit. */
  fit?(values: Values): Fitting | null
  /** Name of the checkpoint that ships with the lab and from which a run with these settings begins; null for initial weights. */
  startsFrom?(values: Values): string | null
  /** With these in their place, such a checkpoint is trained from initial weights; for scenarios that start from one. */
  readonly pretraining?: Values
  /** Settings of note that are one press away; what they do not name is the default. */
  readonly presets?: readonly { readonly label: string; readonly values: Values }[]
  /** Id of the scenario's own picture, or of several, the first in front; the page keeps the pictures. */
  readonly picture?: string | readonly string[]
  /** Statements of the paper about it that do not hold as written. */
  readonly slips?: readonly Slip[]
  build(values: Values): T
}

/** A scenario as another model learns it; what it leaves out stays as it is. */
export type Variant = Pick<Scenario, 'uses' | 'defaults' | 'stepSizes' | 'build'> &
  Partial<Pick<Scenario, 'summary' | 'own' | 'rule' | 'rules' | 'fit' | 'picture'>>
