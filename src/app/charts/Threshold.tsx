import { type KeyboardEvent, memo, useRef } from 'react'
import { SHARED_PARAMETERS } from '../../config/schema'
import { type CoverageProfile, coverageAt } from '../../coverage/profile'
import { useLab } from '../../state/lab'
import { useShown } from '../../state/presentation'
import { exploreText } from '../../text/explore'
import { formatNumber } from '../../text/format'
import { fromSlider, lastOf, sliderRange, toSlider, valueAfterKey } from '../controls/slider'
import { covers, flips, OVER_PLOT, PLOT, STRIP } from './plotLayout'
import { axisPosition, axisValue, type RatioAxis } from './ratioAxis'
import { useDrag } from './useDrag'
import { type VerticalScale, verticalPosition } from './verticalScale'

interface ThresholdProps {
  readonly profile: CoverageProfile
  readonly axis: RatioAxis
  /** Width of the drawing area, px. */
  readonly width: number
  /** Where the profile's drawing area lies in the figure, px, and its vertical scale. */
  readonly profileTop: number
  readonly profileHeight: number
  readonly scale: VerticalScale
  /** Size of the page's type, px. */
  readonly type: number
}

/** Width of a digit of the grip, in its type. */
const DIGIT = 0.6

/** Where the name of the upper plot's axis stands: in the margins of the plots. */
const AT_LEFT = { left: 6 - PLOT.left }
const AT_RIGHT = { right: 6 - PLOT.right }

/**
 * The line at log N through both plots, and the strip above them that it is held by. It lies above the charts and moves by
 * itself, so that they need not be drawn again while it is dragged.
 */
export const Threshold = memo(function Threshold(props: ThresholdProps) {
  const { profile, axis, width, profileTop, profileHeight, scale, type } = props
  const N = useLab(state => state.config.values.N)
  const parameter = SHARED_PARAMETERS.find(({ id }) => id === 'N')
  const movable = useShown('N')
  const { set, endGesture } = useLab.getState()
  const area = useRef<HTMLDivElement>(null)
  const x = axisPosition(axis, Math.log(N), width)
  const drag = useDrag(
    () => area.current,
    () => x,
    {
      onMove: place => {
        if (!parameter) return
        const { max } = sliderRange(parameter)
        const logN = Math.min(Math.max(max, toSlider(parameter, N)), Math.max(0, axisValue(axis, place, width)))
        set('N', fromSlider(parameter, logN))
      },
      onEnd: endGesture,
      hold: () => () => set('N', N),
    },
  )
  if (!parameter) return null

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = valueAfterKey(parameter, N, event.key)
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    set('N', next)
  }
  const coverage = coverageAt(profile, N)
  const label = exploreText.tail(N, coverage)
  const grip = formatNumber(N)
  // Beside the grip, where it covers no bar: "N = " and half of what is written there.
  const half = (4 + grip.length) / 2
  const written = label.padEnd(label.length + half)
  const flipped = flips(x, width, written, type)
  // Where the plot is too narrow for all three in a line, the axis' name makes room.
  const displaced = flipped && covers(x, written, type, STRIP.name)
  const y = profileTop + verticalPosition(scale, coverage, profileHeight)

  const slider = {
    role: 'slider',
    tabIndex: 0,
    'aria-label': exploreText.threshold,
    'aria-valuemin': parameter.min,
    'aria-valuemax': Math.max(N, lastOf(parameter)),
    'aria-valuenow': N,
    'aria-valuetext': exploreText.thresholdValue(N, coverage),
    onKeyDown,
    onBlur: endGesture,
    ...drag,
  }

  return (
    <div ref={area} className="plot-overlay" style={OVER_PLOT}>
      <span className="strip-label" style={displaced ? AT_RIGHT : AT_LEFT} aria-hidden="true">
        {exploreText.responses}
      </span>
      <div
        className={`threshold ${flipped ? 'flipped' : ''} ${movable ? '' : 'threshold-fixed'}`}
        style={{ transform: `translateX(${x}px)` }}
        {...(movable && slider)}
      >
        <span className="threshold-line" />
        <span className="threshold-grip">
          <var>N</var> = {grip}
        </span>
        <span
          className="threshold-label"
          style={{ [flipped ? 'right' : 'left']: `calc(50% + ${DIGIT * half}rem + 15px)` }}
        >
          {label}
        </span>
        <span className="threshold-dot" style={{ transform: `translateY(${y}px)` }} />
      </div>
    </div>
  )
})
