import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { usePresentation } from '../../state/presentation'
import { shortcutsText } from '../../text/shortcuts'
import { useShortcuts } from './useShortcuts'

const ShortcutList = lazy(() => import('./ShortcutList').then(({ ShortcutList: list }) => ({ default: list })))

/** The keys of the page, their list, and the look of presenting. */
export function Shortcuts() {
  const [listed, setListed] = useState(false)
  const present = usePresentation(state => state.present)
  const list = useCallback(() => setListed(true), [])
  useShortcuts(list)
  useEffect(() => {
    document.documentElement.classList.toggle('presenting', present)
    // Plots measure their frames, whose type has changed with the page's.
    window.dispatchEvent(new Event('resize'))
  }, [present])
  return (
    <>
      {present && (
        <div className="presenter-tools">
          <button type="button" className="small-button" onClick={list}>
            {shortcutsText.help} <kbd>?</kbd>
          </button>
          <button type="button" className="small-button" onClick={() => usePresentation.getState().setPresent(false)}>
            {shortcutsText.leave} <kbd>Esc</kbd>
          </button>
        </div>
      )}
      {listed && (
        <Suspense>
          <ShortcutList onClose={() => setListed(false)} />
        </Suspense>
      )}
    </>
  )
}
