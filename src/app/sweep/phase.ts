import { missingRuns, type SweepState } from '../../state/sweep'
import { unitOf } from '../../state/unit'
import { formatCount } from '../../text/format'

/** What the page says of a sweep, and how much of it is there. */
export interface SweepPhase {
  readonly name: 'empty' | 'partial' | 'starting' | 'running' | 'cancelled' | 'finished' | 'failed'
  readonly runs: number
  readonly done: number
}

export function sweepPhase(state: Pick<SweepState, 'stage' | 'plan' | 'outcomes'>): SweepPhase {
  const runs = state.plan.runs.length
  const done = runs - missingRuns(state.plan, state.outcomes).length
  return { name: nameOf(state.stage, runs, done), runs, done }
}

function nameOf(stage: SweepState['stage'], runs: number, done: number): SweepPhase['name'] {
  if (stage !== 'idle') return stage
  if (done === runs) return 'finished'
  return done === 0 ? 'empty' : 'partial'
}

/** What the sweep is at and what the person can do now. */
export function sweepSentence({ name, runs, done }: SweepPhase, state: Pick<SweepState, 'plan' | 'detail'>): string {
  const all = formatCount(runs)
  const detail = state.detail ? `${state.detail} ` : ''
  switch (name) {
    case 'empty':
      return `Press Run: ${all} ${runs === 1 ? 'run' : 'runs'} of ${stepsInWords(state.plan)}.`
    case 'partial':
      return `${formatCount(done)} of ${all} runs are there from before; Run computes the others.`
    case 'starting':
      return 'Starting the workers.'
    case 'running':
      return 'Running: first every point with one seed, then with the next. It goes on while you explore.'
    case 'cancelled':
      return `${detail}Cancelled after ${formatCount(done)} of ${all} runs, which are kept; Run goes on from there.`
    case 'finished':
      return `Finished: ${all} ${runs === 1 ? 'run' : 'runs'}. Change an axis, and only what is missing will be computed.`
    case 'failed':
      return `${detail}${formatCount(done)} of ${all} runs are kept; Run goes on from there.`
  }
}

function stepsInWords({ runs }: SweepState['plan']): string {
  const steps = runs.map(({ config }) => config.values.T)
  const [least, most] = [Math.min(...steps), Math.max(...steps)]
  const units = new Set(runs.map(({ config }) => unitOf(config).many))
  const unit = units.size === 1 ? [...units][0] : 'steps or datasets'
  return least === most ? `${formatCount(most)} ${unit}` : `${formatCount(least)} to ${formatCount(most)} ${unit}`
}
