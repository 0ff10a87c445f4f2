import { useLab } from '../../state/lab'
import type { Run } from '../../state/types'
import { compareText } from '../../text/compare'
import { Icon } from '../transport/Icon'

interface RunButtonsProps {
  readonly run: Pick<Run, 'id' | 'pinned'>
  /** As it is called where the buttons stand. */
  readonly name: string
  /** Whether it can be taken off the charts: the lab's own run cannot. */
  readonly removable: boolean
}

/** Pins a run or lets go of it, and takes an earlier one off the charts. */
export function RunButtons({ run, name, removable }: RunButtonsProps) {
  const { setPinned, dismissGhost } = useLab.getState()
  return (
    <span className="run-buttons">
      <button
        type="button"
        className="chip-button"
        aria-pressed={run.pinned}
        aria-label={compareText.pin(name)}
        title={run.pinned ? compareText.unpinTitle : compareText.pinTitle}
        onClick={() => setPinned(run.id, !run.pinned)}
      >
        <Icon name={run.pinned ? 'pinned' : 'pin'} />
      </button>
      {removable && (
        <button
          type="button"
          className="chip-button"
          aria-label={compareText.remove(name)}
          title={compareText.remove(name)}
          onClick={() => dismissGhost(run.id)}
        >
          <Icon name="remove" />
        </button>
      )}
    </span>
  )
}
