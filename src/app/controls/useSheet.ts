import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'

/** The settings where there is no room to keep them in sight: they open over the page, by a button in its bar. */
export interface Sheet {
  readonly open: boolean
  readonly toggle: () => void
  readonly id: string
  /** Of the element that holds the settings. */
  readonly props: {
    readonly id: string
    readonly ref: RefObject<HTMLElement | null>
    readonly className: string
    readonly tabIndex: -1
    readonly onKeyDown: (event: KeyboardEvent) => void
  }
}

/** Whoever opens the sheet goes on in it; Escape closes it and leads back. */
export function useSheet(): Sheet {
  const [open, setOpen] = useState(false)
  const id = useId()
  const ref = useRef<HTMLElement>(null)
  const opener = useRef<Element | null>(null)
  useEffect(() => {
    if (open) ref.current?.focus({ preventScroll: true })
  }, [open])
  const toggle = (): void => {
    opener.current = document.activeElement
    setOpen(!open)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // In a field it takes back what was typed.
    const typing = event.target instanceof HTMLInputElement && event.target.type === 'text'
    if (event.key !== 'Escape' || !open || typing) return
    event.stopPropagation()
    setOpen(false)
    if (opener.current instanceof HTMLElement) opener.current.focus()
  }
  return { open, toggle, id, props: { id, ref, className: `rail ${open ? 'rail-open' : ''}`, tabIndex: -1, onKeyDown } }
}
