import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { coverageAt, coverageProfile } from '../../coverage/profile'
import type { Recording } from '../../state/recording'
import { loadText } from '../../text/load'
import { coverageSentence, ratioTitle } from '../../text/sentences'
import { RatioFigure } from '../charts/RatioFigure'
import { runColour } from '../charts/runColour'
import { useFrame } from '../frame'

/** Milliseconds for which each moment is shown; the last one stays. */
const MOMENT = 100

interface RecordedRunProps {
  readonly recording: Recording
  /** Called when a drag on the picture begins, and when it ends. */
  readonly onHeld: (held: boolean) => void
}

/** The picture that the lab's own run will draw, drawn from a recording and marked as one. */
export function RecordedRun({ recording, onHeld }: RecordedRunProps) {
  const titleId = useId()
  const figure = useRef<HTMLElement>(null)
  useHandedFocus(figure)
  const N = useFrame(state => state.config.values.N)
  const frame = recording.frames[useMoment(recording.frames.length)]
  const weights = useMemo(() => Float64Array.from(recording.weights), [recording])
  const snapshot = useMemo(() => ({ kl: frame.kl, logRatios: Float32Array.from(frame.logRatios) }), [frame])
  const profile = useMemo(() => coverageProfile(snapshot.logRatios, weights), [snapshot, weights])
  const description = useMemo(() => ({ weights }), [weights])
  const run = useMemo(() => ({ id: 0, profile, colour: runColour({ colour: 1 }) }), [profile])
  const coverage = coverageAt(profile, N)
  return (
    <figure
      ref={figure}
      className="panel centrepiece recorded"
      aria-labelledby={titleId}
      onPointerDown={() => onHeld(true)}
      onLostPointerCapture={() => onHeld(false)}
      onPointerUp={() => onHeld(false)}
      onPointerCancel={() => onHeld(false)}
    >
      <div className="panel-head">
        <h2 id={titleId}>{loadText.recordedTitle}</h2>
      </div>
      <p className="legend">{loadText.recordedStep(frame.step, recording.frames.at(-1)!.step)}</p>
      <RatioFigure
        description={description}
        snapshot={snapshot}
        run={run}
        ghosts={[]}
        band={0}
        kind="root"
        summary={loadText.recordedSummary(ratioTitle(frame.kl, 0, coverage, N))}
      />
      <figcaption className="words">
        <p className="sentence">{coverageSentence(coverage, N, 0)}</p>
        <p className="exactness">{loadText.recordedExactness(recording.how)}</p>
      </figcaption>
    </figure>
  )
}

/** Which moment is due; at once the last one for those who want less motion. */
function useMoment(count: number): number {
  const [moment, setMoment] = useState(() => (matchMedia('(prefers-reduced-motion: reduce)').matches ? count - 1 : 0))
  const over = moment === count - 1
  useEffect(() => {
    if (over) return
    const timer = setInterval(() => setMoment(now => Math.min(count - 1, now + 1)), MOMENT)
    return () => clearInterval(timer)
  }, [over, count])
  return moment
}

/** Who moves N by keyboard when the live picture comes goes on there. */
function useHandedFocus(figure: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = figure.current
    return () => {
      if (!element?.contains(document.activeElement)) return
      // The live picture is laid out in the frame after it is there.
      const hand = () => document.querySelector<HTMLElement>('.centrepiece [role="slider"]')?.focus()
      requestAnimationFrame(() => requestAnimationFrame(hand))
    }
  }, [figure])
}
