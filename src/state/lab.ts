import { create } from 'zustand'
import type { ExperimentConfig } from '../config/config'
import type { DecodedLink, LinkStart } from '../config/link'
import { defaultOf, parametersOf } from '../config/parameters'
import { defaultConfig, fitted, presetConfig, withChoice, withValue } from '../config/settings'
import { Supervisor } from '../engine/supervisor'
import { address } from './address'
import { checkpointAt } from './checkpoints'
import { canPin, freeColour, overlaid, roomForGhosts, withGhost } from './ghosts'
import { BY_ID, guard, lockedSentence, unguarded } from './guard'
import { applyMessage } from './messages'
import { leftBehind, misfit, type Origin } from './origin'
import { phaseOf } from './phase'
import { RUN_SECONDS } from './speed'
import type { LabState, Notice, Run } from './types'
import { changed, NOTHING_TO_UNDO, redone, undone } from './undo'
import { unitOf } from './unit'

const NO_ROOM_TO_PIN =
  'No more runs fit over the charts, where four can be told apart: let go of a pinned run first. Nothing was changed.'

const MOST_NOTICES = 12

/** Share of its steps that a run must have done to be worth comparing with. */
const WORTH_KEEPING = 1 / 20

/** Milliseconds of quiet after which a series of small changes, such as key presses, counts as one finished gesture. */
const GESTURE_END = 1000

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

/** Whether the gesture under way has already left its ghost. */
let ghostLeft = false
/** Whether a button of the mouse, or a finger, is down. */
let pointerHeld = false
let gestureTimer: ReturnType<typeof setTimeout> | undefined
let lastRun = 0
let lastNotice = 0

export const useLab = create<LabState>()((_, get) => ({
  config: defaultConfig(),
  notices: [],
  backend: null,
  stage: 'starting',
  playing: false,
  hidden: false,
  phase: 'starting',
  detail: null,
  run: null,
  side: null,
  rival: null,
  ghosts: [],
  undo: NOTHING_TO_UNDO,
  progress: { step: 0, stepsPerSecond: 0 },
  playhead: null,
  speed: '1×',

  choose(id, value) {
    if (id === 'backend') update({ backend: null })
    const { config, adjustments } = fitted(withChoice(get().config, id, value))
    notify('setting', adjustments)
    restart(config)
    get().endGesture()
  },

  set(id, value) {
    clearTimeout(gestureTimer)
    gestureTimer = setTimeout(endQuietGesture, GESTURE_END)
    const { config, adjustments } = withValue(get().config, id, value)
    notify('setting', adjustments)
    apply(config)
  },

  endGesture() {
    clearTimeout(gestureTimer)
    ghostLeft = false
    address.push(get().config)
    update(({ undo, config }) => ({ undo: changed(undo, config) }))
  },

  resetParameter(id) {
    get().set(id, defaultOf(get().config, id))
    get().endGesture()
  },

  preset(values) {
    const { config, adjustments } = presetConfig(get().config, values)
    notify('setting', adjustments)
    apply(config)
    get().endGesture()
  },

  undoChange: () => goThrough(undone),
  redoChange: () => goThrough(redone),

  begin(config, origin) {
    get().endGesture()
    const colour = leaveGhost(0)
    update({ playing: false })
    load(config, colour, origin)
    get().endGesture()
  },

  fork() {
    const { run, playhead } = get()
    const kept = run && checkpointAt(run, playhead)
    if (!run || !kept) return
    const { step, theta } = kept
    const label = `step ${step.toLocaleString('en-US')} of an earlier run`
    get().begin(run.config, { theta: Float32Array.from(theta), label, config: run.config, step })
  },

  play() {
    if (get().phase === 'finished') load(get().config)
    update({ playing: true })
    follow()
  },

  pause() {
    update({ playing: false })
    follow()
  },

  step() {
    update({ playing: false, playhead: null })
    supervisor.step()
  },

  reset() {
    update({ playing: false })
    load(get().config)
  },

  setSpeed(speed) {
    update({ speed })
    pace()
  },

  setPinned(id, pinned) {
    if (pinned && !canPin(get())) {
      notify('setting', [NO_ROOM_TO_PIN])
      return
    }
    const mark = (run: Run): Run => (run.id === id ? { ...run, pinned } : run)
    update(({ run, rival, ghosts }) => ({
      run: run && mark(run),
      rival: rival && mark(rival),
      ghosts: ghosts.map(mark),
    }))
  },

  overlay(run) {
    if (!canPin(get())) {
      notify('setting', [NO_ROOM_TO_PIN])
      return
    }
    const laid = { ...run, id: ++lastRun, colour: freeColour(get().run, overlaid(get())), pinned: true }
    update(({ ghosts }) => ({ ghosts: withGhost(ghosts, laid, roomForGhosts(get())) }))
  },

  setPlayhead: playhead => update({ playhead }),
  dismissGhost: id => update(({ ghosts }) => ({ ghosts: ghosts.filter(ghost => ghost.id !== id) })),
  dismissGhosts: () => update({ ghosts: [] }),
  dismissNotice: id => update(state => ({ notices: state.notices.filter(notice => notice.id !== id) })),
}))

