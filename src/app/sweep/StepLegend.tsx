import { Marker } from './Marker'
import type { StepLine } from './stepLines'

/** Width and height of a sample, px. */
const SAMPLE = { width: 30, height: 12 } as const

/** Which line is whose, where there is no room for names beside them. */
export function StepLegend({ lines }: { readonly lines: readonly Pick<StepLine, 'name' | 'style'>[] }) {
  return (
    <ul className="step-legend">
      {lines.map(({ name, style }) => (
        <li key={name}>
          <svg {...SAMPLE} aria-hidden="true">
            <line
              x2={SAMPLE.width}
              y1={SAMPLE.height / 2}
              y2={SAMPLE.height / 2}
              stroke={style.colour}
              strokeWidth={2}
              strokeDasharray={style.dash}
            />
            <Marker x={SAMPLE.width / 2} y={SAMPLE.height / 2} style={style} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}
