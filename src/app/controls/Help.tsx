import { type ReactNode, useId, useState } from 'react'
import { settingsText } from '../../text/settings'

interface HelpProps {
  /** What the help is about, for the button's name. */
  readonly about: string
  readonly children: ReactNode
  /** The line that the button stands in. */
  readonly line: (button: ReactNode) => ReactNode
}

/** A line with a small "?" that opens an explanation below it. */
export function Help({ about, children, line }: HelpProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      {line(
        <button
          type="button"
          className="help-button"
          aria-label={settingsText.explain(about)}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          ?
        </button>,
      )}
      <div id={id} className="help-text" hidden={!open}>
        {children}
      </div>
    </>
  )
}
