import type { ExperimentConfig } from '../../../config/config'
import type { PostSettings } from '../../../config/postTraining'
import { selectParameter } from '../../../config/select'
import { type Asked, isUnderWay, type PostJobState } from '../../../state/postMessages'
import { type PageJob, sameRun, settingsThatDiffer } from '../../../state/postTraining'
import { formatCount, formatDuration, formatNumber } from '../../../text/format'
import { labelBeside } from '../../../text/runLabel'

type Told = Pick<PostJobState, 'stage' | 'detail' | 'asked' | 'backend' | 'description'>

/** What a job is at and what the person can do now. @param idle what to do where nothing has been asked yet */
export function jobSentence({ stage, detail, asked, backend, description }: Told, idle: string): string {
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
export function barSentence(job: Told, idle: string, hindrance: string | null): string {
  const told = jobSentence(job, idle)
  if (hindrance === null || isUnderWay(job)) return told
  return job.stage === 'failed' ? `${told} ${hindrance}` : hindrance
}

/** How far a job is, and how long it will take. */
export function progressInWords({ stage, done, secondsLeft }: Pick<PostJobState, 'stage' | 'done' | 'secondsLeft'>) {
  if (stage === 'idle' || stage === 'starting') return ''
  const left = stage === 'running' && secondsLeft !== null ? ` · ${formatDuration(secondsLeft)} left` : ''
  // It is all done only where it has finished.
  return `${Math.min(stage === 'finished' ? 100 : 99, Math.round(100 * done))} %${left}`
}

/**
 * Of what the results are, where that is no longer what the page is set to; null where it is.
 * @param shown the run and the settings that the page shows
 * @param what begins the sentence
 */
export function agedNote(
  kind: PageJob,
  asked: Asked,
  shown: { readonly config: ExperimentConfig; readonly settings: PostSettings },
  what = 'These results are',
): string | null {
  const changed = settingsThatDiffer(kind, asked.settings, shown.settings)
  const told = [
    ...(sameRun(asked.config, shown.config) ? [] : [`of another run (${labelBeside(asked.config, shown.config)})`]),
    ...(changed.length > 0 ? [`with ${changed.map(id => settingInWords(id, asked.settings)).join(', ')}`] : []),
  ]
  return told.length > 0 ? `${what} ${told.join(', ')}.` : null
}

function settingInWords(id: string, settings: PostSettings): string {
  return `${selectParameter(id).symbol} = ${formatNumber(settings[id])}`
}

export function stepsInWords(steps: number): string {
  return `${formatCount(steps)} ${steps === 1 ? 'step' : 'steps'}`
}
