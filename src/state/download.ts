import { encodeLink } from '../config/link'
import { runFile } from '../engine/runFile'
import { useLab } from './lab'

/** Saves the shown run as a file of the format `coverage-lab/run@1`. Does nothing before the run has been evaluated once. */
export function downloadRun(): void {
  const { run, backend } = useLab.getState()
  if (!run?.description || !backend) return
  const record = { ...run, description: run.description, backend: backend.name }
  const blob = new Blob([JSON.stringify(runFile(record))], { type: 'application/json' })
  const anchor = document.createElement('a')
  anchor.href = URL.createObjectURL(blob)
  anchor.download = `coverage-lab ${encodeLink(run.config).replace(/[^\w.=-]+/g, ' ')}.json`
  anchor.click()
  URL.revokeObjectURL(anchor.href)
}
