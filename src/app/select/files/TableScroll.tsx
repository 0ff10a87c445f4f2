import type { ReactNode } from 'react'

interface TableScrollProps {
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** A table that scrolls where there is no room for it. Figures that are saved leave it out. */
export function TableScroll({ label, className = '', children }: TableScrollProps) {
  return (
    <section
      className={`files-table-scroll ${className}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      data-undrawn
    >
      <table className="files-table">{children}</table>
    </section>
  )
}
