import { useEffect } from 'react'
import { startsOf, useOnPolicy } from '../../../state/onPolicy'
import type { Pool } from '../../../state/pool'
import { formatPercent } from '../../../text/format'
import { checkpointsText } from '../../../text/select/checkpoints'

/** Why there is no offset tournament yet, and the button that has the checkpoints draw what it needs. */
export function NoOffset({ pool }: { readonly pool: Pool }) {
  const onPolicy = useOnPolicy(state => state.onPolicy)
  const { compute, cancel } = useOnPolicy.getState()
  const { id } = pool.candidates[0].run
  // What another run's checkpoints draw is of no use to this one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run is its id
  useEffect(() => () => cancel(), [id])
  const starts = startsOf(pool).length
  return (
    <div className="no-offset">
      <p className="pick-quality">{checkpointsText.noOffsetInWords(starts, onPolicy)}</p>
      {onPolicy.kind === 'computing' ? (
        <p className="no-offset-progress">
          <progress value={onPolicy.done} max={1} aria-label={checkpointsText.offsetProgress} />
          {formatPercent(onPolicy.done)}
          <button type="button" className="small-button" onClick={cancel}>
            {checkpointsText.cancel}
          </button>
        </p>
      ) : (
        starts >= 2 && (
          <button type="button" className="small-button" onClick={() => compute(pool)}>
            {checkpointsText.compute}
          </button>
        )
      )}
    </div>
  )
}
