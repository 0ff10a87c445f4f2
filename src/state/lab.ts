import type { LinkStart } from '../config/link'
import { defaultOf } from '../config/parameters'
import { fitted, presetConfig, withChoice, withValue } from '../config/settings'
import { checkpointAt } from './checkpoints'
import { continueGesture, endGesture } from './gestures'
import { canPin, freeColour, overlaid, roomForGhosts, withGhost } from './ghosts'
import { BY_ID, guard } from './guard'
import { update, useLab } from './labStore'
import { apply, arriving, NO_ROOM_FOR_TWO, parted, restart, startAgain, startPaused, together } from './moving'
import { notify, refuse } from './notices'
import { fitsPair, inOrder, otherSide } from './pair'
import { follow, nextRun, pace, stepOnce } from './training'
import type { LabActions, Run } from './types'
import { redone, undone } from './undo'

/** The lab as the rest of the page uses it: its store with all that can be done, each action guarded by the page's lock. */
export { notify, refuse } from './notices'
export { startLab } from './startLab'
export { newestCheckpoint, type ResumedRun, resume } from './training'
export { useLab }

const NO_ROOM_TO_PIN =
  'No more runs fit over the charts, where four can be told apart: let go of a pinned run first. Nothing was changed.'

const ACTIONS: LabActions = {
  choose(id, value) {
    if (id === 'backend') update({ backend: null })
    const { config, adjustments } = fitted(withChoice(useLab.getState().config, id, value))
    restart(together(config, id, adjustments))
    useLab.getState().endGesture()
  },

  set(id, value) {
    continueGesture()
    const { config, adjustments } = withValue(useLab.getState().config, id, value)
    apply(together(config, id, adjustments))
  },

  endGesture,

  resetParameter(id) {
    useLab.getState().set(id, defaultOf(useLab.getState().config, id))
    useLab.getState().endGesture()
  },

  preset(values) {
    const { config, adjustments } = presetConfig(useLab.getState().config, values)
    apply(together(config, null, adjustments))
    useLab.getState().endGesture()
  },

  undoChange: () => goThrough(undone),
  redoChange: () => goThrough(redone),

  begin(config, origin, rival = null) {
    startPaused({ config, rival }, origin)
    useLab.getState().endGesture()
  },

  fork() {
    const { run, playhead } = useLab.getState()
    const kept = run && checkpointAt(run, playhead)
    if (!run || !kept) return
    const { step, theta } = kept
    const label = `step ${step.toLocaleString('en-US')} of an earlier run`
    useLab.getState().begin(run.config, { theta: Float32Array.from(theta), label, config: run.config, step })
  },

  startPair() {
    const { config, rival, run } = useLab.getState()
    if (rival) return
    if (!fitsPair(useLab.getState())) {
      notify('setting', [NO_ROOM_FOR_TWO])
      return
    }
    startPaused({ config, rival: config }, run?.origin ?? null)
    update(otherSide)
    useLab.getState().endGesture()
  },

  endPair() {
    if (!useLab.getState().rival) return
    parted()
    useLab.getState().endGesture()
  },

  edit(side) {
    useLab.getState().endGesture()
    if (useLab.getState().side !== null && useLab.getState().side !== side) update(otherSide)
  },

  play() {
    if (useLab.getState().phase === 'finished') startAgain()
    // Where the run was paused is over.
    update(({ notices }) => ({ playing: true, notices: notices.filter(({ kind }) => kind !== 'back') }))
    follow()
  },

  pause() {
    update({ playing: false })
    follow()
  },

  step() {
    update({ playing: false, playhead: null })
    stepOnce()
  },

  reset() {
    update({ playing: false })
    startAgain()
  },

  setSpeed(speed) {
    update({ speed })
    pace()
  },

  setPinned(id, pinned) {
    if (pinned && !canPin(useLab.getState())) {
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
    if (!canPin(useLab.getState())) {
      notify('setting', [NO_ROOM_TO_PIN])
      return
    }
    const laid = {
      ...run,
      id: nextRun(),
      colour: freeColour(useLab.getState().run, overlaid(useLab.getState())),
      pinned: true,
    }
    update(({ ghosts }) => ({ ghosts: withGhost(ghosts, laid, roomForGhosts(useLab.getState())) }))
  },

  setPlayhead: playhead => update({ playhead }),
  dismissGhost: id => update(({ ghosts }) => ({ ghosts: ghosts.filter(ghost => ghost.id !== id) })),
  dismissGhosts: () => update({ ghosts: [] }),
  dismissNotice: id => update(state => ({ notices: state.notices.filter(notice => notice.id !== id) })),
}

useLab.setState(ACTIONS)

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

/** How a link starts so that it shows what is on the page now: a run stopped half-way is shown where it stands. */
export function shareStart(): LinkStart {
  const { progress, playhead, phase, run } = useLab.getState()
  const standing = phase === 'paused' && progress.step > 0 ? (run?.snapshots.at(-1)?.step ?? null) : null
  return { run: progress.step > 0, at: playhead ?? standing, rival: inOrder(useLab.getState()).rival }
}
