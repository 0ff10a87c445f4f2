import { memo } from 'react'
import { useLab } from '../../state/lab'
import type { Run } from '../../state/types'
import { compareText } from '../../text/compare'
import { Icon } from '../transport/Icon'

interface RunButtonsProps {
  readonly id: Run['id']
  readonly pinned: Run['pinned']
  /** As it is called where the buttons stand. */
  readonly name: string
  /** Whether it can be taken off the charts: the lab's own run cannot. */
  readonly removable: boolean
}

/** Pins a run or lets go of it, and takes an earlier one off the charts. */
export const RunButtons = memo(function RunButtons({ id, pinned, name, removable }: RunButtonsProps) {
  const { setPinned, dismissGhost } = useLab.getState()
  return (
    <span className="run-buttons">
      <button
        type="button"
        className="chip-button"
        aria-pressed={pinned}
        aria-label={compareText.pin(name)}
        title={pinned ? compareText.unpinTitle : compareText.pinTitle}
        onClick={() => setPinned(id, !pinned)}
      >
        <Icon name={pinned ? 'pinned' : 'pin'} />
      </button>
      {removable && (
        <button
          type="button"
          className="chip-button"
          aria-label={compareText.remove(name)}
          title={compareText.remove(name)}
          onClick={() => dismissGhost(id)}
        >
          <Icon name="remove" />
        </button>
      )}
    </span>
  )
})