guard(
  useLab,
  {
    choose: BY_ID,
    set: BY_ID,
    resetParameter: BY_ID,
    preset: 'presets',
    begin: 'start',
    fork: 'start',
    pause: 'play',
    setSpeed: 'speed',
    overlay: 'files',
    endGesture: null,
    setPinned: null,
    setPlayhead: null,
    dismissGhost: null,
    dismissGhosts: null,
    dismissNotice: null,
  },
  refuse,
)

/** The only way the store changes: the phase is worked out again each time. */
function update(patch: Partial<LabState> | ((state: LabState) => Partial<LabState>)): void {
  useLab.setState(state => {
    const next = { ...state, ...(typeof patch === 'function' ? patch(state) : patch) }
    return { ...next, phase: phaseOf(next) }
  })
}

/** Opens the page's own link and starts the worker. To be called once, before the first render. */
export function startLab(): void {
  const followVisibility = () => {
    update({ hidden: document.hidden })
    follow()
  }
  document.addEventListener('visibilitychange', followVisibility)
  for (const type of ['pointerdown', 'pointerup', 'pointercancel'] as const) {
    window.addEventListener(type, () => {
      pointerHeld = type === 'pointerdown'
    })
  }
  update({ hidden: document.hidden })
  const opened = address.read()
  load(opened.config)
  update({ undo: changed(NOTHING_TO_UNDO, opened.config) })
  arrive(opened)
  if (opened.start.run) unguarded(useLab.getState().play)
  address.onMove(link => {
    // A sweep has settings of its own, and so has a page of a lesson.
    if (link.view === 'sweep' || link.view === 'lessons') return
    // A link says nothing of a checkpoint that another run was forked from.
    const { run } = useLab.getState()
    apply(link.config, null)
    if (run?.origin && !useLab.getState().run?.origin) notify('origin', [leftBehind(run.origin)])
    ghostLeft = false
    update(({ undo }) => ({ undo: changed(undo, link.config) }))
    arrive(link)
  })
}

function arrive({ start, adjustments }: DecodedLink): void {
  notify('link', adjustments)
  if (start.at !== null) update({ playhead: start.at })
}

/** A drag goes on for as long as the pointer is held, however slowly it moves. */
function endQuietGesture(): void {
  if (pointerHeld) gestureTimer = setTimeout(endQuietGesture, GESTURE_END)
  else useLab.getState().endGesture()
}

/** Shows the settings before or after the present ones. */
function goThrough(move: typeof undone): void {
  // A drag that is still under way is one change.
  useLab.getState().endGesture()
  const undo = move(useLab.getState().undo)
  if (!undo.present || undo === useLab.getState().undo) return
  update({ undo })
  apply(undo.present)
  useLab.getState().endGesture()
}

/** Has the worker train exactly while the person wants it and can see it. */
function follow(): void {
  const { playing, hidden } = useLab.getState()
  if (playing && !hidden) supervisor.play()
  else supervisor.pause()
}

