import type { ExperimentConfig } from '../config/config'
import type { BackendReport } from './backend'
import type { Estimate } from './estimate'
import type { ShippedFile } from './shipped'
import type { Checkpoint, RunDescription, SettingChange, TrainedSnapshot } from './snapshot'

/** A run to be built, or to be continued from a checkpoint. */
export interface RunOrder {
  readonly run: number
  readonly config: ExperimentConfig
  readonly resume: Checkpoint | null
  /** Parameters from which it begins, [P]; null for where its configuration begins. */
  readonly origin: Float32Array | null
}

/** Page to worker. `run` numbers the run a message is about; the worker answers with the same number. */
export type ToWorker =
  /**
   * Build the run and evaluate it once; it stays paused. A rival is trained in lock-step with it: after every stretch both
   * have taken the same steps, and both are evaluated at the same ones, so T and `every` have to agree.
   */
  | (RunOrder & { readonly type: 'load'; readonly rival?: RunOrder | null })
  /** Go on without that run of the two. */
  | { readonly type: 'drop'; readonly run: number }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** Train exactly one step, evaluate, stay paused. */
  | { readonly type: 'step' }
  /** Steps per second at most; Infinity for as fast as it goes. */
  | { readonly type: 'speed'; readonly stepsPerSecond: number }
  /** Change a live parameter of a run from the next step on. */
  | { readonly type: 'set'; readonly run: number; readonly id: string; readonly value: number }
  | { readonly type: 'ping'; readonly token: number }

/** Worker to page. Of two runs in lock-step, what is about both bears the number of the first. */
export type FromWorker =
  | { readonly type: 'backend'; readonly report: BackendReport }
  /** The run's steps may keep the worker from answering for so many seconds. */
  | { readonly type: 'patience'; readonly seconds: number }
  /** Kernels are being compiled ahead, and a share of them is; null where they are not counted. `compiled` follows. */
  | { readonly type: 'compiling'; readonly run: number; readonly share: number | null }
  | { readonly type: 'compiled'; readonly run: number }
  | {
      readonly type: 'loaded'
      readonly run: number
      readonly description: RunDescription /** What ships, if it begins from that. */
      readonly shipped: ShippedFile | null
    }
  /** What the run is going to take, while it waits to be played. */
  | { readonly type: 'estimate'; readonly run: number; readonly estimate: Estimate }
  | { readonly type: 'snapshot'; readonly run: number; readonly snapshot: TrainedSnapshot }
  | { readonly type: 'progress'; readonly run: number; readonly step: number; readonly stepsPerSecond: number }
  | { readonly type: 'changed'; readonly run: number; readonly change: SettingChange }
  | { readonly type: 'paused'; readonly run: number; readonly step: number }
  | { readonly type: 'finished'; readonly run: number }
  /** The device went away (driver reset, `device.destroy()`); the run needs a new worker. */
  | { readonly type: 'deviceLost'; readonly reason: string }
  | { readonly type: 'failed'; readonly run: number | null; readonly message: string }
  | { readonly type: 'pong'; readonly token: number }
