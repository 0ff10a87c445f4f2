import { useState } from 'react'
import { chartText } from '../../text/charts'
import { Notation } from '../Notation'

/** "What am I looking at?", answered from what the chart shows at this moment. */
export function Looking({ sentences }: { readonly sentences: () => readonly string[] }) {
  const [open, setOpen] = useState(false)
  return (
    <details className="looking" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{chartText.looking}</summary>
      {open && (
        <ul>
          {sentences().map((sentence, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: each place answers one question
            <li key={i}>
              <Notation text={sentence.replaceAll(' %', '\u00a0%')} />
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
