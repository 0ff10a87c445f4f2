import type { FromWorker } from '../engine/protocol'
import type { LabState, Run } from './types'

/** What a message from the worker changes. Messages about a run that is no longer shown change nothing. */
export function applyMessage(state: LabState, message: FromWorker, playing: boolean): Partial<LabState> {
  if (message.type === 'backend') return { backend: message.report }
  if (message.type === 'failed' && (message.run === null || message.run === state.run?.id)) {
    return { phase: 'failed', detail: message.message }
  }
  const { run } = state
  if (!run || !('run' in message) || message.run !== run.id) return {}
  switch (message.type) {
    case 'loaded':
      return { run: { ...run, description: message.description }, phase: resting(state, playing), detail: null }
    case 'compiling':
      return { phase: 'compiling' }
    case 'compiled':
      return { phase: resting(state, playing) }
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
      return { phase: 'finished', progress: { ...state.progress, stepsPerSecond: 0 } }
    default:
      return {}
  }
}

/** The phase once nothing has to be waited for. A finished run that is rebuilt stays finished. */
function resting(state: LabState, playing: boolean): LabState['phase'] {
  if (state.phase === 'hidden') return 'hidden'
  if (playing) return 'running'
  return state.progress.step >= state.config.values.T ? 'finished' : 'paused'
}

/** Evaluations that are repeated after a recovery replace nothing: they are the same. */
function withSnapshot(run: Run, snapshot: Run['snapshots'][number]): Run {
  const last = run.snapshots.at(-1)
  return last && last.step >= snapshot.step ? run : { ...run, snapshots: [...run.snapshots, snapshot] }
}
