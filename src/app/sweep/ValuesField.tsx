import { useId, useState } from 'react'
import { readValues, SPACINGS, type Spacing, spacedValues } from '../../config/sweepAxis'
import type { NumberParameter } from '../../scenarios/parameter'
import { formatSetting } from '../../text/format'
import { sweepText } from '../../text/sweep/view'
import { NumberField } from '../controls/NumberField'

interface ValuesFieldProps {
  readonly parameter: NumberParameter
  readonly values: readonly number[]
  readonly onChange: (values: readonly number[]) => void
}

/** The values of an axis as a list to type into. It commits on Enter and on leaving; Escape takes back what was typed. */
export function ValuesField({ parameter, values, onChange }: ValuesFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [told, setTold] = useState<readonly string[]>([])
  const id = useId()
  const messageId = useId()

  const commit = (): void => {
    if (draft === null) return
    setDraft(null)
    const read = readValues(parameter, draft)
    setTold(read.values ? read.adjustments : [...read.adjustments, sweepText.noValue])
    if (read.values) onChange(read.values)
  }

  return (
    <div className="values">
      <label htmlFor={id}>{sweepText.values}</label>
      <input
        id={id}
        className="values-field"
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-describedby={told.length > 0 ? messageId : undefined}
        value={draft ?? values.map(formatSetting).join(', ')}
        onChange={event => {
          setDraft(event.target.value)
          setTold([])
        }}
        onFocus={() => setTold([])}
        onBlur={commit}
        onKeyDown={event => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setDraft(null)
        }}
      />
      <p id={messageId} className="field-message" role="status">
        {told.join(' ')}
      </p>
      <Fill
        // Another list has other ends.
        key={values.join()}
        parameter={parameter}
        values={values}
        onChange={onChange}
      />
    </div>
  )
}

/** Fills the list from one end to the other. */
function Fill({ parameter, values, onChange }: ValuesFieldProps) {
  const [from, setFrom] = useState(values[0])
  const [to, setTo] = useState(values[values.length - 1])
  const [spacing, setSpacing] = useState<Spacing>(
    parameter.scale === 'linear' ? 'even' : parameter.kind === 'integer' ? 'doubling' : 'half decades',
  )
  const id = useId()
  const end = (which: 'from' | 'to', value: number, set: (value: number) => void) => (
    <div className="fill-end">
      <span id={`${id}-${which}`}>{sweepText[which]}</span>
      <NumberField
        parameter={parameter}
        value={value}
        labelledBy={`${id}-${which}`}
        onCommit={typed => {
          const [valid] = spacedValues(parameter, typed, typed, 'even')
          set(valid)
          return valid
        }}
      />
    </div>
  )
  return (
    <details className="more fill">
      <summary>{sweepText.fill}</summary>
      <div className="fill-line">
        {end('from', from, setFrom)}
        {end('to', to, setTo)}
      </div>
      <div className="fill-line">
        <select
          aria-label={sweepText.spacing}
          value={spacing}
          onChange={event => setSpacing(SPACINGS.find(option => option === event.target.value) ?? spacing)}
        >
          {SPACINGS.map(option => (
            <option key={option} value={option}>
              {sweepText.spacings[option]}
            </option>
          ))}
        </select>
        <button type="button" className="button" onClick={() => onChange(spacedValues(parameter, from, to, spacing))}>
          {sweepText.fill}
        </button>
      </div>
    </details>
  )
}
