import { memo } from 'react'
import { SHARED_PARAMETERS } from '../../config/schema'
import type { SettingChange } from '../../engine/snapshot'
import { useLab } from '../../state/lab'
import type { Run } from '../../state/types'
import { compareText } from '../../text/compare'
import { exploreText } from '../../text/explore'
import { runColour } from '../charts/runColour'
import { RunButtons } from '../compare/RunButtons'
import { useNamedRuns } from '../compare/useNamedRuns'
import { Term } from '../glossary/Term'
import { Notation } from '../Notation'

/** What the lines are: the run in its colour, the others in theirs, and the ways to keep those and to be rid of them. */
export const Legend = memo(function Legend({ run, band }: { readonly run: Run; readonly band: boolean }) {
  const [own, ...others] = useNamedRuns(run)
  const { dismissGhosts } = useLab.getState()
  const earlier = others.filter(({ removable }) => removable)
  return (
    <ul className="legend">
      <li>
        <span className="swatch" style={{ background: runColour(run) }} /> <Notation text={own.name} />
        {/* Beside others the run's name tells of them. */}
        {others.length === 0 && changesInWords(run.changes)}
        <RunButtons id={run.id} pinned={run.pinned} name={own.name} removable={false} />
      </li>
      {band && (
        <li>
          <span className="swatch swatch-band" style={{ background: runColour(run) }} />{' '}
          <Term id="band">{compareText.band}</Term>
        </li>
      )}
      <li>
        <span className="swatch swatch-bound" /> <Term id="kl">{compareText.klBound}</Term>
      </li>
      {others.map(({ run: one, name, removable }) => (
        <li key={one.id}>
          <span className={`swatch ${removable ? 'swatch-ghost' : ''}`} style={{ background: runColour(one) }} />{' '}
          <Notation text={name} />
          <RunButtons id={one.id} pinned={one.pinned} name={name} removable={removable} />
        </li>
      ))}
      {earlier.length > 0 && (
        <li>
          <button type="button" className="small-button" onClick={dismissGhosts}>
            {compareText.dismissEarlier(earlier.length)}
          </button>
        </li>
      )}
    </ul>
  )
})

/** Such a run is not the one that its link computes, and says so. */
function changesInWords(changes: readonly SettingChange[]): readonly string[] {
  const last = new Map(changes.map(change => [change.id, change]))
  return [...last.values()].map(({ id, value, step }) => {
    const symbol = SHARED_PARAMETERS.find(parameter => parameter.id === id)?.symbol ?? id
    return `, ${exploreText.changed(symbol, value, step)}`
  })
}
