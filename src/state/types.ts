import type { ExperimentConfig } from '../config/config'
import type { Choice } from '../config/settings'
import type { BackendReport } from '../engine/backend'
import type { Estimate } from '../engine/estimate'
import type { ShippedFile } from '../engine/shipped'
import type { Checkpoint, RunDescription, SettingChange, Snapshot } from '../engine/snapshot'
import type { Values } from '../scenarios/parameter'
import type { Origin } from './origin'
import type { Undo } from './undo'

/** How far the worker is; `ready` when it can train. */
export type Stage =
  /** It looks for a backend. */
  | 'starting'
  /** The backend is there; kernels are being compiled. */
  | 'compiling'
  /** The device or the worker was lost; a new one is being started from the last snapshot. */
  | 'recovering'
  | 'failed'
  | 'ready'

/** What the page shows: the worker's stage until it is ready, then what becomes of the run. */
export type Phase =
  | Exclude<Stage, 'ready'>
  | 'running'
  | 'paused'
  /** Waiting because the tab is hidden; goes on when the tab is seen again. */
  | 'hidden'
  | 'finished'

export interface Run {
  readonly id: number
  /** Number of its colour. Runs that replace each other within a gesture share one, ghosts and the run differ. */
  readonly colour: number
  readonly config: ExperimentConfig
  /** Null until the worker has built the run. */
  readonly description: RunDescription | null
  /** What it is going to take; null until that has been guessed. */
  readonly estimate: Estimate | null
  /** In order of step, the first at step 0. */
  readonly snapshots: readonly Snapshot[]
  /** The models of some of the snapshots, in order of step; of small models of all. */
  readonly checkpoints: readonly KeptCheckpoint[]
  /** The checkpoint it began from where its settings do not say so: such a run is not its link's run either. */
  readonly origin: Origin | null
  /** The checkpoint that ships with the lab, if it began from that; null until the worker has built the run. */
  readonly shipped: ShippedFile | null
  /** Live parameters that were changed on the way: such a run is not its link's run. */
  readonly changes: readonly SettingChange[]
  /** Stays among the earlier runs until it is let go; others make room for newer ones. */
  readonly pinned: boolean
  /** Key under which the journal keeps it, of a run that the journal or a file gave back. */
  readonly key?: string
}

/** The parameters at one evaluation of a run. */
export interface KeptCheckpoint {
  /** Number of the evaluation, from 0. */
  readonly index: number
  readonly step: number
  readonly theta: Checkpoint['theta']
}

/** A dismissible line at the top of the page. */
export interface Notice {
  readonly id: number
  readonly kind: 'link' | 'setting' | 'origin' | 'recovery' | 'back' | 'kept' | 'error'
  readonly text: string
}

export interface Progress {
  readonly step: number
  /** Smoothed; 0 while nothing runs. */
  readonly stepsPerSecond: number
}

/** One of two settings that are trained in lock-step. */
export type Side = 'A' | 'B'

/** How fast runs are played, slowest first. */
export const SPEEDS = ['¼×', '1×', '4×', 'max'] as const
export type Speed = (typeof SPEEDS)[number]

/** A run of which something can be drawn. */
export type MeasuredRun = Run & { readonly description: RunDescription }

/** What is so. */
export interface LabFacts {
  readonly config: ExperimentConfig
  readonly notices: readonly Notice[]
  readonly backend: BackendReport | null
  readonly stage: Stage
  /** Share of the kernels that have been compiled ahead; null where they are not counted. */
  readonly compiled: number | null
  /** Whether the person wants the run to go on: from Play to Pause or the end, whatever happens to tab and worker. */
  readonly playing: boolean
  /** Whether the tab is hidden. */
  readonly hidden: boolean
  /** Follows from the three above and the progress. */
  readonly phase: Phase
  /** The sentence of the current phase where there is more to say (a failure's reason). */
  readonly detail: string | null
  readonly run: Run | null
  /** The run that the charts show: see `measuredOf`. */
  readonly measured: MeasuredRun | null
  /** Which of the two settings the controls edit and `run` follows; null where there is one run alone. */
  readonly side: Side | null
  /** The other run of A and B, trained in lock-step with `run`; null where there is one run alone. */
  readonly rival: Run | null
  /** Earlier and pinned runs that lie over the charts, oldest first; with `run` and `rival` at most four. */
  readonly ghosts: readonly Run[]
  readonly progress: Progress
  /** The settings before and after those that are shown. */
  readonly undo: Undo
  /** A step of the run, or null for "now". */
  readonly playhead: number | null
  readonly speed: Speed
}

/** What can be done. */
export interface LabActions {
  /** Choose scenario, rule, decode or backend; restarts the run. */
  choose(id: Choice, value: string): void
  /** Set a numeric parameter. Values of one gesture (a drag) share one ghost and one history entry: call `endGesture` at its end. */
  set(id: string, value: number): void
  endGesture(): void
  /** Back to the default of the scenario and rule. */
  resetParameter(id: string): void
  /** The scenario's defaults with some values in their place; what is no parameter of it is left out. */
  preset(values: Values): void
  /** Takes the last change of settings back; does nothing where there is none. */
  undoChange(): void
  redoChange(): void
  /**
   * Start a run from a checkpoint, or from where its settings begin for null; the run so far stays as a ghost.
   * @param rival B's settings, where A and B are to be trained from there
   */
  begin(config: ExperimentConfig, origin: Origin | null, rival?: ExperimentConfig | null): void
  /** `begin` with the settings as they are and the kept checkpoint at or before the playhead. */
  fork(): void
  /**
   * A/B: a second run, B, is trained in lock-step with the settings as they are, A, from step 0 once Play is pressed; its
   * settings begin as the same and are the ones edited. Refused where there is no room over the charts.
   */
  startPair(): void
  /** Goes on with A alone, whichever was edited; B stays as an earlier run. */
  endPair(): void
  /** Has the controls edit A or B. */
  edit(side: Side): void
  play(): void
  pause(): void
  /** One training step. */
  step(): void
  /** Back to step 0 of the same settings. */
  reset(): void
  setSpeed(speed: Speed): void
  setPlayhead(step: number | null): void
  /** Pins the run of that id, the present one or an earlier one, or lets go of it. What there is no room for is refused. */
  setPinned(run: number, pinned: boolean): void
  /** Lays a run over the charts that is not the lab's own, such as one from a file, as pinned; refused where there is no room. */
  overlay(run: Omit<Run, 'id' | 'colour' | 'pinned'>): void
  /** Takes one of the earlier runs off the charts. */
  dismissGhost(run: number): void
  dismissGhosts(): void
  dismissNotice(id: number): void
}

export interface LabState extends LabFacts, LabActions {}
