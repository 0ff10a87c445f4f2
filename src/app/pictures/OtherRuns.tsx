import type { Run } from '../../state/types'
import { otherRunsText } from '../../text/otherRuns'
import { runColour } from '../charts/runColour'
import { useRunLabels } from '../runLabels'

interface OtherRunsProps {
  readonly runs: readonly Run[]
  /** What of them is drawn. */
  readonly drawn: string
  /** One run's numbers. */
  readonly tell?: (run: Run) => string
}

/** Says which other runs a picture draws, each with its colour and label; nothing where there are none. */
export function OtherRuns({ runs, drawn, tell }: OtherRunsProps) {
  const labels = useRunLabels()
  if (runs.length === 0) return null
  return (
    <span className="other-runs">
      {drawn}{' '}
      {runs.map((run, i) => (
        <span key={run.id}>
          <span className="swatch swatch-dot" style={{ background: runColour(run) }} aria-hidden="true" />{' '}
          {otherRunsText.told(labels.get(run.id) ?? '', tell?.(run) ?? '', i === runs.length - 1)}
        </span>
      ))}
    </span>
  )
}

/** What a picture that cannot draw several runs says where there are others. */
export function Alone({ others }: { readonly others: number }) {
  return others > 0 && <span className="other-runs">{otherRunsText.alone(others)}</span>
}
