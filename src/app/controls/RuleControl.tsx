import { RULES } from '../../training/registry'
import { Help } from './Help'
import { Segmented } from './Segmented'
import { useSettings, useSettingsStore } from './settings'

/** The update rule, as what it does to the gradient's size. */
export function RuleControl() {
  const current = useSettings(state => state.config.rule)
  const { choose } = useSettingsStore().getState()
  const rule = RULES.find(({ id }) => id === current)
  return (
    <div className="control">
      <Segmented
        legend="Gradient normalization"
        options={RULES.map(({ id, short, label }) => ({ value: id, label: short, description: label }))}
        value={current}
        onChoose={id => choose('rule', id)}
      />
      {rule && (
        <Help
          about={rule.label}
          line={button => (
            <div className="control-line">
              <span className="control-note">{rule.label}</span>
              {button}
            </div>
          )}
        >
          <p>{rule.help}</p>
          <p className="equation">{rule.equation}</p>
        </Help>
      )}
    </div>
  )
}
