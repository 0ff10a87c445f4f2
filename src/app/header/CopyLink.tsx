import { useEffect, useState } from 'react'
import { useLab } from '../../state/lab'
import { shareView, useView } from '../../state/view'

type Outcome = { readonly copied: true; readonly changed: boolean } | { readonly copied: false; readonly link: string }

/** Copies the link to what is on the page now; where the browser refuses, shows it for copying by hand. */
export function CopyLink() {
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  useEffect(() => {
    if (!outcome?.copied) return
    const timer = setTimeout(() => setOutcome(null), 2500)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async (): Promise<void> => {
    const link = shareView()
    try {
      await navigator.clipboard.writeText(link)
      const changes = useView.getState().view !== 'sweep' ? (useLab.getState().run?.changes.length ?? 0) : 0
      setOutcome({ copied: true, changed: changes > 0 })
    } catch {
      setOutcome({ copied: false, link })
    }
  }

  return (
    <div className="copy-link">
      <button type="button" className="button" onClick={copy}>
        Copy link
      </button>
      <span role="status" className="copy-outcome">
        {outcome?.copied
          ? outcome.changed
            ? 'Copied: it runs with the changed settings from the start'
            : 'Copied'
          : ''}
      </span>
      {outcome && !outcome.copied && (
        <label className="copy-by-hand">
          Copy this link by hand
          <input readOnly value={outcome.link} onFocus={event => event.target.select()} />
          <button type="button" className="button" onClick={() => setOutcome(null)}>
            Close
          </button>
        </label>
      )}
    </div>
  )
}
