import type { ReactNode } from 'react'
import type { SeriesStyle } from '../../sweep/seriesStyle'
import { strokeOf } from './looks'

/** Width and height of a sample, px. */
const SAMPLE = { width: 30, height: 10 } as const

interface LineLegendProps {
  readonly lines: readonly { readonly key: string; readonly name: ReactNode; readonly look: SeriesStyle | null }[]
  readonly children?: ReactNode
}

/** Which line is whose. */
export function LineLegend({ lines, children }: LineLegendProps) {
  return (
    <ul className="legend line-legend">
      {lines.map(({ key, name, look }) => (
        <li key={key}>
          <svg {...SAMPLE} aria-hidden="true">
            <line x2={SAMPLE.width} y1={SAMPLE.height / 2} y2={SAMPLE.height / 2} {...strokeOf(look)} />
          </svg>
          <span>{name}</span>
        </li>
      ))}
      {children}
    </ul>
  )
}
