import { type ReactNode, useState } from 'react'

interface AsTableProps {
  readonly caption: string
  readonly head: readonly ReactNode[]
  /** Called only while the table is open. */
  readonly rows: () => readonly (readonly string[])[]
}

/** A chart's numbers as a table, behind a disclosure. */
export function AsTable({ caption, head, rows }: AsTableProps) {
  const [open, setOpen] = useState(false)
  return (
    <details className="as-table" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>Show as table</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard
        <section className="table-scroll" tabIndex={0} aria-label={caption}>
          <table>
            <caption>{caption}</caption>
            <thead>
              <tr>
                {head.map((cell, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                  <th key={i} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(([first, ...others]) => (
                <tr key={first}>
                  <th scope="row">{first}</th>
                  {others.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                    <td key={i}>{cell}</td>
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
