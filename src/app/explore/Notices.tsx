import { useLab } from '../../state/lab'
import type { Notice } from '../../state/types'
import { exploreText } from '../../text/explore'

/** Notices that are shown; older ones wait behind one line. */
const SHOWN = 3

/** Dismissible lines about what was adjusted, recovered or went wrong. */
export function Notices() {
  const notices = useLab(state => state.notices)
  const older = notices.slice(0, -SHOWN)
  return (
    <div className="notices" role="status">
      <Lines notices={notices.slice(-SHOWN)} />
      {notices.length > 1 && (
        <div className="all-notices">
          {older.length > 0 && (
            <details>
              <summary>{exploreText.more(older.length)}</summary>
              <Lines notices={older} />
            </details>
          )}
          <button type="button" className="small-button" onClick={() => dismiss(notices)}>
            {exploreText.dismissAll}
          </button>
        </div>
      )}
    </div>
  )
}

function Lines({ notices }: { readonly notices: readonly Notice[] }) {
  return notices.map(notice => (
    <p key={notice.id} className={`notice notice-${notice.kind}`}>
      <span>{notice.text}</span>
      <button type="button" className="small-button" onClick={() => dismiss([notice])}>
        {exploreText.dismiss}
        <span className="visually-hidden">{exploreText.dismissed(notice.text)}</span>
      </button>
    </p>
  ))
}

function dismiss(notices: readonly Notice[]): void {
  const { dismissNotice } = useLab.getState()
  for (const { id } of notices) dismissNotice(id)
}
