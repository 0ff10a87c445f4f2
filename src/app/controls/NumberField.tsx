import { useId, useState } from 'react'
import type { NumberParameter } from '../../scenarios/parameter'
import { formatSetting } from '../format'
import { readTyped } from './slider'

interface NumberFieldProps {
  readonly parameter: NumberParameter
  readonly value: number
  readonly labelledBy: string
  readonly onCommit: (value: number) => void
}

/** A field for typing a value. It commits on Enter and on leaving; Escape takes back what was typed. */
export function NumberField({ parameter, value, labelledBy, onCommit }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [message, setMessage] = useState<string | null>(null)
  const messageId = useId()

  const commit = (): void => {
    if (draft === null) return
    setDraft(null)
    const typed = readTyped(parameter, draft, value)
    setMessage(typed.message)
    if (typed.value !== null) onCommit(typed.value)
  }

  return (
    <>
      <input
        className="number-field"
        type="text"
        inputMode={parameter.kind === 'integer' ? 'numeric' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
        aria-labelledby={labelledBy}
        aria-describedby={message ? messageId : undefined}
        value={draft ?? formatSetting(value)}
        onChange={event => {
          setDraft(event.target.value)
          setMessage(null)
        }}
        onBlur={commit}
        onKeyDown={event => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setDraft(null)
        }}
      />
      <p id={messageId} className="field-message" role="status">
        {message}
      </p>
    </>
  )
}
