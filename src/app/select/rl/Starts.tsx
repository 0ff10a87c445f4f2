import { isChosen, useChosenStarts } from '../../../state/chosenStarts'
import { subscript } from '../../../text/format'
import type { StartRow } from './starts'

interface StartsProps {
  readonly rows: readonly StartRow[]
  readonly N: number
}

/** The checkpoints to start from, each with what it is like now. */
export function Starts({ rows, N }: StartsProps) {
  const said = useChosenStarts(state => state.said)
  const { choose } = useChosenStarts.getState()
  return (
    <fieldset className="post-starts">
      <legend>Start from</legend>
      <table className="post-table">
        <thead>
          <tr>
            <th scope="col">Checkpoint</th>
            <th scope="col">KL, nats</th>
            <th scope="col">Cov{subscript(N)}</th>
            <th scope="col">Pass@1</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ ids, usual, title, note, measures }) => {
            const on = isChosen(said, ids, usual)
            return (
              <tr key={ids.join(' ')}>
                <th scope="row">
                  <label className="check-line">
                    <input type="checkbox" checked={on} onChange={() => choose(ids, !on)} />
                    <span>
                      {title} <span className="post-note">{note}</span>
                    </span>
                  </label>
                </th>
                {(measures ?? ['–', '–', '–']).map((text, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                  <td key={i}>{text}</td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </fieldset>
  )
}
