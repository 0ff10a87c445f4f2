import type { FromWorker } from '../engine/protocol'
import type { TrainedSnapshot } from '../engine/snapshot'
import { RUN_BUDGET, withCheckpoint } from './checkpoints'
import type { LabState, Run } from './types'

/** What a message from the worker changes. Messages about a run that is no longer shown change nothing. */
export function applyMessage(state: LabState, message: FromWorker): Partial<LabState> {
  if (message.type === 'backend') return { backend: message.report }
  if (message.type === 'failed' && (message.run === null || message.run === state.run?.id)) {
    return { stage: 'failed', playing: false, detail: message.message }
  }
  const { run } = state
  if (!run || !('run' in message) || message.run !== run.id) return {}
  switch (message.type) {
    case 'loaded':
      // A run that goes on after a loss is loaded again, from its own checkpoint.
      return {
        run: { ...run, description: message.description, shipped: message.shipped ?? run.shipped },
        stage: 'ready',
        detail: null,
      }
    case 'compiling':
      return { stage: 'compiling' }
    case 'compiled':
      return { stage: 'ready' }
    case 'estimate':
      return { run: { ...run, estimate: message.estimate } }
    case 'snapshot':
      return {
        run: withSnapshot(run, message.snapshot),
        progress: { ...state.progress, step: Math.max(state.progress.step, message.snapshot.step) },
      }
    case 'progress':
      return { progress: { step: message.step, stepsPerSecond: message.stepsPerSecond } }
    case 'changed':
      return { run: { ...run, changes: [...run.changes, message.change] } }
    case 'paused':
      return { progress: { step: message.step, stepsPerSecond: 0 } }
    case 'finished':
      return { playing: false, progress: { ...state.progress, stepsPerSecond: 0 } }
    default:
      return {}
  }
}

/** Evaluations that are repeated after a recovery replace nothing: they are the same. */
function withSnapshot(run: Run, { checkpoint, ...snapshot }: TrainedSnapshot): Run {
  const last = run.snapshots.at(-1)
  if (last && last.step >= snapshot.step) return run
  const newest = { index: run.snapshots.length, step: snapshot.step, theta: checkpoint.theta }
  return {
    ...run,
    snapshots: [...run.snapshots, snapshot],
    checkpoints: withCheckpoint(run.checkpoints, newest, RUN_BUDGET),
  }
}
