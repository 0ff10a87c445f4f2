import type { ReactNode } from 'react'
import type { Panel } from '../../../config/select'
import { useLab } from '../../../state/lab'
import { usePresented } from '../../../state/presentation'
import { jobText } from '../../../text/select/jobs'

const SCENARIO = 'graph-two-rules'

interface ElsewhereNoteProps {
  readonly panel: Panel
  /** Why there is nothing here. */
  readonly children: ReactNode
}

/** Says that a panel has nothing for the scenario that is shown, and leads to one where it has. */
export function ElsewhereNote({ panel, children }: ElsewhereNoteProps) {
  const address = usePresented(`v=1&scenario=${SCENARIO}&view=select&panel=${panel}`)
  return (
    <div className="panel empty">
      <p>
        {children}{' '}
        <a
          href={`?${address}`}
          onClick={event => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            // The same without loading the page again, so that what is there stays.
            event.preventDefault()
            useLab.getState().choose('scenario', SCENARIO)
          }}
        >
          {jobText.openTwoRules}
        </a>
        .
      </p>
    </div>
  )
}
