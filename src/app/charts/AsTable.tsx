import { type ReactNode, useState } from 'react'
import { chartText } from '../../text/charts'
import { Notation } from '../Notation'
import { type Cell, shownCell } from './chartTable'

interface AsTableProps {
  readonly caption: string
  readonly head: readonly ReactNode[]
  /** Called only while the table is open. */
  readonly rows: () => readonly (readonly Cell[])[]
}

/** A chart's numbers as a table, behind a disclosure. */
export function AsTable({ caption, head, rows }: AsTableProps) {
  const [open, setOpen] = useState(false)
  return (
    <details className="as-table" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{chartText.asTable}</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard
        <section className="table-scroll" tabIndex={0} aria-label={caption}>
          <table>
            <caption>
              <Notation text={caption} />
            </caption>
            <thead>
              <tr>
                {head.map((cell, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                  <th key={i} scope="col">
                    {typeof cell === 'string' ? <Notation text={cell} /> : cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(([first, ...others], row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have one name
                <tr key={row}>
                  <th scope="row">
                    <Notation text={shownCell(first)} />
                  </th>
                  {others.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                    <td key={i}>{shownCell(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  )
}
