import { useOffline } from '../../state/offline'
import { loadText } from '../../text/load'

/** A line that says that there is a newer version, and the way to it: the page never goes there by itself. */
export function NewVersion() {
  const newer = useOffline(state => state.newer)
  const { reload } = useOffline.getState()
  return (
    <div className="notices" role="status">
      {newer && (
        <p className="notice">
          <span>{loadText.newVersion}</span>
          <button type="button" className="small-button" onClick={reload}>
            {loadText.reload}
          </button>
        </p>
      )}
    </div>
  )
}
