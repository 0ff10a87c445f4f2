import type { PickRange } from '../../../coverage/selection'
import { piecesOf } from '../../../state/atN'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import type { Horizontal } from '../../charts/Plot'
import { PLOT, plotWidth } from '../../charts/plotLayout'
import { BudgetFrame } from '../bestOfN/BudgetPlot'
import { fillOf, type Looks } from './looks'
import { shortNames } from './names'
import { AXIS_END } from './profileCurves'

/** Who is picked over which range of N, in one way. */
export interface Lane {
  readonly name: string
  readonly ranges: readonly PickRange[]
}

interface RangeLanesProps {
  readonly lanes: readonly Lane[]
  readonly names: readonly string[]
  readonly looks: Looks
  readonly summary: string
  readonly sliderName: string
  readonly reading: string
}

/** Heights of a lane's name and of its bar, and the room below, px. */
const LANE = { name: 17, bar: 20, gap: 7 } as const
const STEP = LANE.name + LANE.bar + LANE.gap

/** Width of a character, px: a little more than usual faces have. */
const CHARACTER = 7

/** Bars over log N, one lane for each way of picking: each piece is a range of N, named after its pick. */
export function RangeLanes({ lanes, names, looks, summary, sliderName, reading }: RangeLanesProps) {
  const bars = lanes.map(({ ranges }) => piecesOf(ranges))
  return (
    <div className="lanes" style={{ height: PLOT.top + lanes.length * STEP + PLOT.axis }}>
      <BudgetFrame
        axis={filesText.axis}
        name={sliderName}
        summary={summary}
        reading={reading}
        end={AXIS_END}
        over={({ width, height, horizontal }) => (
          <svg className="lanes-drawing lanes-words" width={width} height={height} aria-hidden="true">
            <LaneNames lanes={lanes} width={plotWidth(width)} />
            {bars.map((pieces, lane) => (
              <g key={lanes[lane].name} transform={laneAt(lane)}>
                {placed(pieces, horizontal, plotWidth(width)).map(piece => (
                  <PieceName key={piece.range.from} {...piece} names={names} />
                ))}
              </g>
            ))}
          </svg>
        )}
      >
        {({ width, height, horizontal }) => (
          <svg className="lanes-drawing" width={width} height={height} aria-hidden="true">
            <Axis horizontal={horizontal} width={plotWidth(width)} height={height - PLOT.axis} />
            {bars.map((pieces, lane) => (
              <g key={lanes[lane].name} transform={laneAt(lane)}>
                {placed(pieces, horizontal, plotWidth(width)).map(piece => (
                  <Piece key={piece.range.from} {...piece} names={names} looks={looks} />
                ))}
              </g>
            ))}
          </svg>
        )}
      </BudgetFrame>
    </div>
  )
}

const laneAt = (lane: number) => `translate(${PLOT.left} ${PLOT.top + lane * STEP})`

function LaneNames({ lanes, width }: { readonly lanes: readonly Lane[]; readonly width: number }) {
  const whole = lanes.map(({ name }) => name)
  const most = Math.max(8, Math.floor(width / CHARACTER))
  const short = whole.some(({ length }) => length > most) ? shortNames(whole, most) : whole
  return short.map((name, lane) => (
    <text key={whole[lane]} className="lane-name" transform={laneAt(lane)} y={LANE.name - 5}>
      {name}
    </text>
  ))
}

/** A piece and where it begins and ends, px. */
interface Placed {
  readonly range: PickRange
  readonly from: number
  readonly to: number
}

function placed(pieces: readonly PickRange[], { domain: [first, last] }: Horizontal, width: number): Placed[] {
  const place = (N: number) => ((Math.log(N) - first) / (last - first)) * width
  return pieces.map((range, k) => ({ range, from: place(range.from), to: place(pieces[k + 1]?.from ?? AXIS_END) }))
}

function Piece({ range, from, to, names, looks }: Placed & Pick<RangeLanesProps, 'names' | 'looks'>) {
  const [pick, ...tied] = range.picks
  const colour = fillOf(looks(pick))
  return (
    <rect
      x={from}
      y={LANE.name}
      width={Math.max(1.5, to - from)}
      height={LANE.bar}
      fill={colour}
      fillOpacity={tied.length > 0 ? 0.08 : 0.3}
      stroke={colour}
      strokeDasharray={tied.length > 0 ? '3 3' : undefined}
    >
      <title>{filesText.ranges.piece(names[pick], tied.length > 0, fileSentences.rangeInWords(range))}</title>
    </rect>
  )
}

/** The pick's name, where the piece has room for one that no other candidate has. */
function PieceName({ range, from, to, names }: Placed & Pick<RangeLanesProps, 'names'>) {
  const [pick] = range.picks
  const room = Math.floor((to - from - 10) / CHARACTER)
  const name = names[pick].length <= room ? names[pick] : shortNames(names, Math.max(8, room))[pick]
  if (name.length > room) return null
  return (
    <text className="lane-pick" x={from + 6} y={LANE.name + LANE.bar / 2} dy="0.35em">
      {name}
    </text>
  )
}

interface AxisProps {
  readonly horizontal: Horizontal
  readonly width: number
  readonly height: number
}

function Axis({ horizontal, width, height }: AxisProps) {
  const { ticks, label, domain } = horizontal
  return (
    <g transform={`translate(${PLOT.left} 0)`}>
      <line x2={width} y1={height} y2={height} stroke="var(--axis)" />
      {ticks.map(tick => {
        const x = ((tick - domain[0]) / (domain[1] - domain[0])) * width
        return (
          <g key={tick} transform={`translate(${x} ${height})`}>
            <line y2={6} stroke="var(--axis)" />
            <text className="lane-tick" y={18} textAnchor="middle">
              {label?.(tick)}
            </text>
          </g>
        )
      })}
    </g>
  )
}
