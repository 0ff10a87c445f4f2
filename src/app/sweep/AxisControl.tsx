import { useId } from 'react'
import { rulesOf } from '../../config/settings'
import { type Axis, axisParameters, presetAxis } from '../../config/sweepAxis'
import { useSweep } from '../../state/sweep'
import { sweepText } from '../../text/sweep/view'
import { RULES } from '../../training/registry'
import type { UpdateRule } from '../../training/rule'
import { ValuesField } from './ValuesField'

interface AxisControlProps {
  readonly legend: string
  readonly axis: Axis | null
  /** What the other axis varies, which this one cannot. */
  readonly taken: string | undefined
  /** What it is called to vary nothing; left out where something has to vary. */
  readonly none?: string
  readonly onChange: (axis: Axis | null) => void
}

/** What varies along one direction, and its values. Made from the schema. */
export function AxisControl({ legend, axis, taken, none, onChange }: AxisControlProps) {
  const base = useSweep(state => state.config)
  const id = useId()
  const rules = RULES.filter(rule => rulesOf(base.scenario, base.model).includes(rule))
  const parameters = axisParameters(base).filter(parameter => parameter.id !== taken)
  const parameter = parameters.find(candidate => candidate.id === axis?.id)

  const choose = (chosen: string): void => {
    const next = parameters.find(candidate => candidate.id === chosen)
    if (next) onChange(presetAxis(next))
    else onChange(chosen === 'rule' ? { kind: 'rule', id: 'rule', values: rules.map(rule => rule.id) } : null)
  }

  return (
    <fieldset className="control axis-control">
      <legend>{legend}</legend>
      <select id={id} aria-label={legend} value={axis?.id ?? ''} onChange={event => choose(event.target.value)}>
        {none && <option value="">{none}</option>}
        {taken !== 'rule' && rules.length > 1 && <option value="rule">{sweepText.updateRule}</option>}
        {parameters.map(option => (
          <option key={option.id} value={option.id}>
            {option.symbol === option.id && option.symbol.length > 1
              ? option.label
              : sweepText.option(option.symbol, option.label)}
          </option>
        ))}
      </select>
      {axis?.kind === 'parameter' && parameter && (
        <ValuesField
          // A message about one parameter's values says nothing of another's.
          key={axis.id}
          parameter={parameter}
          values={axis.values}
          onChange={values => onChange({ ...axis, values })}
        />
      )}
      {axis?.kind === 'rule' && (
        <RuleBoxes rules={rules} chosen={axis.values} onChange={values => onChange({ ...axis, values })} />
      )}
    </fieldset>
  )
}

interface RuleBoxesProps {
  readonly rules: readonly UpdateRule[]
  readonly chosen: readonly string[]
  readonly onChange: (values: readonly string[]) => void
}

/** The update rules to compare; the last one cannot be unchecked. */
function RuleBoxes({ rules, chosen, onChange }: RuleBoxesProps) {
  return (
    <div className="rule-boxes">
      {rules.map(({ id, label }) => {
        const checked = chosen.includes(id)
        return (
          <label key={id} className="check-line">
            <input
              type="checkbox"
              checked={checked}
              disabled={checked && chosen.length === 1}
              onChange={() =>
                onChange(rules.map(rule => rule.id).filter(other => (other === id ? !checked : chosen.includes(other))))
              }
            />
            {label}
          </label>
        )
      })}
    </div>
  )
}
