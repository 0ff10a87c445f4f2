import { decodesOf } from '../../config/settings'
import { DECODE_LABELS } from '../../text/decode'
import { settingsText } from '../../text/settings'
import { Notation } from '../Notation'
import { Help } from './Help'
import { Segmented } from './Segmented'
import { useSettings, useSettingsStore } from './settings'

/** How the trained model is read, where there is more than one way. */
export function DecodeControl() {
  const scenario = useSettings(state => state.config.scenario)
  const model = useSettings(state => state.config.model)
  const current = useSettings(state => state.config.decode)
  const { choose } = useSettingsStore().getState()
  const offered = decodesOf(scenario, model)
  if (offered.length < 2) return null
  return (
    <div className="control">
      <Segmented
        legend={settingsText.decoding}
        options={offered.map(value => ({ value, label: settingsText.decodes[value] }))}
        value={current}
        onChoose={value => choose('decode', value)}
      />
      <Help
        about={settingsText.aboutDecoding}
        line={button => (
          <div className="control-line">
            <span className="control-note">{DECODE_LABELS[current]}</span>
            {button}
          </div>
        )}
      >
        <p>{settingsText.decodingHelp}</p>
        <p className="equation">
          <Notation text={settingsText.decodingEquation} />
        </p>
      </Help>
    </div>
  )
}
