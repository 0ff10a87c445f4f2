import { useEffect } from 'react'
import { useLab } from '../../state/lab'

/** Elements in which the same keys take back what was typed. */
const OWN_UNDO = 'input:not([type=range], [type=radio], [type=checkbox]), textarea, [contenteditable]'

/** Undo and redo of settings by the keys that mean it everywhere. */
export function useUndoKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      if (event.target instanceof Element && event.target.closest(OWN_UNDO)) return
      const { undoChange, redoChange } = useLab.getState()
      const key = event.key.toLowerCase()
      if (key === 'z' && !event.shiftKey) undoChange()
      else if (key === 'y' || key === 'z') redoChange()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
