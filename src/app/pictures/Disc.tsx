import { memo, useMemo } from 'react'
import type { RunDescription } from '../../engine/snapshot'
import { checkpointAt } from '../../state/checkpoints'
import { evenlySpaced } from '../../state/selection'
import type { KeptCheckpoint, Run } from '../../state/types'
import { drawsDatasets, unitOf } from '../../state/unit'
import { capital } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { runColour } from '../charts/runColour'
import type { PictureProps } from './picture'

/** Points that are nearer than this to the last one drawn add nothing to the picture. */
const RESOLUTION = 0.004
/** Rows of the table at most. */
const ROWS = 126

/** The walk of θ, d = 2, in the unit disc; independent datasets lead to scattered points. */
export function Disc({ run, ghosts, snapshot }: PictureProps) {
  const [x, y] = checkpointAt(run, snapshot.step)?.theta ?? [0, 0]
  const { optimum = null, landmarks = [] } = run.description ?? {}
  const unit = unitOf(run.config).one
  const where = picturesText.discTitle(round(x), round(y), unit, snapshot.step)
  const toGoal = optimum && Math.hypot(x - optimum[0], y - optimum[1])
  return (
    <ChartPanel
      id="disc"
      className="picture"
      title={where}
      table={{
        caption: picturesText.discTable,
        head: picturesText.discHead(capital(unit)),
        rows: () =>
          evenlySpaced(run.checkpoints.length, ROWS).map(i => [run.checkpoints[i].step, ...run.checkpoints[i].theta]),
      }}
      looking={() => lookingAt.disc(where, Math.hypot(x, y), toGoal, ghosts.length)}
      note={picturesText.discNote(optimum !== null, listOf(landmarks))}
    >
      <svg viewBox="-1.4 -1.34 2.8 2.68" role="img" aria-label={picturesText.discSummary(where)}>
        <Frame />
        <Landmarks landmarks={landmarks} />
        {ghosts.map(ghost => (
          <Walk key={ghost.id} {...walkOf(ghost)} pale />
        ))}
        <Walk {...walkOf(run)} pale={false} />
        <Start first={run.checkpoints[0]} />
        {optimum && <Goal x={optimum[0]} y={optimum[1]} />}
        <circle className="disc-now" cx={x} cy={-y} r="0.045" fill={runColour(run)} />
      </svg>
    </ChartPanel>
  )
}

const Frame = memo(function Frame() {
  return (
    <g className="disc-frame">
      <circle r="1" />
      <path d="M-1.08 0H1.08M0 1.08V-1.08" />
      {[-1, 1].map(end => (
        <path key={end} d={`M${end} -0.03V0.03M-0.03 ${end}H0.03`} />
      ))}
      <text x="1.12" y="0.05">
        θ₁
      </text>
      <text x="0" y="-1.14" textAnchor="middle">
        θ₂
      </text>
      <text x="1.02" y="0.2">
        1
      </text>
      <text x="-1.03" y="0.2" textAnchor="end">
        −1
      </text>
    </g>
  )
})

/** A tick across the circle and a name outside it; names near the axes keep clear of the axes’ own. */
const Landmarks = memo(function Landmarks({ landmarks }: Pick<RunDescription, 'landmarks'>) {
  return landmarks.map(({ name, at: [x, y] }) => (
    <g key={name} className="disc-landmark">
      <path d={`M${0.95 * x} ${-0.95 * y}L${1.05 * x} ${-1.05 * y}`} />
      <text x={1.08 * x} y={-1.08 * y - (Math.abs(y) < 0.1 ? 0.13 : 0)} dy={y < -0.1 ? '0.7em' : 0}>
        {name}
      </text>
    </g>
  ))
})

function listOf(landmarks: RunDescription['landmarks']): string {
  return landmarks.map(({ name }) => name).join(', ')
}

interface WalkProps {
  readonly colour: string
  readonly checkpoints: readonly KeptCheckpoint[]
  /** Of independent datasets, which lead to points. */
  readonly scattered: boolean
  readonly pale: boolean
}

/** N is part of a run's configuration, so the run is another object for each N; its walk is not. */
function walkOf(run: Run): Omit<WalkProps, 'pale'> {
  return { colour: runColour(run), checkpoints: run.checkpoints, scattered: drawsDatasets(run.config) }
}

const Walk = memo(function Walk({ colour, checkpoints, scattered, pale }: WalkProps) {
  const points = useMemo(() => pointsOf(checkpoints), [checkpoints])
  const look = { className: `walk ${pale ? 'walk-ghost' : ''}`, stroke: colour }
  if (!scattered) return <polyline {...look} points={points.join(' ')} />
  const dots = points.map(point => `M${point}h0`).join('')
  return <path {...look} strokeWidth="5" strokeLinecap="round" d={dots} />
})

function Start({ first }: { readonly first: KeptCheckpoint | undefined }) {
  const theta = first?.theta
  return theta ? <circle className="disc-start" cx={theta[0]} cy={-theta[1]} r="0.04" /> : null
}

/** Where the model would be the teacher. */
function Goal({ x, y }: { readonly x: number; readonly y: number }) {
  return <path className="disc-goal" d={`M${x - 0.05} ${-y - 0.05}l0.1 0.1m0 -0.1l-0.1 0.1`} />
}

function pointsOf(checkpoints: readonly KeptCheckpoint[]): string[] {
  const points: string[] = []
  let last: KeptCheckpoint['theta'] | null = null
  for (const { theta } of checkpoints) {
    if (theta.length !== 2) return []
    if (last && Math.hypot(theta[0] - last[0], theta[1] - last[1]) < RESOLUTION) continue
    points.push(`${theta[0].toFixed(4)},${(-theta[1]).toFixed(4)}`)
    last = theta
  }
  return points
}

/** Three decimals are all the disc can show. */
function round(coordinate: number): number {
  // Adding 0 takes the sign off a zero.
  return Number(coordinate.toFixed(3)) + 0
}
