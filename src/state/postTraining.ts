import { create } from 'zustand'
import type { BackendChoice, ExperimentConfig } from '../config/config'
import { encodeLink } from '../config/link'
import { POST_PARAMETERS, type PostJob, type PostSettings } from '../config/postTraining'
import { PostTrainingClient } from '../engine/postTraining/client'
import type { FromPostWorker, PostStart } from '../engine/postTraining/protocol'
import { guard } from './guard'
import { refuse } from './lab'
import {
  type Asked,
  type AskedStart,
  applyPostMessage,
  beganJob,
  isUnderWay,
  NO_JOB,
  type PostJobState,
} from './postMessages'

/** The jobs whose results are kept here; the offset tournament has its own. */
export type PageJob = Exclude<PostJob, 'onPolicy'>

/** Milliseconds for which what the workers say is collected before the page shows it. */
const COLLECT = 80

/**
 * The newest job of every kind. Jobs go on whatever tab or view is shown, and their results stay until another job of the kind
 * is begun.
 */
export interface PostTrainingState {
  readonly jobs: Readonly<Record<PageJob, PostJobState>>
  /** Begins a job in place of the one of its kind that is under way. */
  begin(kind: PageJob, asked: Asked): void
  pause(kind: PageJob): void
  resume(kind: PageJob): void
  /** What has been computed stays. */
  cancel(kind: PageJob): void
}

/** A worker that does the jobs of one kind. */
interface Desk {
  readonly client: PostTrainingClient
  /** Opened once in a worker's life. */
  readonly backend: BackendChoice
  /** The number of its job; null while that is not begun. */
  job: number | null
}

const desks = new Map<PageJob, Desk>()
/** What the page will show at the next opportunity. */
let jobs: PostTrainingState['jobs'] = { sharpness: NO_JOB, sharpen: NO_JOB, rl: NO_JOB }
let timer: ReturnType<typeof setTimeout> | undefined

export const usePostTraining = create<PostTrainingState>()(() => ({
  jobs,

  begin(kind, asked) {
    const desk = deskFor(kind, asked.config.backend)
    if (desk.job !== null) desk.client.cancel()
    desk.job = null
    const begun = beganJob(asked, jobs[kind].asked?.config.backend === asked.config.backend ? jobs[kind].backend : null)
    put(kind, begun)
    void send(kind, desk, begun)
  },

  pause(kind) {
    if (jobs[kind].stage !== 'running') return
    desks.get(kind)?.client.pause()
    put(kind, { ...jobs[kind], stage: 'paused', secondsLeft: null })
  },

  resume(kind) {
    if (jobs[kind].stage !== 'paused') return
    desks.get(kind)?.client.resume()
    paces.delete(kind)
    put(kind, { ...jobs[kind], stage: 'running' })
  },

  cancel(kind) {
    if (!isUnderWay(jobs[kind])) return
    desks.get(kind)?.client.cancel()
    put(kind, { ...jobs[kind], stage: 'cancelled', secondsLeft: null })
  },
}))

guard(usePostTraining, { begin: 'play', pause: 'play', resume: 'play', cancel: 'play' }, refuse)

/**
 * Has the worker rank the likeliest responses of a checkpoint, unless that is there, under way or has failed already. To be called
 * from an effect or an event.
 */
export function requestSharpness(config: ExperimentConfig, start: AskedStart, settings: PostSettings): void {
  const asked: Asked = { config, settings, starts: [start] }
  const { asked: before, stage } = jobs.sharpness
  if (before && stage !== 'cancelled' && sameResults('sharpness', before, asked)) return
  usePostTraining.getState().begin('sharpness', asked)
}

/** Whether two requests have the same answer. */
export function sameResults(kind: PageJob, one: Asked, other: Asked): boolean {
  return (
    one.starts.length === other.starts.length &&
    one.starts.every(({ theta }, i) => theta === other.starts[i].theta) &&
    sameRun(one.config, other.config) &&
    settingsThatDiffer(kind, one.settings, other.settings).length === 0
  )
}

