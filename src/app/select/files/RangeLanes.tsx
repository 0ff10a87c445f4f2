import type { PickRange } from '../../../coverage/selection'
import type { Horizontal } from '../../charts/Plot'
import { PLOT, plotWidth } from '../../charts/plotLayout'
import { BudgetFrame } from '../bestOfN/BudgetPlot'
import { fillOf, type Looks } from './looks'
import { shortNames } from './names'
import { AXIS_END } from './profileCurves'
import { piecesOf, rangeInWords } from './sentences'

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
  return (
    <div className="lanes" style={{ height: PLOT.top + lanes.length * STEP + PLOT.axis }}>
      <BudgetFrame name={sliderName} summary={summary} reading={reading} end={AXIS_END}>
        {({ width, height, horizontal }) => (
          <svg className="lanes-drawing" width={width} height={height} aria-hidden="true">
            <Axis horizontal={horizontal} width={plotWidth(width)} height={height - PLOT.axis} />
            {lanes.map(({ name, ranges }, lane) => (
              <g key={name} transform={`translate(${PLOT.left} ${PLOT.top + lane * STEP})`}>
                <text className="lane-name" y={LANE.name - 5}>
                  {shortNames([name], Math.floor(plotWidth(width) / CHARACTER))[0]}
                  <title>{name}</title>
                </text>
                {piecesOf(ranges).map((range, k, pieces) => (
                  <Piece
                    key={range.from}
                    range={range}
                    from={place(range.from, horizontal, plotWidth(width))}
                    to={place(pieces[k + 1]?.from ?? AXIS_END, horizontal, plotWidth(width))}
                    names={names}
                    looks={looks}
                  />
                ))}
              </g>
            ))}
          </svg>
        )}
      </BudgetFrame>
    </div>
  )
}

function place(N: number, { domain: [from, to] }: Horizontal, width: number): number {
  return ((Math.log(N) - from) / (to - from)) * width
}

interface PieceProps extends Pick<RangeLanesProps, 'names' | 'looks'> {
  readonly range: PickRange
  readonly from: number
  readonly to: number
}

function Piece({ range, from, to, names, looks }: PieceProps) {
  const [pick, ...tied] = range.picks
  const colour = fillOf(looks(pick))
  const width = Math.max(1.5, to - from)
  const room = Math.floor((width - 10) / CHARACTER)
  const name = names[pick]
  return (
    <g transform={`translate(${from} ${LANE.name})`}>
      <rect
        width={width}
        height={LANE.bar}
        fill={colour}
        fillOpacity={tied.length > 0 ? 0.08 : 0.3}
        stroke={colour}
        strokeDasharray={tied.length > 0 ? '3 3' : undefined}
      />
      {room >= 4 && (
        <text className="lane-pick" x={6} y={LANE.bar / 2} dy="0.35em">
          {name.length <= room ? name : shortNames(names, Math.max(8, room))[pick].slice(0, room)}
        </text>
      )}
      <title>{`${name}${tied.length > 0 ? ', tied with others' : ''}, ${rangeInWords(range)}`}</title>
    </g>
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
