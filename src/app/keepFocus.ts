import { useEffect } from 'react'

/** Milliseconds after a click or a key at which it is seen to; some things go only once the device has been asked. */
const LOOKS = [0, 100, 500]

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex="0"]'

/**
 * Where what had the focus is gone, or can no longer have it, the focus goes to what is left nearest to it: whoever removes line
 * after line by keyboard would be sent to the beginning of the page each time.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let path: readonly Element[] = []
    const note = ({ target }: FocusEvent): void => {
      path = target instanceof Element ? withAncestors(target) : []
    }
    const look = (): void => {
      const [last, ...around] = path
      if (!last || document.activeElement !== document.body) return
      if (last.isConnected && !last.matches(':disabled')) return
      const near = around.find(element => element.isConnected && element.querySelector(FOCUSABLE))
      near?.querySelector<HTMLElement>(FOCUSABLE)?.focus({ preventScroll: true })
    }
    const soon = (): void => {
      for (const wait of LOOKS) setTimeout(look, wait)
    }
    document.addEventListener('focusin', note)
    document.addEventListener('click', soon)
    return () => {
      document.removeEventListener('focusin', note)
      document.removeEventListener('click', soon)
    }
  }, [])
}

function withAncestors(element: Element): readonly Element[] {
  const path: Element[] = []
  for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) path.push(at)
  return path
}
