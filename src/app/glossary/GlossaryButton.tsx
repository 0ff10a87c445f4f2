import { lazy, Suspense, useRef, useState } from 'react'
import { glossaryText } from '../../text/glossaryNames'

const Panel = lazy(() => import('./GlossaryPanel').then(({ GlossaryPanel }) => ({ default: GlossaryPanel })))

/** Opens the glossary beside the page, which stays in use. */
export function GlossaryButton() {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button"
        aria-label={glossaryText.open}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={({ key }) => {
          if (key === 'Escape' && open) close()
        }}
      >
        <span className="glossary-word">{glossaryText.open}</span>
        <span className="glossary-short">?</span>
      </button>
      {open && (
        <aside
          className="glossary"
          aria-label={glossaryText.title}
          onKeyDown={({ key }) => {
            if (key === 'Escape') close()
          }}
        >
          <Suspense fallback={<p>{glossaryText.loading}</p>}>
            <Panel onClose={close} />
          </Suspense>
        </aside>
      )}
    </>
  )
}
