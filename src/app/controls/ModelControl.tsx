import { modelsOf } from '../../scenarios/registry'
import { MODEL_LABELS } from '../../text/model'
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
        legend="Model"
        options={offered.map(value => ({ value, label: value, description: MODEL_LABELS[value] }))}
        value={current}
        onChoose={value => choose('model', value)}
      />
      <Help
        about="the model"
        line={button => (
          <div className="control-line">
            <span className="control-note">{MODEL_LABELS[current]}</span>
            {button}
          </div>
        )}
      >
        <p>
          All learn the same prompts and the same teacher. The linear model (Eq. 3) is given features of every word that
          may come next. A transformer is given no features: it reads the words so far, and every word it knows may come
          next.
        </p>
      </Help>
    </div>
  )
}
