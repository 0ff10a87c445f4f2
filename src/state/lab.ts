import { create } from 'zustand'
import type { ExperimentConfig } from '../config/config'
import type { DecodedLink } from '../config/link'
import { defaultOf, parametersOf } from '../config/parameters'
import { defaultConfig, withChoice, withValue } from '../config/settings'
import { Supervisor } from '../engine/supervisor'
import { address } from './address'
import { applyMessage } from './messages'
import type { LabState, Notice, Run, Speed } from './types'

const MOST_GHOSTS = 3
const MOST_NOTICES = 12

/** Seconds that a whole run takes at each speed, machine permitting. */
const RUN_SECONDS: Record<Speed, number> = { '¼×': 40, '1×': 10, '4×': 2.5, max: 0 }

const supervisor = new Supervisor({
  message: message => useLab.setState(state => applyMessage(state, message, wantsToPlay)),
  recovering: (reason, step) => {
    useLab.setState({ phase: 'recovering', detail: reason })
    notify('recovery', [`${reason} Nothing is lost: the run goes on from step ${step.toLocaleString('en-US')}.`])
  },
  gaveUp: reason => {
    wantsToPlay = false
    useLab.setState(({ notices }) => ({
      phase: 'failed',
      detail: `${reason} Starting again did not help; reset tries once more.`,
      // They promised that the run goes on.
      notices: notices.filter(({ kind }) => kind !== 'recovery'),
    }))
  },
})

/** Whether the person wants the run to go on: true from Play to Pause, also while the tab is hidden or a worker restarts. */
let wantsToPlay = false
/** Whether the gesture under way has already left its ghost. */
let ghostLeft = false
let lastRun = 0
let lastNotice = 0

export const useLab = create<LabState>()((set, get) => ({
  config: defaultConfig(),
  notices: [],
  backend: null,
  phase: 'starting',
  detail: null,
  run: null,
  ghosts: [],
  progress: { step: 0, stepsPerSecond: 0 },
  playhead: null,
  speed: '1×',

  choose(id, value) {
    const config = withChoice(get().config, id, value)
    if (id === 'backend') set({ backend: null, phase: 'starting' })
    restart(config)
    get().endGesture()
  },

  set(id, value) {
    const { config, adjustments } = withValue(get().config, id, value)
    if (config.values[id] === get().config.values[id] && adjustments.length === 0) return
    notify('setting', adjustments)
    const live = parametersOf(config).find(parameter => parameter.id === id)?.live
    if (!live) restart(config)
    else if (id === 'N') set(state => ({ config, run: state.run && { ...state.run, config } }))
    else changeRule(id, config)
  },

  endGesture() {
    ghostLeft = false
    address.push(get().config)
  },

  resetParameter(id) {
    get().set(id, defaultOf(get().config, id))
    get().endGesture()
  },

  play() {
    if (get().phase === 'finished') load(get().config)
    wantsToPlay = true
    supervisor.play()
    set(({ phase }) => ({ phase: phase === 'paused' ? 'running' : phase }))
  },

  pause() {
    wantsToPlay = false
    supervisor.pause()
    set(state => (state.phase === 'running' || state.phase === 'hidden' ? { phase: 'paused' } : {}))
  },

  step() {
    wantsToPlay = false
    supervisor.step()
    set(state => ({ playhead: null, phase: state.phase === 'running' ? 'paused' : state.phase }))
  },

  reset() {
    wantsToPlay = false
    load(get().config)
  },

  setSpeed(speed) {
    set({ speed })
    pace()
  },

  setPlayhead: playhead => set({ playhead }),
  dismissGhosts: () => set({ ghosts: [] }),
  dismissNotice: id => set(state => ({ notices: state.notices.filter(notice => notice.id !== id) })),
}))

/** Opens the page's own link and starts the worker. To be called once, before the first render. */
export function startLab(): void {
  const link = address.read()
  open(link)
  if (link.start.run) useLab.getState().play()
  address.onMove(moved => {
    open(moved)
    if (moved.start.run) useLab.getState().play()
  })
  document.addEventListener('visibilitychange', followVisibility)
}

function open(link: DecodedLink): void {
  notify('link', link.adjustments)
  restart(link.config)
  ghostLeft = false
  useLab.setState({ playhead: link.start.at })
}

/** Starts the configuration afresh; the run so far stays as a ghost, and playing goes on where it was wanted. */
function restart(config: ExperimentConfig): void {
  const { run, ghosts, phase } = useLab.getState()
  const worthKeeping = run && run.snapshots.length > 1 && !ghostLeft
  if (worthKeeping) {
    ghostLeft = true
    useLab.setState({ ghosts: [...ghosts, run].slice(-MOST_GHOSTS) })
  }
  if (phase === 'finished') wantsToPlay = true
  load(config, worthKeeping ? run.colour + 1 : run?.colour)
  if (wantsToPlay) supervisor.play()
}

function load(config: ExperimentConfig, colour = useLab.getState().run?.colour ?? 1): void {
  const run: Run = { id: ++lastRun, colour, config, description: null, snapshots: [], changes: [] }
  useLab.setState(({ backend }) => ({
    config,
    run,
    progress: { step: 0, stepsPerSecond: 0 },
    playhead: null,
    phase: backend === null ? 'starting' : wantsToPlay ? 'running' : 'paused',
    detail: null,
  }))
  pace()
  supervisor.load(run.id, config)
}

/** η or λ changed: a run under way takes it up at once, one that has not begun or is over starts again. */
function changeRule(id: string, config: ExperimentConfig): void {
  const { progress, phase } = useLab.getState()
  if (progress.step === 0 || phase === 'finished') {
    restart(config)
    return
  }
  supervisor.set(id, config.values[id], config)
  useLab.setState(state => ({ config, run: state.run && { ...state.run, config } }))
}

function pace(): void {
  const { speed, config } = useLab.getState()
  const seconds = RUN_SECONDS[speed]
  supervisor.pace(seconds === 0 ? Number.POSITIVE_INFINITY : config.values.T / seconds)
}

function followVisibility(): void {
  const { phase } = useLab.getState()
  if (document.hidden && phase === 'running') {
    supervisor.pause()
    useLab.setState({ phase: 'hidden' })
  } else if (!document.hidden && phase === 'hidden') {
    supervisor.play()
    useLab.setState({ phase: 'running' })
  }
}

function notify(kind: Notice['kind'], texts: readonly string[]): void {
  const { notices } = useLab.getState()
  const known = new Set(notices.map(({ text }) => text))
  const fresh = texts.filter(text => !known.has(text)).map(text => ({ id: ++lastNotice, kind, text }))
  if (fresh.length > 0) useLab.setState({ notices: [...notices, ...fresh].slice(-MOST_NOTICES) })
}

/** The address that shows someone else what is on the page now. */
export function shareLink(): string {
  const { config, progress, playhead } = useLab.getState()
  return address.link(config, { run: progress.step > 0, at: playhead })
}