/** Whether two configurations are of one run; N is applied to what is stored. */
export function sameRun(one: ExperimentConfig, other: ExperimentConfig): boolean {
  const linkOf = (config: ExperimentConfig) => encodeLink({ ...config, values: { ...config.values, N: 1 } })
  return linkOf(one) === linkOf(other)
}

/** The ids of the settings that a job reads and that are not alike. */
export function settingsThatDiffer(kind: PageJob, one: PostSettings, other: PostSettings): string[] {
  const read = POST_PARAMETERS.filter(parameter => parameter.jobs.includes(kind))
  return read.map(({ id }) => id).filter(id => one[id] !== other[id])
}

async function send(kind: PageJob, desk: Desk, begun: PostJobState): Promise<void> {
  const { config, starts, settings } = begun.asked!
  const isCurrent = () => jobs[kind].asked === begun.asked && isUnderWay(jobs[kind])
  try {
    const loaded = await Promise.all(starts.map(loadedStart))
    if (!isCurrent()) return
    paces.delete(kind)
    desk.job = desk.client.begin({ kind, config, settings, starts: loaded })
  } catch (error) {
    if (isCurrent()) fail(kind, error instanceof Error ? error.message : String(error))
  }
}

async function loadedStart({ label, theta }: AskedStart): Promise<PostStart> {
  return { label, theta: typeof theta === 'function' ? await theta() : theta }
}

function deskFor(kind: PageJob, backend: BackendChoice): Desk {
  const before = desks.get(kind)
  if (before?.backend === backend) return before
  before?.client.close()
  const desk: Desk = {
    backend,
    job: null,
    client: new PostTrainingClient({
      message: message => hear(kind, desk, message),
      crashed: reason => {
        desks.delete(kind)
        if (isUnderWay(jobs[kind])) fail(kind, `The worker stopped: ${reason}. Start begins again.`)
      },
    }),
  }
  desks.set(kind, desk)
  return desk
}

function hear(kind: PageJob, desk: Desk, message: FromPostWorker): void {
  if (message.type !== 'opened' && message.job !== desk.job) return
  const next = applyPostMessage(jobs[kind], message)
  put(kind, message.type === 'progress' ? { ...next, secondsLeft: secondsLeft(kind, next) } : next)
  const over = message.type === 'finished' || message.type === 'cancelled'
  // A worker holds a model and a device. Only the next moment of a run is likely to be asked about at once.
  if (message.type === 'failed' || (over && kind !== 'sharpness')) dismiss(kind)
}

function dismiss(kind: PageJob): void {
  desks.get(kind)?.client.close()
  desks.delete(kind)
}

function fail(kind: PageJob, detail: string): void {
  put(kind, { ...jobs[kind], stage: 'failed', secondsLeft: null, detail })
}

/** Since when a job has been running without a break, and how far it was then. */
const paces = new Map<PageJob, { readonly since: number; readonly from: number }>()

function secondsLeft(kind: PageJob, { done, stage }: PostJobState): number | null {
  if (stage !== 'running') return null
  const pace = paces.get(kind) ?? { since: performance.now(), from: done }
  paces.set(kind, pace)
  const share = done - pace.from
  return share > 0 ? ((performance.now() - pace.since) / 1000 / share) * (1 - done) : null
}

/** Shows another stage at once, and news within a stage together. */
function put(kind: PageJob, job: PostJobState): void {
  const urgent = job.stage !== jobs[kind].stage || job.asked !== jobs[kind].asked
  jobs = { ...jobs, [kind]: job }
  if (urgent) show()
  else timer ??= setTimeout(show, COLLECT)
}

function show(): void {
  clearTimeout(timer)
  timer = undefined
  usePostTraining.setState({ jobs })
}
