import { lazy, Suspense, useRef, useState } from 'react'
import { shareText } from '../../text/share'

const ShareDialog = lazy(() => import('./ShareDialog').then(({ ShareDialog: dialog }) => ({ default: dialog })))

/** Opens the one dialog for everything that can be taken along of the page. */
export function ShareButton() {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const onClose = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button ref={button} type="button" className="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {shareText.open}
      </button>
      {open && (
        <Suspense fallback={<span role="status">{shareText.loading}</span>}>
          <ShareDialog onClose={onClose} />
        </Suspense>
      )}
    </>
  )
}
