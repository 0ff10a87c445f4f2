import type { Values } from '../../scenarios/parameter'
import type { Slip } from '../../scenarios/slip'
import { through } from '../../state/guard'
import { settingsText } from '../../text/settings'
import { Notation } from '../Notation'
import { Shown } from './Shown'
import { useSettings, useSettingsStore } from './settings'

/** Statements of the paper about the scenario that do not hold as written; each opens to what holds and a counterexample. */
export function Slips({ slips }: { readonly slips: readonly Slip[] }) {
  const { set, endGesture } = useSettingsStore().getState()
  const values = useSettings(state => state.config.values)
  const isSet = (settings: Values) => Object.entries(settings).every(([id, value]) => values[id] === value)
  // One gesture: one ghost, one entry in the history.
  const show = (settings: Values): void => {
    through('presets', () => {
      for (const [id, value] of Object.entries(settings)) set(id, value)
      endGesture()
    })
  }
  return slips.map(slip => (
    <details key={slip.claim} className="slip">
      <summary>{settingsText.slip(slip.source)}</summary>
      <dl>
        <dt>{settingsText.stated}</dt>
        <dd>
          <Notation text={slip.claim} />
        </dd>
        <dt>{settingsText.holds}</dt>
        <dd>
          <Notation text={slip.holds} />
        </dd>
        <dt>{settingsText.counterexample}</dt>
        <dd>
          <Notation text={slip.example()} />
        </dd>
      </dl>
      {slip.settings &&
        (isSet(slip.settings) ? (
          <p>{settingsText.isSet}</p>
        ) : (
          <Shown id="presets">
            <button type="button" className="small-button" onClick={() => show(slip.settings ?? {})}>
              {settingsText.setToIt}
            </button>
          </Shown>
        ))}
    </details>
  ))
}
