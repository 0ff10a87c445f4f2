import { lazy, Suspense, useRef, useState } from 'react'
import { useJournal } from '../../state/journal'
import { runsText as text } from '../../text/runs'
import { Shown } from '../controls/Shown'
import { useFrame } from '../frame'

const RunsPanel = lazy(() => import('./RunsPanel').then(({ RunsPanel: panel }) => ({ default: panel })))

/** The run as a file, files as runs, and the table of all runs. */
export function RunTools() {
  const measured = useFrame(({ run, backend }) => Boolean(run?.description && run.snapshots.length > 0 && backend))
  const side = useFrame(state => state.side)
  const runs = useJournal(state => state.runs.length)
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button type="button" className="button" disabled={!measured} onClick={download}>
        <span>
          {text.download(side)}
          <span className="wide-only">{text.downloadWhat(side)}</span>
        </span>
      </button>
      <Shown id="files">
        <button type="button" className="button" title={text.openTitle} onClick={() => input.current?.click()}>
          {text.open}
        </button>
        <input
          ref={input}
          hidden
          multiple
          type="file"
          aria-label={text.openLabel}
          accept=".json,.jsonl,.safetensors"
          onChange={({ target }) => {
            // The list empties itself with the field, which may be given the same file again.
            void read([...(target.files ?? [])])
            target.value = ''
          }}
        />
      </Shown>
      <button
        ref={button}
        type="button"
        className="button"
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      >
        {text.button(runs)}
      </button>
      {open && (
        <Suspense fallback={<p className="runs panel">{text.loading}</p>}>
          <RunsPanel onClose={close} />
        </Suspense>
      )}
    </>
  )
}

/** Nobody downloads or opens anything before the page is there: the formats of files are loaded only then. */
async function download(): Promise<void> {
  const { downloadRun } = await import('../../state/download')
  downloadRun()
}

async function read(files: readonly File[]): Promise<void> {
  const { openFiles } = await import('../../state/openFiles')
  await openFiles(files)
}
