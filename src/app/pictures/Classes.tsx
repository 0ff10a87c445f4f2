import { useMemo } from 'react'
import { formatNumber, formatPercent, subscript } from '../../text/format'
import { runColour } from '../charts/runColour'
import { classMeasures, classTitle } from './classMeasures'
import { PicturePanel } from './PicturePanel'
import type { PictureProps } from './picture'

/** KL and Cov_N class by class: which part of the prompts each comes from. */
export function Classes({ run, snapshot }: PictureProps) {
  const { N } = run.config.values
  const { description } = run
  const classes = useMemo(
    () => (description ? classMeasures(description, snapshot, N) : []),
    [description, snapshot, N],
  )
  const name = `Cov${subscript(N)}`
  return (
    <PicturePanel
      title={classTitle(classes, name)}
      note="Each bar is as long as the class’s share of the whole; what is filled is not covered."
    >
      <table className="classes">
        <thead>
          <tr>
            <th scope="col">Prompts</th>
            <th scope="col">share</th>
            <th scope="col">KL, nats</th>
            <th scope="col">{name}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ name: own, mass, kl, coverage }) => (
            <tr key={own}>
              <th scope="row">
                {own}
                <span className="class-bar" style={{ width: `${100 * mass}%` }} aria-hidden="true">
                  <span style={{ width: `${100 * coverage}%`, background: runColour(run) }} />
                </span>
              </th>
              <td>{formatPercent(mass)}</td>
              <td>{formatNumber(Number(kl.toPrecision(3)))}</td>
              <td>{formatNumber(Number(coverage.toPrecision(3)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PicturePanel>
  )
}
