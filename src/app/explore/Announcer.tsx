import { useEffect, useState } from 'react'
import { coverageAt } from '../../coverage/profile'
import { profileOf, snapshotAt } from '../../state/derive'
import { useLab } from '../../state/lab'
import type { LabState } from '../../state/types'
import { unitOf } from '../../state/unit'
import { capital, formatCount, formatNats, formatPercent, formatRatio } from '../../text/format'
import { phaseSentence } from '../../text/phaseSentence'
import { useFrame } from '../frame'

/** Milliseconds between two announcements while a run goes on. */
const INTERVAL = 10_000

/** Tells screen readers about the state of the lab: at once when it changes, now and then while it runs. */
export function Announcer() {
  const phase = useFrame(state => state.phase)
  const run = useFrame(state => state.run?.id)
  const [text, setText] = useState('')
  useEffect(() => {
    setText(run === undefined ? '' : phaseSentence(useLab.getState()))
    if (phase !== 'running') return
    const timer = setInterval(() => setText(progressSentence(useLab.getState())), INTERVAL)
    return () => clearInterval(timer)
  }, [phase, run])
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  )
}

function progressSentence({ run, config, progress }: LabState): string {
  const snapshot = run && snapshotAt(run, null)
  const { one } = unitOf(config)
  const here = `${capital(one)} ${formatCount(progress.step)} of ${formatCount(config.values.T)}`
  if (!run || !snapshot) return `${here}.`
  const { N } = config.values
  const coverage = coverageAt(profileOf(run, snapshot), N)
  return `${here}: KL ${formatNats(snapshot.kl)}, ${formatPercent(coverage)} under-weighted ${formatRatio(N)} or more.`
}
