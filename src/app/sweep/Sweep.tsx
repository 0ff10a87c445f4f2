import { useEffect, useState } from 'react'
import { expectSweep, useSweep } from '../../state/sweep'
import { sweepPhase } from '../../state/sweepPhase'
import { sweepText } from '../../text/sweep/view'
import { SettingsOf } from '../controls/settings'
import { useSheet } from '../controls/useSheet'
import { SweepBar, useSweepPhase } from './SweepBar'
import { SweepFigure } from './SweepFigure'
import { SweepRail } from './SweepRail'

/** Milliseconds after which workers are started. */
const BEFORE_WORKERS = 300

/** A grid of runs: what is swept, the picture, and the bar that runs it. */
export function Sweep() {
  const sheet = useSheet()
  useEffect(() => {
    // When the page has been drawn.
    let rest = () => {}
    const timer = setTimeout(() => {
      rest = expectSweep()
    }, BEFORE_WORKERS)
    return () => {
      clearTimeout(timer)
      rest()
    }
  }, [])
  return (
    <SettingsOf value={useSweep}>
      <div className="sweep">
        <aside {...sheet.props} aria-label={sweepText.settings}>
          <SweepRail />
        </aside>
        <main className="centre">
          <SweepStage />
          <SweepFigure />
        </main>
      </div>
      <SweepBar sheet={sheet} />
      <SweepAnnouncer />
    </SettingsOf>
  )
}

/** Each state of a sweep has the look of a like state of a run. */
const LOOKS = {
  empty: 'ready',
  partial: 'ready',
  starting: 'starting',
  running: 'running',
  following: 'running',
  cancelled: 'paused',
  finished: 'finished',
  failed: 'failed',
} as const

/** The line that says in which state the sweep is. */
function SweepStage() {
  const phase = useSweepPhase()
  const detail = useSweep(state => state.detail)
  const plan = useSweep(state => state.plan)
  const follows = useSweep(state => state.follows)
  return (
    <div className={`stage stage-${LOOKS[phase.name]}`}>
      <span className="stage-mark" aria-hidden="true" />
      <p>{sweepText.sweepSentence(phase, { plan, detail, follows })}</p>
    </div>
  )
}

/** Milliseconds between two announcements while a sweep runs. */
const INTERVAL = 10_000

/** Tells screen readers about the state of the sweep: at once when it changes, now and then while it runs. */
function SweepAnnouncer() {
  const { name } = useSweepPhase()
  const [text, setText] = useState('')
  useEffect(() => {
    const now = useSweep.getState()
    setText(sweepText.sweepSentence({ ...sweepPhase(now), name }, now))
    if (name !== 'running') return
    const timer = setInterval(() => {
      const state = useSweep.getState()
      const { done, runs } = sweepPhase(state)
      const { secondsLeft } = state.progress
      setText(sweepText.doneSentence(done, runs, secondsLeft))
    }, INTERVAL)
    return () => clearInterval(timer)
  }, [name])
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  )
}
