import { useEffect } from 'react'
import { useLab } from '../../state/lab'
import { phaseSentence } from '../../text/phaseSentence'
import { voice } from '../charts/Speaker'
import { useFrame } from '../frame'

/** Tells screen readers at once when the state of the lab changes; what happens meanwhile the charts tell. */
export function Announcer() {
  const phase = useFrame(state => state.phase)
  const run = useFrame(state => state.run?.id)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sentence is that of the phase
  useEffect(() => {
    if (run !== undefined) voice.say(phaseSentence(useLab.getState()))
  }, [phase, run])
  return null
}
