import { snapshotAt } from '../../state/derive'
import { unguarded } from '../../state/guard'
import { useLab } from '../../state/lab'
import type { LabState } from '../../state/types'
import { drawsDatasets, unitOf } from '../../state/unit'
import { exploreText } from '../../text/explore'
import { formatCount } from '../../text/format'
import { phaseSentence } from '../../text/phaseSentence'
import { useFrame } from '../frame'

interface StageProps {
  /** What the line is about, where other things go on beside it. */
  readonly about?: string
  /** Said in place of what can be done now, where that has to wait. */
  readonly instead?: string | null
}

/** The line that says in which state the lab is; each state has its own look. */
export function Stage({ about, instead = null }: StageProps) {
  const phase = useFrame(state => state.phase)
  const sentence = useFrame(phaseSentence)
  const atStart = useFrame(state => state.progress.step === 0)
  const looksBack = useFrame(momentLookedAt)
  const { reset } = useLab.getState()
  const name = phase === 'paused' && atStart ? 'ready' : phase
  return (
    <div className={`stage stage-${name}`}>
      <span className="stage-mark" aria-hidden="true" />
      {about && <strong>{about}</strong>}
      <p>
        {instead ?? sentence}
        {looksBack !== null && exploreText.chartsShow(looksBack)}
      </p>
      {phase === 'failed' && (
        <button type="button" className="small-button" onClick={() => unguarded(reset)}>
          {exploreText.reset}
        </button>
      )}
    </div>
  )
}

/** The earlier evaluation that the charts show, in words; null when they show the newest. */
function momentLookedAt({ run, playhead }: LabState): string | null {
  const shown = run && playhead !== null ? snapshotAt(run, playhead) : null
  if (!run || !shown || shown === run.snapshots.at(-1)) return null
  if (shown.step === 0 && drawsDatasets(run.config)) return exploreText.start
  return `${unitOf(run.config).one} ${formatCount(shown.step)}`
}
