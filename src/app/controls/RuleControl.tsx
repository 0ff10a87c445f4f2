import { useId } from 'react'
import { rulesOf } from '../../config/settings'
import { settingsText } from '../../text/settings'
import { RULES, ruleById } from '../../training/registry'
import type { UpdateRule } from '../../training/rule'
import { Notation } from '../Notation'
import { Help } from './Help'
import { Segmented } from './Segmented'
import { useSettings, useSettingsStore } from './settings'

/** The update rule: what it does to the gradient's size, or another way to learn. */
export function RuleControl() {
  const scenario = useSettings(state => state.config.scenario)
  const model = useSettings(state => state.config.model)
  const current = useSettings(state => state.config.rule)
  const { choose } = useSettingsStore().getState()
  const name = useId()
  const rule = ruleById(current)
  const offered = rulesOf(scenario, model)
  const inOrder = RULES.filter(candidate => offered.includes(candidate))
  const groups = [
    { legend: settingsText.gradientRules, rules: inOrder.filter(({ kind }) => kind === 'gradient') },
    { legend: settingsText.otherRules, rules: inOrder.filter(({ kind }) => kind !== 'gradient') },
  ]
  const filled = groups.filter(({ rules }) => rules.length > 0)
  return (
    <div className="control">
      {offered.length === 1 && <p className="control-label">{settingsText.learnedBy}</p>}
      {offered.length > 1 &&
        filled.map(({ legend, rules }) => (
          <Segmented
            key={legend}
            name={name}
            legend={filled.length > 1 ? legend : settingsText.learnedBy}
            options={rules.map(({ id, short, label }) => ({ value: id, label: short, description: label }))}
            value={current}
            onChoose={id => choose('rule', id)}
          />
        ))}
      <Explanation rule={rule} />
    </div>
  )
}

function Explanation({ rule }: { readonly rule: UpdateRule }) {
  return (
    <Help
      about={rule.label}
      line={button => (
        <div className="control-line">
          <span className="control-note">{rule.label}</span>
          {button}
        </div>
      )}
    >
      <p>
        <Notation text={rule.help} />
      </p>
      <p className="equation">
        <Notation text={rule.equation} />
      </p>
    </Help>
  )
}
