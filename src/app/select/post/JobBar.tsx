import { isUnderWay } from '../../../state/postMessages'
import { type PageJob, usePostTraining } from '../../../state/postTraining'
import { jobText } from '../../../text/select/jobs'
import { Icon } from '../../transport/Icon'

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
  const act = (): void => {
    if (stage === 'running') pause(kind)
    else if (stage === 'paused') resume(kind)
    else if (stage !== 'starting') onStart()
  }
  return (
    <section className={`stage stage-${stage === 'idle' ? 'ready' : stage} job`} aria-label={name}>
      <div className="job-buttons">
        {/* One button throughout, never disabled while a job is under way, so that the focus stays where it is. */}
        <button
          type="button"
          className="button button-main"
          disabled={!underWay && hindrance !== null}
          aria-disabled={stage === 'starting'}
          onClick={act}
        >
          <Icon name={stage === 'running' ? 'pause' : stage === 'finished' ? 'again' : 'play'} />
          {jobText.act[stage]}
        </button>
        <button type="button" className="button" disabled={!underWay} onClick={() => cancel(kind)}>
          {jobText.cancel}
        </button>
      </div>
      <div className="job-state">
        <strong>{name}</strong>
        <p role="status">{jobText.barSentence(job, idle, hindrance)}</p>
        {stage !== 'idle' && (
          <div className="progress">
            <progress aria-label={jobText.progress(name)} value={done} max={1} />
            <p>
              <span className="pace">{jobText.progressInWords(job)}</span>
            </p>
          </div>
        )}
      </div>
    </section>
  )
}
