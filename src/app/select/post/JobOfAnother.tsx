import type { ReactNode } from 'react'
import type { PostJobState } from '../../../state/postMessages'
import { type PageJob, usePostTraining } from '../../../state/postTraining'
import { jobText } from '../../../text/select/jobs'
import { useFrame } from '../../frame'
import { agedNote } from './agedNote'
import { JobBar } from './JobBar'

interface JobOfAnotherProps {
  readonly kind: PageJob
  /** What the job is called. */
  readonly name: string
  /** What it has found so far. */
  readonly figure: (job: PostJobState) => ReactNode
}

/** The job of another run, where none of its kind can be started for the one that is shown: it stays in reach, with its results. */
export function JobOfAnother({ kind, name, figure }: JobOfAnotherProps) {
  const config = useFrame(state => state.config)
  const job = usePostTraining(state => state.jobs[kind])
  if (!job.asked) return null
  const { settings } = job.asked
  const aged = agedNote(kind, job.asked, { config, settings }, jobText.thisJob)
  return (
    <>
      {aged && <p className="post-aged">{aged}</p>}
      <JobBar kind={kind} name={name} idle="" hindrance={jobText.nothingNew} onStart={() => {}} />
      {figure(job)}
    </>
  )
}
