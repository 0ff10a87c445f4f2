import { useId } from 'react'
import { SCENARIOS } from '../../scenarios/registry'
import { Slips } from './Slips'
import { useSettings, useSettingsStore } from './settings'

/** The scenario, and what it shows in one sentence. */
export function ScenarioControl() {
  const current = useSettings(state => state.config.scenario)
  const { choose } = useSettingsStore().getState()
  const scenario = SCENARIOS.find(({ id }) => id === current)
  const id = useId()
  return (
    <div className="control scenario">
      <label className="control-label" htmlFor={id}>
        Scenario
      </label>
      <select id={id} value={current} onChange={event => choose('scenario', event.target.value)}>
        {SCENARIOS.map(({ id: value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
      {scenario && (
        <p className="control-note">
          {scenario.summary} <span className="source">{scenario.source}</span>
        </p>
      )}
      {scenario?.slips && <Slips slips={scenario.slips} />}
    </div>
  )
}
