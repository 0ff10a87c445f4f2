import { type KeyboardEvent, useRef } from 'react'
import { useLab } from '../../state/lab'
import type { Run } from '../../state/types'
import { unitOf } from '../../state/unit'
import { exploreText } from '../../text/explore'
import { OVER_PLOT } from './plotLayout'
import { nearestIndex } from './series'
import { keyedMoment } from './sliderKeys'
import { useDrag } from './useDrag'

interface PlayheadProps {
  /** What it is called where there is another one on the page. */
  readonly name?: string
  readonly run: Run
  /** Step at the right edge of the plots. */
  readonly last: number
  readonly width: number
  /** What is seen at a step, for assistive technology. */
  readonly summarise: (step: number) => string
}

/**
 * The line at the moment that every chart shows. Pressing or dragging anywhere in the plots moves it to the nearest
 * evaluation point; at the newest one it stays with the run.
 */
export function Playhead({ name = exploreText.playhead, run, last, width, summarise }: PlayheadProps) {
  const moments = run.snapshots
  const playhead = useLab(state => state.playhead)
  const { setPlayhead } = useLab.getState()
  const area = useRef<HTMLDivElement>(null)
  const handle = useRef<HTMLDivElement>(null)
  const newest = moments.length - 1
  const at = playhead === null ? newest : nearestIndex(moments, playhead)
  const step = moments[at]?.step ?? 0

  const show = (index: number): void => {
    const held = Math.min(newest, Math.max(0, index))
    setPlayhead(held === newest ? null : moments[held].step)
  }
  const drag = useDrag(
    () => area.current,
    () => null,
    {
      onMove: x => show(nearestIndex(moments, (x / width) * last)),
      hold: () => () => setPlayhead(playhead),
      handle: () => handle.current,
    },
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = keyedMoment(event, at, newest)
    if (next === null) return
    event.preventDefault()
    show(next)
  }

  return (
    <div ref={area} className="plot-overlay scrub" style={OVER_PLOT} {...drag}>
      <div
        ref={handle}
        className={`playhead ${playhead === null ? 'playhead-now' : ''}`}
        style={{ transform: `translateX(${(step / last) * width}px)` }}
        role="slider"
        tabIndex={0}
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={moments[newest]?.step ?? 0}
        aria-valuenow={step}
        aria-valuetext={exploreText.playheadValue(unitOf(run.config).one, step, playhead === null, summarise(step))}
        onKeyDown={onKeyDown}
      >
        <span className="playhead-grip" />
      </div>
    </div>
  )
}
