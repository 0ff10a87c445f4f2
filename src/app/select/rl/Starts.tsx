import { isChosen, useChosenStarts } from '../../../state/chosenStarts'
import { reinforcementText } from '../../../text/select/reinforcement'
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
      <legend>{reinforcementText.startFrom}</legend>
      <table className="post-table">
        <thead>
          <tr>
            {reinforcementText.startHeads(N).map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
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
