import { isUnderWay } from '../../../state/postMessages'
import { type PageJob, usePostTraining } from '../../../state/postTraining'
import { Icon } from '../../transport/Icon'
import { jobSentence, progressInWords } from './jobSentences'

interface JobBarProps {
  readonly kind: PageJob
  /** What the job is called. */
  readonly name: string
  /** What to do where nothing has been asked yet. */
  readonly idle: string
  /** Why it cannot be started as things stand, in a sentence; null where it can. */
  readonly hindrance: string | null
  readonly onStart: () => void
}

/** Starts, pauses and cancels a job of post-training, and says how far it is. */
export function JobBar({ kind, name, idle, hindrance, onStart }: JobBarProps) {
  const job = usePostTraining(state => state.jobs[kind])
  const { pause, resume, cancel } = usePostTraining.getState()
  const { stage, done } = job
  const underWay = isUnderWay(job)
  const act = { running: () => pause(kind), paused: () => resume(kind) }[stage as 'running'] ?? onStart
  const words = { running: 'Pause', paused: 'Resume', finished: 'Start again' }[stage as 'running'] ?? 'Start'
  return (
    <section className={`stage stage-${stage === 'idle' ? 'ready' : stage} job`} aria-label={name}>
      <div className="job-buttons">
        {/* One button throughout, so that the focus stays where it is. */}
        <button
          type="button"
          className="button button-main"
          disabled={stage === 'starting' || (!underWay && hindrance !== null)}
          onClick={act}
        >
          <Icon name={stage === 'running' ? 'pause' : stage === 'finished' ? 'again' : 'play'} />
          {words}
        </button>
        <button type="button" className="button" disabled={!underWay} onClick={() => cancel(kind)}>
          Cancel
        </button>
      </div>
      <div className="job-state">
        <p role="status">{hindrance !== null && !underWay ? hindrance : jobSentence(job, idle)}</p>
        {stage !== 'idle' && (
          <div className="progress">
            <progress aria-label={`Progress of ${name.toLowerCase()}`} value={done} max={1} />
            <p>
              <span className="pace">{progressInWords(job)}</span>
            </p>
          </div>
        )}
      </div>
    </section>
  )
}
