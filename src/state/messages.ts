import type { FromWorker } from '../engine/protocol'
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
      return { run: { ...run, description: message.description }, stage: 'ready', detail: null }
    case 'compiling':
      return { stage: 'compiling' }
    case 'compiled':
      return { stage: 'ready' }
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
function withSnapshot(run: Run, snapshot: Run['snapshots'][number]): Run {
  const last = run.snapshots.at(-1)
  return last && last.step >= snapshot.step ? run : { ...run, snapshots: [...run.snapshots, snapshot] }
}
