import { compareText } from '../../text/compare'
import { runColour } from '../charts/runColour'
import { useFrame } from '../frame'
import { Notation } from '../Notation'
import { RunButtons } from './RunButtons'
import { useNamedRuns } from './useNamedRuns'

/** The runs over the charts, in the transport bar: each with its colour, its label and its pin. */
export function RunChips() {
  const run = useFrame(state => state.run)
  const runs = useNamedRuns(run)
  return (
    <ul className="run-chips" aria-label={compareText.shownTogether}>
      {runs.map(({ run: one, name, removable }) => (
        <li key={one.id} className="run-chip" title={name}>
          <span className="swatch swatch-dot" style={{ background: runColour(one) }} />
          <span className="run-chip-name">
            <Notation text={name} />
          </span>
          <RunButtons id={one.id} pinned={one.pinned} name={name} removable={removable} />
        </li>
      ))}
    </ul>
  )
}
