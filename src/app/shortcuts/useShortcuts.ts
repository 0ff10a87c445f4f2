import { useEffect } from 'react'
import { usePresentation } from '../../state/presentation'
import { useCharacterKeys } from './characterKeys'
import { pressPresenterKey } from './presenterKeys'

/** Where a person types, or where a dialog has keys of its own. */
const FIELDS = 'input:not([type=range], [type=radio], [type=checkbox]), select, textarea, [contenteditable], dialog'

/** Elements for which the arrow keys already mean something. */
const OWN_ARROWS = 'input, [role=slider], [role=tab], [role=grid]'

/** Keys of the whole page; `onHelp` opens their list. The space bar is the transport bar's. */
export function useShortcuts(onHelp: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : document.body
      if (target.closest(FIELDS)) return
      if (isCharacter(event.key) && !useCharacterKeys.getState().on) return
      if (event.key.startsWith('Arrow') && target.closest(OWN_ARROWS)) return
      if (press(event.key, onHelp)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onHelp])
}

/** A letter, a digit or a sign; other keys have names of several letters. The space bar presses buttons everywhere. */
function isCharacter(key: string): boolean {
  return key.length === 1 && key !== ' '
}

function press(key: string, onHelp: () => void): boolean {
  const { present, setPresent } = usePresentation.getState()
  if (key === '?') {
    onHelp()
    return true
  }
  if (key === 'p' || (key === 'Escape' && present)) {
    setPresent(!present)
    return true
  }
  return present && pressPresenterKey(key)
}
