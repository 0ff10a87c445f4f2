import { useId } from 'react'
import { snapshotAt } from '../../state/derive'
import { useLab } from '../../state/lab'
import type { Run } from '../../state/types'
import { unitOf } from '../../state/unit'
import { capital, formatCount } from '../../text/format'
import { useFrame } from '../frame'

/** Which of the run's checkpoints is looked at: the page's playhead as a slider. */
export function MomentControl({ run }: { readonly run: Run }) {
  const id = useId()
  const playhead = useFrame(state => state.playhead)
  const { snapshots } = run
  const newest = snapshots.length - 1
  const shown = snapshotAt(run, playhead)
  const at = shown ? snapshots.indexOf(shown) : newest
  const step = formatCount(shown?.step ?? 0)
  const unit = unitOf(run.config).one
  return (
    <div className="moment">
      <label htmlFor={id}>
        {capital(unit)} <strong>{step}</strong>
      </label>
      <input
        id={id}
        className="slider"
        type="range"
        min={0}
        max={Math.max(1, newest)}
        disabled={newest < 1}
        value={at}
        aria-valuetext={`${unit} ${step}`}
        onChange={({ target }) => {
          const index = Math.min(newest, Number(target.value))
          // At the newest one it stays with the run.
          useLab.getState().setPlayhead(index === newest ? null : snapshots[index].step)
        }}
      />
    </div>
  )
}
