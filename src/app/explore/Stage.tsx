import { useLab } from '../../state/lab'
import { formatCount } from '../format'
import { useFrame } from '../frame'
import { phaseSentence } from './phaseSentence'

/** The line that says in which state the lab is; each state has its own look. */
export function Stage() {
  const phase = useFrame(state => state.phase)
  const sentence = useFrame(phaseSentence)
  const atStart = useFrame(state => state.progress.step === 0)
  const playhead = useFrame(state => state.playhead)
  const { reset } = useLab.getState()
  const name = phase === 'paused' && atStart ? 'ready' : phase
  return (
    <div className={`stage stage-${name}`}>
      <span className="stage-mark" aria-hidden="true" />
      <p>{playhead === null ? sentence : `The charts show step ${formatCount(playhead)}.`}</p>
      {phase === 'failed' && (
        <button type="button" className="small-button" onClick={reset}>
          Reset
        </button>
      )}
    </div>
  )
}
