import { SHARED_PARAMETERS } from '../../config/schema'
import type { SettingChange } from '../../engine/snapshot'
import { useLab } from '../../state/lab'
import type { Run } from '../../state/types'
import { formatCount, formatNumber } from '../../text/format'
import { runColour } from '../charts/runColour'
import { useFrame } from '../frame'
import { differenceOf } from './difference'

/** What the lines are: the run in its colour, the earlier runs in theirs, and the way to be rid of those. */
export function Legend({ run, band }: { readonly run: Run; readonly band: boolean }) {
  const ghosts = useFrame(state => state.ghosts)
  const { dismissGhosts } = useLab.getState()
  return (
    <ul className="legend">
      <li>
        <span className="swatch" style={{ background: runColour(run) }} /> this run
        {run.changes.length > 0 && `, ${changeInWords(run.changes)}`}
      </li>
      {band && (
        <li>
          <span className="swatch swatch-band" style={{ background: runColour(run) }} /> 95 % band
        </li>
      )}
      <li>
        <span className="swatch swatch-bound" /> KL bound, Prop. D.1
      </li>
      {ghosts.map(ghost => (
        <li key={ghost.id}>
          <span className="swatch swatch-ghost" style={{ background: runColour(ghost) }} /> earlier:{' '}
          {differenceOf(ghost.config, run.config)}
          {ghost.origin !== run.origin && ', another start'}
        </li>
      ))}
      {ghosts.length > 0 && (
        <li>
          <button type="button" className="small-button" onClick={dismissGhosts}>
            Dismiss earlier {ghosts.length === 1 ? 'run' : 'runs'}
          </button>
        </li>
      )}
    </ul>
  )
}

/** Such a run is not the one that its link computes, and says so. */
function changeInWords(changes: readonly SettingChange[]): string {
  const last = new Map(changes.map(change => [change.id, change]))
  return [...last.values()]
    .map(({ id, value, step }) => {
      const symbol = SHARED_PARAMETERS.find(parameter => parameter.id === id)?.symbol ?? id
      return `${symbol} = ${formatNumber(value)} only from step ${formatCount(step)} on`
    })
    .join(', ')
}
