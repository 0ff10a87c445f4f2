import { encodeLink } from '../config/link'
import { encodeSweepLink } from '../config/sweepLink'
import { runFile } from '../engine/runFile'
import { sweepFile } from '../engine/sweepFile'
import { useLab } from './lab'
import { useSweep } from './sweep'

/** Saves the shown run as a file of the format `coverage-lab/run@1`. Does nothing before the run has been evaluated once. */
export function downloadRun(): void {
  const { run, backend } = useLab.getState()
  if (!run?.description || !backend) return
  const record = { ...run, description: run.description, backend: backend.name }
  save(runFile(record), encodeLink(run.config))
}

/** Saves what has been computed of the shown sweep as a file of the format `coverage-lab/sweep@1`. */
export function downloadSweep(): void {
  const { sweep, plan, outcomes, team } = useSweep.getState()
  if (team) save(sweepFile(sweep, plan, outcomes, team.backend), encodeSweepLink(sweep))
}

/** Longest file name that every system takes, with room for its ending. */
const NAME_LENGTH = 180

function save(content: unknown, link: string): void {
  const blob = new Blob([JSON.stringify(content)], { type: 'application/json' })
  const anchor = document.createElement('a')
  anchor.href = URL.createObjectURL(blob)
  anchor.download = `coverage-lab ${link.replace(/[^\w.=-]+/g, ' ').slice(0, NAME_LENGTH)}.json`
  anchor.click()
  URL.revokeObjectURL(anchor.href)
}
