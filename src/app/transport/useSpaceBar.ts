import { useEffect } from 'react'

/** Elements for which the space bar already means something. */
const OWN_SPACE = 'input:not([type=range]), select, textarea, button, summary, a[href], [contenteditable]'

/** Calls `toggle` when the space bar is pressed outside of fields and buttons. */
export function useSpaceBar(toggle: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(OWN_SPACE)) return
      event.preventDefault()
      toggle()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [toggle])
}
