import { memo, useCallback, useId, useMemo, useState } from 'react'
import type { Snapshot } from '../../engine/snapshot'
import type { Check } from '../../state/check'
import { checksOf } from '../../state/checks'
import type { Run } from '../../state/types'
import { exploreText } from '../../text/explore'
import { Notation } from '../Notation'

const MARKS = { holds: '✓', broken: '✗', undecided: '?', notApplicable: '–' } as const

/** The paper's inequalities, checked live; each opens to show its two sides. */
export function Checks({ run, snapshot }: { readonly run: Run; readonly snapshot: Snapshot }) {
  const checks = useMemo(() => checksOf(run, snapshot), [run, snapshot])
  const [open, setOpen] = useState<string | null>(null)
  const panel = useId()
  const toggle = useCallback((id: string) => setOpen(now => (now === id ? null : id)), [])
  const shown = checks.find(({ id }) => id === open)
  return (
    <section className="checks" aria-label={exploreText.checks} data-undrawn>
      <ul>
        {checks.map(({ id, status }) => (
          <Chip key={id} id={id} status={status} open={open === id} panel={panel} onToggle={toggle} />
        ))}
      </ul>
      {checks
        .filter(({ status }) => status === 'broken')
        .map(({ id, source, note }) => (
          <p key={id} className="broken" role="alert">
            <Notation text={exploreText.broken(source, note)} />
          </p>
        ))}
      <div id={panel} className="check-detail" hidden={!shown}>
        {shown && <Detail check={shown} />}
      </div>
    </section>
  )
}

interface ChipProps extends Pick<Check, 'id' | 'status'> {
  readonly open: boolean
  /** Id of what it opens. */
  readonly panel: string
  readonly onToggle: (id: string) => void
}

const Chip = memo(function Chip({ id, status, open, panel, onToggle }: ChipProps) {
  return (
    <li>
      <button
        type="button"
        className={`check check-${status.replace(' ', '-')}`}
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => onToggle(id)}
      >
        {id} <span aria-hidden="true">{MARKS[status === 'not applicable' ? 'notApplicable' : status]}</span>
        <span className="visually-hidden"> {exploreText.statuses[status]}</span>
      </button>
    </li>
  )
})

function Detail({ check }: { readonly check: Check }) {
  const { source, label, left, right, status, note } = check
  return (
    <>
      <p>
        <strong>{source}</strong> {exploreText.statuses[status]}:{' '}
        <span className="equation">
          <Notation text={label} />
        </span>
      </p>
      {!Number.isNaN(right) && <p>{exploreText.sides(left, right)}</p>}
      {note && status !== 'broken' && (
        <p>
          <Notation text={note} />
        </p>
      )}
    </>
  )
}
