import { useId, useRef, useState } from 'react'
import { shareText } from '../../text/share'

interface CopyFieldProps {
  readonly label: string
  readonly text: string
  /** On the button. */
  readonly copy: string
  /** Said once it is copied. */
  readonly copied?: string
  readonly lines?: number
  /** Whether its button has the focus when the dialog opens. */
  readonly first?: boolean
}

/** A text to take along, with a button that copies it; where the browser refuses, it is selected for copying by hand. */
export function CopyField({ label, text, copy, copied = shareText.copied, lines = 1, first = false }: CopyFieldProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [said, setSaid] = useState({ of: text, words: '' })
  const onCopy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid({ of: text, words: copied })
    } catch {
      field.current?.select()
      setSaid({ of: text, words: shareText.byHand })
    }
  }
  return (
    <div className="copy-field">
      <label className="control-label" htmlFor={id}>
        {label}
      </label>
      <textarea ref={field} id={id} readOnly rows={lines} value={text} onFocus={({ target }) => target.select()} />
      <p className="copy-line">
        {/* biome-ignore lint/a11y/noAutofocus: a dialog's first focus, so that Share and Enter copy the link */}
        <button type="button" className={`button ${first ? 'button-main' : ''}`} autoFocus={first} onClick={onCopy}>
          {copy}
        </button>
        <span role="status" className="copy-outcome">
          {said.of === text ? said.words : ''}
        </span>
      </p>
    </div>
  )
}
