import { useId } from 'react'
import { SCENARIOS, scenarioOf } from '../../scenarios/registry'
import { settingsText } from '../../text/settings'
import { Shown } from './Shown'
import { Slips } from './Slips'
import { useSettings, useSettingsStore } from './settings'

/** The scenario, and what it shows in one sentence. */
export function ScenarioControl() {
  const current = useSettings(state => state.config.scenario)
  const { choose } = useSettingsStore().getState()
  const model = useSettings(state => state.config.model)
  const { title: name, summary, source, slips } = scenarioOf({ scenario: current, model })
  const id = useId()
  return (
    <div className="control scenario">
      <Shown id="scenario" otherwise={<strong>{name}</strong>}>
        <label className="control-label" htmlFor={id}>
          {settingsText.scenario}
        </label>
        <select id={id} value={current} onChange={event => choose('scenario', event.target.value)}>
          {SCENARIOS.map(({ id: value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </Shown>
      <p className="control-note">
        {summary} <span className="source">{source}</span>
      </p>
      {slips && <Slips slips={slips} />}
    </div>
  )
}
