import { downloadSweep } from '../../state/download'
import { useSweep } from '../../state/sweep'
import { type SweepPhase, sweepPhase } from '../../state/sweepPhase'
import { formatCount } from '../../text/format'
import { sweepText } from '../../text/sweep/view'
import { SheetButton } from '../controls/SheetButton'
import { Shown } from '../controls/Shown'
import type { Sheet } from '../controls/useSheet'
import { Icon } from '../transport/Icon'

/** Run and cancel, progress, and the data. */
export function SweepBar({ sheet }: { readonly sheet: Sheet }) {
  const phase = useSweepPhase()
  return (
    <section className="transport sweep-bar" aria-label={sweepText.bar}>
      <div className="transport-buttons">
        <Shown id="play">
          <RunButton phase={phase} />
        </Shown>
      </div>
      <Progress phase={phase} />
      <div className="transport-tools">
        <SheetButton sheet={sheet} name={sweepText.settings} />
        <button type="button" className="button" disabled={phase.done === 0} onClick={downloadSweep}>
          {sweepText.download}
        </button>
      </div>
    </section>
  )
}

/** One button throughout, so that the focus stays where it is. */
function RunButton({ phase: { name } }: { readonly phase: SweepPhase }) {
  const { run, cancel } = useSweep.getState()
  const busy = isBusy(name)
  const again = name === 'finished'
  return (
    <button
      type="button"
      className={`button button-main ${name === 'empty' ? 'inviting' : ''}`}
      onClick={busy ? cancel : run}
    >
      <Icon name={busy ? 'stop' : again ? 'again' : 'play'} />
      {busy ? sweepText.cancel : again ? sweepText.again : sweepText.run}
    </button>
  )
}

function isBusy(name: SweepPhase['name']): boolean {
  return name === 'running' || name === 'starting' || name === 'following'
}

function Progress({ phase: { name, done, runs } }: { readonly phase: SweepPhase }) {
  const { steps, allSteps, secondsLeft } = useSweep(state => state.progress)
  const team = useSweep(state => state.team)
  const busy = isBusy(name)
  const share = busy && allSteps > 0 ? Math.min(1, steps / allSteps) : done / runs
  return (
    <div className="progress">
      <p>
        <span className="progress-word">{sweepText.runs}</span> <strong>{formatCount(done)}</strong> /{' '}
        {formatCount(runs)}{' '}
        <span className="pace">
          {busy && secondsLeft !== null && sweepText.left(secondsLeft)}
          <span className="team">
            {busy && secondsLeft !== null && team && ' · '}
            {team && sweepText.team(team.backend, team.workers)}
          </span>
        </span>
      </p>
      <progress aria-label={sweepText.progress} value={share} max={1} />
    </div>
  )
}

/** Counting all runs takes a while where there are thousands; the store changes a few times a second only. */
export function useSweepPhase(): SweepPhase {
  const stage = useSweep(state => state.stage)
  const plan = useSweep(state => state.plan)
  const outcomes = useSweep(state => state.outcomes)
  return sweepPhase({ stage, plan, outcomes })
}
