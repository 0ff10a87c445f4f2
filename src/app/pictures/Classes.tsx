import { useMemo } from 'react'
import { formatNumber, formatPercent } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { runColour } from '../charts/runColour'
import { classMeasures, classTitle } from './classMeasures'
import type { PictureProps } from './picture'

/** KL and Cov_N class by class: which part of the prompts each comes from. */
export function Classes({ run, snapshot }: PictureProps) {
  const { N } = run.config.values
  const { description } = run
  const classes = useMemo(
    () => (description ? classMeasures(description, snapshot, N) : []),
    [description, snapshot, N],
  )
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
      looking={() => lookingAt.classes(title, worst?.name ?? '', worst?.coverage ?? 0)}
      note={picturesText.classesNote}
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
