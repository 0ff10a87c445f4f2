import type { ExperimentConfig } from '../config/config'
import type { Settings } from '../config/lockstep'
import type { Checkpoint } from '../engine/snapshot'
import { type AskedRun, Supervisor } from '../engine/supervisor'
import { freeColour, roomForGhosts, withRoom } from './ghosts'
import { update, useLab } from './labStore'
import { applyMessage } from './messages'
import { notify } from './notices'
import { misfit, type Origin } from './origin'
import { freshRun } from './pair'
import { RUN_SECONDS } from './speed'
import type { Run } from './types'
import { unitOf } from './unit'

const supervisor = new Supervisor({
  message: message => update(state => applyMessage(state, message)),
  recovering: (reason, step) => {
    update({ stage: 'recovering', detail: reason, progress: { step, stepsPerSecond: 0 } })
    const from = `${unitOf(useLab.getState().config).one} ${step.toLocaleString('en-US')}`
    notify('recovery', [`${reason} Nothing is lost: the run goes on from ${from}.`])
  },
  gaveUp: reason =>
    update(({ notices }) => ({
      stage: 'failed',
      playing: false,
      detail: `${reason} Starting again did not help; reset tries once more.`,
      // They promised that the run goes on.
      notices: notices.filter(({ kind }) => kind !== 'recovery'),
    })),
})

let lastRun = 0

/** The id of a run that is new to the page. */
export function nextRun(): number {
  return ++lastRun
}

/** Has the worker train exactly while the person wants it and can see it. */
export function follow(): void {
  const { playing, hidden } = useLab.getState()
  if (playing && !hidden) supervisor.play()
  else supervisor.pause()
}

interface Beginning {
  /** Left out for the colour of the run before. */
  readonly colour?: number | undefined
  /** Left out for that of the run before, as far as it fits. */
  readonly origin?: Origin | null
}

export function load({ config, rival: other }: Settings, { colour, origin }: Beginning = {}): void {
  const before = useLab.getState()
  const own = { colour: colour ?? before.run?.colour ?? 1, origin: origin === undefined ? originFor(config) : origin }
  const run = freshRun({ id: nextRun(), config, ...own })
  const rival = other && rivalOf(run, other)
  update(({ backend, notices, side, ghosts }) => ({
    config,
    run,
    rival,
    side: rival ? (side ?? 'A') : null,
    ghosts: withRoom(ghosts, roomForGhosts({ rival })),
    // What was said of the run before is over.
    notices: notices.filter(({ kind }) => kind !== 'recovery' && kind !== 'back'),
    progress: { step: 0, stepsPerSecond: 0 },
    playhead: null,
    stage: backend === null ? 'starting' : 'ready',
    detail: null,
  }))
  pace()
  supervisor.load(askedRun(run), rival && askedRun(rival))
  if (useLab.getState().playing) follow()
}

/** The run of other settings beside the run. It begins where the rival before it began, at first where the run begins. */
function rivalOf(run: Run, config: ExperimentConfig): Run {
  const { rival, ghosts } = useLab.getState()
  const begun = rival ? rival.origin : run.origin
  const origin = begun && misfit(begun, config) === null ? begun : null
  return freshRun({ id: nextRun(), config, origin, colour: rival?.colour ?? freeColour(run, ghosts) })
}

function askedRun({ id, config, origin }: Run): AskedRun {
  return { run: id, config, origin: origin?.theta ?? null }
}

export function pace(): void {
  const { speed, config } = useLab.getState()
  const seconds = RUN_SECONDS[speed]
  supervisor.pace(seconds === 0 ? Number.POSITIVE_INFINITY : config.values.T / seconds)
}

/** The checkpoint that the run began from, if a run of that configuration can begin from it too; else it is said. */
export function originFor(config: ExperimentConfig): Origin | null {
  const origin = useLab.getState().run?.origin ?? null
  const problem = origin && misfit(origin, config)
  if (problem) notify('origin', [problem])
  return problem ? null : origin
}

/** The parameters and the optimizer's state behind the newest snapshot of a run of the page; null before the first. */
export function newestCheckpoint({ id }: Run): Checkpoint | null {
  return supervisor.checkpointOf(id)
}

/** A run of an earlier visit, and where it goes on. */
export interface ResumedRun {
  readonly run: Omit<Run, 'id'>
  readonly checkpoint: Checkpoint
}

/** Shows a run of an earlier visit, or A and B, as the present ones, paused where they stood. */
export function resume(own: ResumedRun, other: ResumedRun | null, playhead: number | null): void {
  const [back, rivalBack = null] = (other ? [own, other] : [own]).map(({ run, checkpoint }) => {
    return { run: { ...run, id: nextRun() }, checkpoint }
  })
  const { run } = back
  const rival = rivalBack?.run ?? null
  update(({ backend, ghosts }) => ({
    config: run.config,
    run,
    rival,
    side: rival ? 'A' : null,
    ghosts: withRoom(ghosts, roomForGhosts({ rival })),
    progress: { step: back.checkpoint.step, stepsPerSecond: 0 },
    playhead,
    playing: false,
    stage: backend === null ? 'starting' : 'ready',
    detail: null,
  }))
  pace()
  const asked = ({ run: one, checkpoint }: typeof back): AskedRun => ({ ...askedRun(one), checkpoint })
  supervisor.load(asked(back), rivalBack && asked(rivalBack))
  useLab.getState().endGesture()
}

/** One training step. */
export function stepOnce(): void {
  supervisor.step()
}

/** Changes a live parameter of a run that goes on. */
export function setLive(run: Run, id: string, config: ExperimentConfig): void {
  supervisor.set(run.id, id, config.values[id], config)
}

/** Ends a run that is trained beside another. */
export function drop(run: Run): void {
  supervisor.drop(run.id)
}
