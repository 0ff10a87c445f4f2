import type { ReactNode } from 'react'
import type { PostJobState } from '../../../state/postMessages'
import { type PageJob, usePostTraining } from '../../../state/postTraining'
import { useFrame } from '../../frame'
import { JobBar } from './JobBar'
import { agedNote } from './jobSentences'

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
  const aged = agedNote(kind, job.asked, { config, settings }, 'This job and its results are')
  return (
    <>
      {aged && <p className="post-aged">{aged}</p>}
      <JobBar kind={kind} name={name} idle="" hindrance="Nothing new can be started here." onStart={() => {}} />
      {figure(job)}
    </>
  )
}
