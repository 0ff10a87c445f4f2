import { create } from 'zustand'
import type { ExperimentConfig } from '../config/config'
import type { DecodedLink, LinkStart } from '../config/link'
import type { Settings } from '../config/lockstep'
import { defaultOf, parametersOf } from '../config/parameters'
import { defaultConfig, fitted, presetConfig, withChoice, withValue } from '../config/settings'
import type { Checkpoint } from '../engine/snapshot'
import { type AskedRun, Supervisor } from '../engine/supervisor'
import { address } from './address'
import { checkpointAt } from './checkpoints'
import { canPin, freeColour, overlaid, roomForGhosts, WORTH_KEEPING, withGhost, withRoom } from './ghosts'
import { BY_ID, guard, lockedSentence, unguarded } from './guard'
import { applyMessage } from './messages'
import { leftBehind, misfit, type Origin } from './origin'
import { asEdited, fitsPair, freshRun, inOrder, otherSide, settingsAfter } from './pair'
import { phaseOf } from './phase'
import { RUN_SECONDS } from './speed'
import type { LabState, Notice, Run } from './types'
import { changed, NOTHING_TO_UNDO, redone, undone } from './undo'
import { unitOf } from './unit'

const NO_ROOM_TO_PIN =
  'No more runs fit over the charts, where four can be told apart: let go of a pinned run first. Nothing was changed.'

const NO_ROOM_FOR_TWO =
  'A and B need two of the four places over the charts, and more than two runs are pinned: let go of one first.'

