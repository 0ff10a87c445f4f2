import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { clearKept, useJournal } from '../../state/journal'
import { asShown, downloadRuns } from '../../state/runTable'
import { type KeptRun, MOST_BYTES, MOST_RUNS } from '../../state/storage'
import { runsText as text } from '../../text/runs'
import { useFrame } from '../frame'
import { useThrottled } from '../useThrottled'
import { RunTable } from './RunTable'

/** The table of all runs, above the transport bar; the page goes on beside it. */
export function RunsPanel({ onClose }: { readonly onClose: () => void }) {
  const runs = useRuns()
  const lasting = useJournal(state => state.lasting)
  const titleId = useId()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <section
      className="runs panel"
      aria-labelledby={titleId}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className="panel-head">
        <h2 id={titleId} ref={title} tabIndex={-1}>
          {text.title(runs.length)}
        </h2>
        <button type="button" className="small-button" onClick={onClose}>
          {text.close}
          <span className="visually-hidden">{text.closeWhat}</span>
        </button>
      </div>
      {runs.length > 0 ? <RunTable runs={runs} /> : <p className="runs-note">{text.empty}</p>}
      <div className="runs-foot">
        {runs.length > 0 && (
          <button type="button" className="small-button" onClick={() => void downloadRuns()}>
            {text.saveRuns}
          </button>
        )}
        <Clear />
        <p className="runs-note">{lasting === false ? text.unkept : text.kept(MOST_BYTES / 2 ** 20, MOST_RUNS)}</p>
      </div>
    </section>
  )
}

/** All runs, of those under way what the page has by now. */
function useRuns(): readonly KeptRun[] {
  const kept = useJournal(state => state.runs)
  const run = useFrame(state => state.run)
  const rival = useFrame(state => state.rival)
  const present = useThrottled(
    useMemo(() => ({ run, rival }), [run, rival]),
    Object.is,
  )
  return useMemo(() => kept.map(one => asShown(one, present)), [kept, present])
}

/** In two steps: it cannot be undone. */
function Clear() {
  const [sure, setSure] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  const no = useRef<HTMLButtonElement>(null)
  const asked = useRef(false)
  useEffect(() => {
    // The button that had the focus is gone either way.
    if (sure) no.current?.focus()
    else if (asked.current) first.current?.focus()
    asked.current = sure
  }, [sure])
  if (!sure) {
    return (
      <button ref={first} type="button" className="small-button" onClick={() => setSure(true)}>
        {text.clear}
      </button>
    )
  }
  return (
    <span className="runs-sure">
      {text.clearSure}
      <button
        type="button"
        className="small-button"
        onClick={() => {
          void clearKept()
          setSure(false)
        }}
      >
        {text.clearYes}
      </button>
      <button ref={no} type="button" className="small-button" onClick={() => setSure(false)}>
        {text.clearNo}
      </button>
    </span>
  )
}
