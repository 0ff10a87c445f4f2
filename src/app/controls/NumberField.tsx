import { useId, useState } from 'react'
import type { NumberParameter } from '../../scenarios/parameter'
import { formatSetting } from '../../text/format'
import { Notation } from '../Notation'
import { aboutTyped, readTyped } from './slider'

interface NumberFieldProps {
  readonly parameter: NumberParameter
  readonly value: number
  readonly labelledBy: string
  /** Sets the value and returns what was set. */
  readonly onCommit: (value: number) => number
}

/** A field for typing a value. It commits on Enter and on leaving; Escape takes back what was typed. */
export function NumberField({ parameter, value, labelledBy, onCommit }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [told, setTold] = useState<{ readonly message: string | null; readonly of: number } | null>(null)
  const messageId = useId()
  // Said of one value: it no longer holds once the value comes from elsewhere.
  const message = told !== null && told.of === value ? told.message : null

  const commit = (): void => {
    if (draft === null) return
    setDraft(null)
    const typed = readTyped(draft)
    const taken = typed === null ? value : onCommit(typed)
    setTold({ message: aboutTyped(parameter, draft, taken), of: taken })
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
          setTold(null)
        }}
        onBlur={commit}
        onKeyDown={event => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setDraft(null)
        }}
      />
      <p id={messageId} className="field-message" role="status">
        {message && <Notation text={message} />}
      </p>
    </>
  )
}
