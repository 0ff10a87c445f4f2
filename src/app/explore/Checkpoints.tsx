import { type DragEvent, useId, useRef, useState } from 'react'
import { checkpointAt } from '../../state/checkpoints'
import { useLab } from '../../state/lab'
import { useShown } from '../../state/presentation'
import type { Run } from '../../state/types'
import { exploreText } from '../../text/explore'
import { useFrame } from '../frame'

/** The parameters that the page keeps of a transformer's run: saved, loaded, and begun from again. */
export function Checkpoints() {
  const run = useFrame(state => state.run)
  const playhead = useFrame(state => state.playhead)
  const titleId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [forks, loads] = [useShown('start'), useShown('files')]
  if (run?.config.model !== 'transformer') return null
  const kept = checkpointAt(run, playhead)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) void open(file)
  }
  return (
    <section
      className={`panel checkpoint-panel ${over ? 'checkpoint-panel-over' : ''}`}
      aria-labelledby={titleId}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 id={titleId}>{kept ? exploreText.checkpointOf(kept.step) : exploreText.checkpoints}</h2>
      <div className="checkpoint-buttons">
        <button type="button" className="button" disabled={!kept} onClick={download}>
          {exploreText.download}
        </button>
        {forks && (
          <button type="button" className="button" disabled={!kept} onClick={() => useLab.getState().fork()}>
            {exploreText.fork}
          </button>
        )}
        {loads && (
          <button type="button" className="button" onClick={() => input.current?.click()}>
            {exploreText.load}
          </button>
        )}
        <input
          ref={input}
          hidden
          type="file"
          aria-label={exploreText.checkpointFile}
          accept=".safetensors"
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void open(file)
            // The same file may be chosen again.
            target.value = ''
          }}
        />
      </div>
      <p className="checkpoint-note">{keptInWords(run, loads)}</p>
    </section>
  )
}

/** The format of checkpoints is loaded when one is written or read. */
async function download(): Promise<void> {
  const { downloadCheckpoint } = await import('../../state/download')
  downloadCheckpoint()
}

async function open(file: File): Promise<void> {
  const { openCheckpoint } = await import('../../state/openCheckpoint')
  await openCheckpoint(file)
}

function keptInWords({ checkpoints, snapshots }: Run, loads: boolean): string {
  const drop = loads ? exploreText.drop : ''
  if (checkpoints.length === 0) return drop
  const bytes = checkpoints.reduce((sum, { theta }) => sum + theta.byteLength, 0)
  return `${exploreText.kept(checkpoints.length, snapshots.length, bytes)} ${drop}`
}
