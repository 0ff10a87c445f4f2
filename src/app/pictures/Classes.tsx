import { useMemo } from 'react'
import { snapshotAt } from '../../state/derive'
import type { Run } from '../../state/types'
import { formatNumber, formatPercent } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { otherRunsText } from '../../text/otherRuns'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { runColour } from '../charts/runColour'
import { useFrame } from '../frame'
import { type ClassMeasures, classMeasures, classTitle } from './classMeasures'
import { OtherRuns } from './OtherRuns'
import type { PictureProps } from './picture'

/** KL and Cov_N class by class: which part of the prompts each comes from. */
export function Classes({ run, ghosts, snapshot }: PictureProps) {
  const { N } = run.config.values
  const { description } = run
  const classes = useMemo(
    () => (description ? classMeasures(description, snapshot, N) : []),
    [description, snapshot, N],
  )
  const others = useOthers(ghosts, N)
  const name = picturesText.coverage(N)
  const head = picturesText.classesHead(name)
  const title = classTitle(classes, name)
  const worst = [...classes].sort((a, b) => b.coverage - a.coverage)[0]
  return (
    <ChartPanel
      id="classes"
      className="picture picture-wide"
      title={title}
      table={{
        caption: picturesText.classesTable,
        head,
        rows: () => classes.map(({ name: own, mass, kl, coverage }) => [own, mass, kl, coverage]),
      }}
      looking={() => lookingAt.classes(title, worst?.name ?? '', worst?.coverage ?? 0, others.length)}
      note={
        <>
          {picturesText.classesNote}{' '}
          <OtherRuns runs={others.map(({ run: other }) => other)} drawn={otherRunsText.outlines} />
        </>
      }
    >
      <table className="classes">
        <thead>
          <tr>
            {head.map(cell => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map(({ name: own, mass, kl, coverage }) => (
            <tr key={own}>
              <th scope="row">
                {own}
                <span className="class-bar" style={{ width: `${100 * mass}%` }} aria-hidden="true">
                  <span className="hatched" style={{ width: `${100 * coverage}%`, color: runColour(run) }} />
                  {others.map(({ run: other, classes: its }) => (
                    <Outline
                      key={other.id}
                      colour={runColour(other)}
                      reach={its.find(one => one.name === own)?.coverage}
                    />
                  ))}
                </span>
              </th>
              <td>{formatPercent(mass)}</td>
              <td>{formatNumber(Number(kl.toPrecision(3)))}</td>
              <td>{formatNumber(Number(coverage.toPrecision(3)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ChartPanel>
  )
}

/** The classes of the other runs that have any, at the playhead or at their ends. */
function useOthers(ghosts: readonly Run[], N: number) {
  const playhead = useFrame(state => state.playhead)
  return useMemo(
    () =>
      ghosts.flatMap((run): { readonly run: Run; readonly classes: readonly ClassMeasures[] }[] => {
        const then = snapshotAt(run, playhead)
        return then && run.description ? [{ run, classes: classMeasures(run.description, then, N) }] : []
      }),
    [ghosts, playhead, N],
  )
}

interface OutlineProps {
  readonly colour: string
  /** Share of the bar; undefined where the run has no such class. */
  readonly reach: number | undefined
}

function Outline({ colour, reach }: OutlineProps) {
  return reach !== undefined && <span className="class-outline" style={{ width: `${100 * reach}%`, color: colour }} />
}
