import { useLab } from '../../state/lab'

/** Dismissible lines about what was adjusted, recovered or went wrong. */
export function Notices() {
  const notices = useLab(state => state.notices)
  const { dismissNotice } = useLab.getState()
  return (
    <div className="notices" role="status">
      {notices.map(({ id, kind, text }) => (
        <p key={id} className={`notice notice-${kind}`}>
          <span>{text}</span>
          <button type="button" className="small-button" onClick={() => dismissNotice(id)}>
            Dismiss<span className="visually-hidden">: {text}</span>
          </button>
        </p>
      ))}
    </div>
  )
}
