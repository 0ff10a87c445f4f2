import { modelsOf } from '../../scenarios/registry'
import { MODEL_LABELS } from '../../text/model'
import { settingsText } from '../../text/settings'
import { Help } from './Help'
import { Segmented } from './Segmented'
import { useSettings, useSettingsStore } from './settings'

/** What learns, where there is more than one model that can. */
export function ModelControl() {
  const scenario = useSettings(state => state.config.scenario)
  const current = useSettings(state => state.config.model)
  const { choose } = useSettingsStore().getState()
  const offered = modelsOf(scenario)
  if (offered.length < 2) return null
  return (
    <div className="control">
      <Segmented
        legend={settingsText.model}
        options={offered.map(value => ({ value, label: value, description: MODEL_LABELS[value] }))}
        value={current}
        onChoose={value => choose('model', value)}
      />
      <Help
        about={settingsText.aboutModel}
        line={button => (
          <div className="control-line">
            <span className="control-note">{MODEL_LABELS[current]}</span>
            {button}
          </div>
        )}
      >
        <p>{settingsText.modelHelp}</p>
      </Help>
    </div>
  )
}
