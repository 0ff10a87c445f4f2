import { useId } from 'react'
import { SCENARIOS } from '../../scenarios/registry'
import { useLab } from '../../state/lab'
import { Slips } from './Slips'

/** The scenario, and what it shows in one sentence. */
export function ScenarioControl() {
  const current = useLab(state => state.config.scenario)
  const { choose } = useLab.getState()
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
