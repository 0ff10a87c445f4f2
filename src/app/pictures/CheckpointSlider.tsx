import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react'
import type { Snapshot } from '../../engine/snapshot'
import { useLab } from '../../state/lab'
import { picturesText } from '../../text/pictures'
import { keyedMoment } from '../charts/sliderKeys'

interface CheckpointSliderProps {
  readonly snapshots: readonly Snapshot[]
  readonly shown: Snapshot
  readonly onShow: (index: number) => void
  /** What is seen at the checkpoint that is shown, for assistive technology. */
  readonly summary: string
}

/** The keyboard's way from checkpoint to checkpoint; it lies over the plots and lets the pointer through. */
export function CheckpointSlider({ snapshots, shown, onShow, summary }: CheckpointSliderProps) {
  const at = snapshots.indexOf(shown)
  const newest = snapshots.length - 1
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = keyedMoment(event, at, newest)
    if (next === null) return
    event.preventDefault()
    onShow(next)
  }
  return (
    <div
      className="checkpoint-slider"
      role="slider"
      tabIndex={0}
      aria-label={picturesText.checkpoint}
      aria-valuemin={0}
      aria-valuemax={snapshots[newest].step}
      aria-valuenow={shown.step}
      aria-valuetext={picturesText.checkpointValue(shown.step, summary)}
      onKeyDown={onKeyDown}
    />
  )
}

interface Pointing {
  /** The playhead goes where the pointer is, and back when it leaves, unless the moment was pressed. */
  point(index: number | null, pressed: boolean): void
  /** For good. */
  show(index: number): void
}

export function usePointing(snapshots: readonly Snapshot[]): Pointing {
  /** Where the playhead goes back to; undefined while nothing is pointed at. */
  const before = useRef<number | null | undefined>(undefined)
  const show = useCallback(
    (index: number): void => {
      // At the newest one the playhead stays with the run.
      useLab.getState().setPlayhead(index === snapshots.length - 1 ? null : snapshots[index].step)
    },
    [snapshots],
  )
  const point = useCallback(
    (index: number | null, pressed: boolean): void => {
      if (index === null) {
        if (before.current !== undefined) useLab.getState().setPlayhead(before.current)
        before.current = undefined
        return
      }
      if (before.current === undefined) before.current = useLab.getState().playhead
      show(index)
      if (pressed) before.current = useLab.getState().playhead
    },
    [show],
  )
  useEffect(
    () => () => {
      if (before.current !== undefined) useLab.getState().setPlayhead(before.current)
    },
    [],
  )
  return { point, show }
}
