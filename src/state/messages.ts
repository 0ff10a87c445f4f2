import type { FromWorker } from '../engine/protocol'
import type { TrainedSnapshot } from '../engine/snapshot'
import { RUN_BUDGET, withCheckpoint } from './checkpoints'
import { otherOf } from './pair'
import type { LabState, Run } from './types'

/** What a message from the worker changes. Messages about a run that is no longer shown change nothing. */
export function applyMessage(state: LabState, message: FromWorker): Partial<LabState> {
  if (message.type === 'backend') return { backend: message.report }
  const about = 'run' in message ? sideOf(state, message.run) : null
  if (message.type === 'failed' && (message.run === null || about)) {
    // Of two runs it has to be said which.
    const which = about && state.side ? `${about === 'run' ? state.side : otherOf(state.side)}: ` : ''
    return { stage: 'failed', playing: false, detail: `${which}${message.message}` }
  }
  const run = about && state[about]
  if (!run || !about) return {}
  switch (message.type) {
    case 'loaded':
      // A run that goes on after a loss is loaded again, from its own checkpoint.
      return {
        [about]: { ...run, description: message.description, shipped: message.shipped ?? run.shipped },
        stage: 'ready',
        detail: null,
      }
    case 'compiling':
      return { stage: 'compiling', compiled: message.share }
    case 'compiled':
      return { stage: 'ready' }
    case 'estimate':
      return { [about]: { ...run, estimate: message.estimate } }
    case 'snapshot':
      return {
        [about]: withSnapshot(run, message.snapshot),
        progress: { ...state.progress, step: Math.max(state.progress.step, message.snapshot.step) },
      }
    case 'progress':
      return { progress: { step: message.step, stepsPerSecond: message.stepsPerSecond } }
    case 'changed':
      return { [about]: { ...run, changes: [...run.changes, message.change] } }
    case 'paused':
      return { progress: { step: message.step, stepsPerSecond: 0 } }
    case 'finished':
      return { playing: false, progress: { ...state.progress, stepsPerSecond: 0 } }
    default:
      return {}
  }
}

/** Which of the lab's own runs a number belongs to. */
function sideOf({ run, rival }: LabState, id: number | null): 'run' | 'rival' | null {
  if (id === null) return null
  if (id === run?.id) return 'run'
  return id === rival?.id ? 'rival' : null
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
