import { encodeLink } from '../../config/link'
import { presetConfig } from '../../config/settings'
import { scenarioOf } from '../../scenarios/registry'
import { useLab } from '../../state/lab'
import { settingsText } from '../../text/settings'

/** Settings of note, each one press away, and the way back to the defaults. */
export function Presets() {
  const config = useLab(state => state.config)
  const { presets } = scenarioOf(config)
  if (!presets) return null
  const link = encodeLink(config)
  return (
    <fieldset className="control presets">
      <legend className="visually-hidden">{settingsText.presets}</legend>
      {[{ label: settingsText.usual, values: {} }, ...presets].map(({ label, values }) => (
        <button
          key={label}
          type="button"
          className="small-button"
          aria-pressed={encodeLink(presetConfig(config, values).config) === link}
          onClick={() => useLab.getState().preset(values)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}
