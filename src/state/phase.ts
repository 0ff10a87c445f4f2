import type { LabState, Phase } from './types'

/** The one place where the phase comes from. */
export function phaseOf(state: Pick<LabState, 'stage' | 'playing' | 'hidden' | 'progress' | 'config'>): Phase {
  const { stage, playing, hidden, progress, config } = state
  if (stage !== 'ready') return stage
  if (progress.step >= config.values.T) return 'finished'
  if (!playing) return 'paused'
  return hidden ? 'hidden' : 'running'
}
