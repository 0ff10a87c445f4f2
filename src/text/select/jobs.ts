import { isUnderWay, type PostJobState, type PostStage } from '../../state/postMessages'
import { formatCount, formatDuration } from '../format'
import { words } from '../language'

type Told = Pick<PostJobState, 'stage' | 'detail' | 'asked' | 'backend' | 'description'>

/** What a job is at and what the person can do now. @param idle what to do where nothing has been asked yet */
function jobSentence({ stage, detail, asked, backend, description }: Told, idle: string): string {
  switch (stage) {
    case 'idle':
      return idle
    case 'starting':
      return 'Starting a worker of its own, which looks for the fastest way to compute here.'
    case 'running':
      return description
        ? 'Running. It goes on while you look at other tabs and views.'
        : 'Measuring the checkpoints that it starts from.'
    case 'paused':
      return 'Paused. Resume goes on from here.'
    case 'finished': {
      const { starts, settings } = asked!
      const from = starts.length === 1 ? starts[0].name : `${formatCount(starts.length)} checkpoints`
      const on = backend ? ` on ${backend.name}` : ''
      return `Finished: ${stepsInWords(settings.steps)} from ${from}${on}.`
    }
    case 'cancelled':
      return 'Cancelled. What was computed stays; Start begins anew.'
    case 'failed':
      return `It stopped. ${detail ?? 'The reason is not known.'}`
  }
}

/**
 * The same where it may be that nothing can be started: a job under way is told of all the same, and so is why one failed.
 * @param hindrance why nothing can be started, in a sentence; null where it can
 */
function barSentence(job: Told, idle: string, hindrance: string | null): string {
  const told = jobSentence(job, idle)
  if (hindrance === null || isUnderWay(job)) return told
  return job.stage === 'failed' ? `${told} ${hindrance}` : hindrance
}

/** How far a job is, and how long it will take. */
function progressInWords({ stage, done, secondsLeft }: Pick<PostJobState, 'stage' | 'done' | 'secondsLeft'>) {
  if (stage === 'idle' || stage === 'starting') return ''
  const left = stage === 'running' && secondsLeft !== null ? ` · ${formatDuration(secondsLeft)} left` : ''
  // It is all done only where it has finished.
  return `${Math.min(stage === 'finished' ? 100 : 99, Math.round(100 * done))} %${left}`
}

function stepsInWords(steps: number): string {
  return `${formatCount(steps)} ${steps === 1 ? 'step' : 'steps'}`
}

export const jobText = words('select/jobs', {
  /** On the one button that starts, pauses and resumes. */
  act: {
    idle: 'Start',
    starting: 'Start',
    running: 'Pause',
    paused: 'Resume',
    finished: 'Start again',
    cancelled: 'Start',
    failed: 'Start',
  } satisfies Record<PostStage, string>,
  cancel: 'Cancel',
  jobSentence,
  barSentence,
  progress: (job: string) => `Progress of ${job.toLowerCase()}`,
  progressInWords,
  stepsInWords,
  moreSettings: 'More settings',
  nothingNew: 'Nothing new can be started here.',
  openTwoRules: 'Open graph search with two rules',
  point: (line: string, step: number, value: string) => `${line}, after ${formatCount(step)} steps: ${value}`,
  /** What a note of another run or of other settings is about. */
  theseResults: 'These results are',
  thisJob: 'This job and its results are',
  aged: (what: string, of: readonly string[]) => `${what} ${of.join(', ')}.`,
  ofAnotherRun: (difference: string) => `of another run (${difference})`,
  withSettings: (settings: readonly string[]) => `with ${settings.join(', ')}`,
})
