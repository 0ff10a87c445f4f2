import { lazy, type ReactNode, Suspense, useId, useState } from 'react'

/** The definitions are read only when one is asked for. */
const Definition = lazy(() => import('./Definition').then(module => ({ default: module.Definition })))

/** A word of the glossary: its meaning shows on focus, hover or tap. @param id of a glossary entry */
export function Term({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const definition = useId()
  return (
    <span className="term">
      <button
        type="button"
        className="term-word"
        aria-describedby={open ? definition : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onPointerEnter={() => setOpen(true)}
        onPointerLeave={({ pointerType }) => pointerType !== 'touch' && setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setOpen(false)
        }}
      >
        {children}
      </button>
      {open && (
        <span id={definition} className="term-meaning" role="tooltip">
          <Suspense fallback={null}>
            <Definition id={id} />
          </Suspense>
        </span>
      )}
    </span>
  )
}