/** Moves to another configuration with as little as possible: a run goes on if only live parameters differ. */
function apply(config: ExperimentConfig, origin?: null): void {
  const { config: before, progress, phase } = useLab.getState()
  const choices = ({ values: _, ...rest }: ExperimentConfig) => JSON.stringify(rest)
  const changed = parametersOf(config).filter(({ id }) => config.values[id] !== before.values[id])
  const sameChoices = choices(config) === choices(before)
  if (sameChoices && changed.length === 0) return
  // N is applied to what is stored; a run that has not begun, or is over, takes up a new η only by starting again.
  const asks = changed.filter(({ id }) => id !== 'N')
  const underWay = progress.step > 0 && phase !== 'finished'
  if (!sameChoices || asks.some(({ live }) => !live) || (asks.length > 0 && !underWay)) {
    restart(config, origin)
    return
  }
  for (const { id } of asks) supervisor.set(id, config.values[id], config)
  update(({ run }) => ({ config, run: run && { ...run, config } }))
}

/** Starts the configuration afresh; the run so far stays as a ghost, and playing goes on where it was wanted. */
function restart(config: ExperimentConfig, origin = originFor(config)): void {
  const { run, phase } = useLab.getState()
  const colour = leaveGhost(WORTH_KEEPING * (run?.config.values.T ?? 0))
  if (phase === 'finished') update({ playing: true })
  load(config, colour, origin)
}

/** Keeps the run to compare with if it has got that far, once in a gesture. @returns the colour of the run after it */
function leaveGhost(leastSteps: number): number | undefined {
  const { run, rival, ghosts } = useLab.getState()
  const reached = run?.snapshots.at(-1)?.step ?? 0
  const worthIt = reached > 0 && reached >= leastSteps && !ghostLeft
  if (!run || (!worthIt && !(run.pinned && run.snapshots.length > 0))) return run?.colour
  ghostLeft = true
  const kept = withGhost(ghosts, run, roomForGhosts({ rival }))
  update({ ghosts: kept })
  return freeColour(run, overlaid({ rival, ghosts: kept }))
}

/** The checkpoint that the run began from, if a run of that configuration can begin from it too; else it is said. */
function originFor(config: ExperimentConfig): Origin | null {
  const origin = useLab.getState().run?.origin ?? null
  const problem = origin && misfit(origin, config)
  if (problem) notify('origin', [problem])
  return problem ? null : origin
}

function load(config: ExperimentConfig, colour = useLab.getState().run?.colour ?? 1, origin = originFor(config)): void {
  const fresh = {
    description: null,
    estimate: null,
    snapshots: [],
    checkpoints: [],
    changes: [],
    shipped: null,
    pinned: false,
  }
  const run: Run = { id: ++lastRun, colour, config, origin, ...fresh }
  update(({ backend, notices }) => ({
    config,
    run,
    // What was said of the run before is over.
    notices: notices.filter(({ kind }) => kind !== 'recovery'),
    progress: { step: 0, stepsPerSecond: 0 },
    playhead: null,
    stage: backend === null ? 'starting' : 'ready',
    detail: null,
  }))
  pace()
  supervisor.load(run.id, config, origin?.theta ?? null)
  if (useLab.getState().playing) follow()
}

function pace(): void {
  const { speed, config } = useLab.getState()
  const seconds = RUN_SECONDS[speed]
  supervisor.pace(seconds === 0 ? Number.POSITIVE_INFINITY : config.values.T / seconds)
}

/** Adds a dismissible line for each text that is not there already. */
export function notify(kind: Notice['kind'], texts: readonly string[]): void {
  const all = useLab.getState().notices
  // What one setting had to do with another is over when a setting is changed again.
  const notices = kind === 'setting' ? all.filter(notice => notice.kind !== 'setting') : all
  const known = new Set(notices.map(({ text }) => text))
  const fresh = texts.filter(text => !known.has(text)).map(text => ({ id: ++lastNotice, kind, text }))
  if (fresh.length > 0) update({ notices: [...notices, ...fresh].slice(-MOST_NOTICES) })
}

/** Says that a lock keeps a control from being used. */
export function refuse(id: string): void {
  notify('setting', [lockedSentence(id)])
}

/** How a link starts so that it shows what is on the page now: a run stopped half-way is shown where it stands. */
export function shareStart(): LinkStart {
  const { progress, playhead, phase, run } = useLab.getState()
  const standing = phase === 'paused' && progress.step > 0 ? (run?.snapshots.at(-1)?.step ?? null) : null
  return { run: progress.step > 0, at: playhead ?? standing }
}