const MOST_NOTICES = 12

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
    restart(together(config, id, adjustments))
    get().endGesture()
  },

  set(id, value) {
    clearTimeout(gestureTimer)
    gestureTimer = setTimeout(endQuietGesture, GESTURE_END)
    const { config, adjustments } = withValue(get().config, id, value)
    apply(together(config, id, adjustments))
  },

  endGesture() {
    clearTimeout(gestureTimer)
    ghostLeft = false
    address.push(inOrder(get()))
    update(state => ({ undo: changed(state.undo, inOrder(state)) }))
  },

  resetParameter(id) {
    get().set(id, defaultOf(get().config, id))
    get().endGesture()
  },

  preset(values) {
    const { config, adjustments } = presetConfig(get().config, values)
    apply(together(config, null, adjustments))
    get().endGesture()
  },

  undoChange: () => goThrough(undone),
  redoChange: () => goThrough(redone),

  begin(config, origin, rival = null) {
    get().endGesture()
    if (get().rival) parted()
    const colour = leaveGhost(0)
    update({ playing: false })
    load({ config, rival }, { colour, origin })
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

  startPair() {
    const { config, rival, run } = get()
    if (rival) return
    if (!fitsPair(get())) {
      notify('setting', [NO_ROOM_FOR_TWO])
      return
    }
    restart({ config, rival: config }, run?.origin)
    update(otherSide)
    get().endGesture()
  },

  endPair() {
    if (!get().rival) return
    parted()
    get().endGesture()
  },

  edit(side) {
    get().endGesture()
    if (get().side !== null && get().side !== side) update(otherSide)
  },

  play() {
    if (get().phase === 'finished') load(present())
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
    load(present())
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
    startPair: 'compare',
    endPair: 'compare',
    edit: null,
    endGesture: null,
    // They lead only to settings that the lock let someone choose.
    undoChange: null,
    redoChange: null,
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
  load(settingsOf(opened))
  update({ undo: changed(NOTHING_TO_UNDO, settingsOf(opened)) })
  arrive(opened)
  if (opened.start.run) unguarded(useLab.getState().play)
  address.onMove(link => {
    // A sweep has settings of its own, and so has a page of a lesson.
    if (link.view === 'sweep' || link.view === 'lessons') return
    // A link says nothing of a checkpoint that another run was forked from.
    const { run } = useLab.getState()
    apply(arriving(settingsOf(link), 'link'), null)
    if (run?.origin && !useLab.getState().run?.origin) notify('origin', [leftBehind(run.origin)])
    ghostLeft = false
    update(state => ({ undo: changed(state.undo, inOrder(state)) }))
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
  apply(arriving(undo.present, 'setting'))
  useLab.getState().endGesture()
}

/** Has the worker train exactly while the person wants it and can see it. */
function follow(): void {
  const { playing, hidden } = useLab.getState()
  if (playing && !hidden) supervisor.play()
  else supervisor.pause()
}

/** The settings as they are. */
function present(): Settings {
  const { config, rival } = useLab.getState()
  return { config, rival: rival?.config ?? null }
}

/** Both settings after the edited ones were changed; says what had to be adjusted. */
function together(config: ExperimentConfig, set: string | null, adjustments: readonly string[]): Settings {
  const settings = settingsAfter(useLab.getState(), config, set)
  notify('setting', [...adjustments, ...settings.adjustments])
  return settings
}

function settingsOf({ config, start }: DecodedLink): Settings {
  return { config, rival: start.rival }
}

/** What settings from elsewhere are to the page: those of one run alone leave a pair with A, and a pair needs room. */
function arriving(settings: Settings, kind: Notice['kind']): Settings {
  const { rival, side } = useLab.getState()
  if (rival && !settings.rival) {
    if (side === 'B') update(otherSide)
    parted()
  }
  if (settings.rival && !rival && !fitsPair(useLab.getState())) {
    notify(kind, [NO_ROOM_FOR_TWO])
    return { config: settings.config, rival: null }
  }
  return asEdited(useLab.getState(), settings)
}

/** Goes on with the edited run alone; the other stays as an earlier run. */
function parted(): void {
  const { rival } = useLab.getState()
  if (!rival) return
  supervisor.drop(rival.id)
  update({ side: null, rival: null })
  if (rival.snapshots.length > 1 || rival.pinned) update(({ ghosts }) => ({ ghosts: withGhost(ghosts, rival) }))
}

/** Moves to other settings with as little as possible: runs go on if only live parameters differ. */
function apply(settings: Settings, origin?: null): void {
  const { run, rival, progress, phase } = useLab.getState()
  const { config } = settings
  const pairs = [{ run, before: useLab.getState().config, after: config }]
  if (rival && settings.rival) pairs.push({ run: rival, before: rival.config, after: settings.rival })
  const changes = pairs.map(({ run: of, before, after }) => ({ of, after, ...changesOf(before, after) }))
  const asSet = Boolean(rival) === Boolean(settings.rival)
  if (asSet && changes.every(({ sameChoices, changed }) => sameChoices && changed.length === 0)) return
  // N is applied to what is stored; a run that has not begun, or is over, takes up a new η only by starting again.
  const asks = changes.flatMap(({ of, after, changed }) => changed.map(({ id, live }) => ({ of, after, id, live })))
  const telling = asks.filter(({ id }) => id !== 'N')
  const underWay = progress.step > 0 && phase !== 'finished'
  const goesOn = asSet && changes.every(({ sameChoices }) => sameChoices) && telling.every(({ live }) => live)
  if (!goesOn || (telling.length > 0 && !underWay)) {
    restart(settings, origin)
    return
  }
  for (const { of, after, id } of telling) if (of) supervisor.set(of.id, id, after.values[id], after)
  const withConfig = (of: Run | null, after: ExperimentConfig | null) => of && after && { ...of, config: after }
  update({ config, run: withConfig(run, config), rival: withConfig(rival, settings.rival) })
}

function changesOf(before: ExperimentConfig, after: ExperimentConfig) {
  const choices = ({ values: _, ...rest }: ExperimentConfig) => JSON.stringify(rest)
  const changed = parametersOf(after).filter(({ id }) => after.values[id] !== before.values[id])
  return { sameChoices: choices(after) === choices(before), changed }
}

/** Starts the settings afresh; the run so far stays as a ghost, and playing goes on where it was wanted. */
function restart(settings: Settings, origin = originFor(settings.config)): void {
  const { run, rival, phase } = useLab.getState()
  const colour = leaveGhost(WORTH_KEEPING * (run?.config.values.T ?? 0))
  // The rival is mostly computed again as it was; where it is pinned it stays beside that.
  if (rival?.pinned && rival.snapshots.length > 0) {
    const ghosts = withGhost(useLab.getState().ghosts, rival, roomForGhosts({ rival }))
    update({ ghosts, rival: { ...rival, colour: freeColour(run, [...ghosts, { colour: colour ?? 0 }]) } })
  }
  if (phase === 'finished') update({ playing: true })
  load(settings, { colour, origin })
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

interface Beginning {
  /** Left out for the colour of the run before. */
  readonly colour?: number | undefined
  /** Left out for that of the run before, as far as it fits. */
  readonly origin?: Origin | null
}

function load({ config, rival: other }: Settings, { colour, origin }: Beginning = {}): void {
  const before = useLab.getState()
  const own = { colour: colour ?? before.run?.colour ?? 1, origin: origin === undefined ? originFor(config) : origin }
  const run = freshRun({ id: ++lastRun, config, ...own })
  const rival = other && rivalOf(run, other)
  update(({ backend, notices, side, ghosts }) => ({
    config,
    run,
    rival,
    side: rival ? (side ?? 'A') : null,
    ghosts: withRoom(ghosts, roomForGhosts({ rival })),
    // What was said of the run before is over.
    notices: notices.filter(({ kind }) => kind !== 'recovery'),
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
  return freshRun({ id: ++lastRun, config, origin, colour: rival?.colour ?? freeColour(run, ghosts) })
}

function askedRun({ id, config, origin }: Run): AskedRun {
  return { run: id, config, origin: origin?.theta ?? null }
}

function pace(): void {
  const { speed, config } = useLab.getState()
  const seconds = RUN_SECONDS[speed]
  supervisor.pace(seconds === 0 ? Number.POSITIVE_INFINITY : config.values.T / seconds)
}

/** The parameters and the optimizer's state behind the newest snapshot of the run; null before the first. */
export function newestCheckpoint(): Checkpoint | null {
  return supervisor.checkpoint
}

/** Shows a run of an earlier visit as the present one, paused where it stood; it goes on from the checkpoint. */
export function resume(run: Omit<Run, 'id'>, checkpoint: Checkpoint, playhead: number | null): void {
  const back = { ...run, id: ++lastRun }
  update(({ backend }) => ({
    config: run.config,
    run: back,
    progress: { step: checkpoint.step, stepsPerSecond: 0 },
    playhead,
    playing: false,
    stage: backend === null ? 'starting' : 'ready',
    detail: null,
  }))
  pace()
  supervisor.load(askedRun(back), null, checkpoint)
  useLab.getState().endGesture()
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
  return { run: progress.step > 0, at: playhead ?? standing, rival: inOrder(useLab.getState()).rival }
}
