import { encodeLink } from '../config/link'
import { encodeSweepLink } from '../config/sweepLink'
import { encodeCheckpoint } from '../engine/checkpointFile'
import { postTrainingFile } from '../engine/postTraining/file'
import { runFile } from '../engine/runFile'
import { sweepFile } from '../engine/sweepFile'
import { csvLines } from '../logprobs/write'
import { checkpointAt } from './checkpoints'
import { useLab } from './lab'
import { logProbTable } from './logProbTable'
import { originRecord } from './origin'
import type { Pool } from './pool'
import { type PageJob, usePostTraining } from './postTraining'
import { useSweep } from './sweep'
import type { Side } from './types'

/** Numbers by response in a run that is downloaded: about 30 MB. */
const MOST_NUMBERS = 1.5e6

/**
 * Saves the shown run, of A and B the one whose settings are edited, as a file of the format `coverage-lab/run@1`, with its log ratios, or those of every s-th snapshot where
 * all would make the file large. Does nothing before the run has been evaluated once.
 */
export function downloadRun(): void {
  const { run, side, backend } = useLab.getState()
  if (!run?.description || !backend) return
  const origin = originRecord(run.origin)
  const record = { ...run, description: run.description, backend: backend.name, origin, date: new Date() }
  saveJson(runFile(record, { logRatios: true, most: MOST_NUMBERS }), ofSide(side, encodeLink(run.config)))
}

/** Saves the kept checkpoint at or before the playhead as a safetensors file. Does nothing while there is none. */
export function downloadCheckpoint(): void {
  const { run, playhead } = useLab.getState()
  const kept = run && checkpointAt(run, playhead)
  if (!run || !kept) return
  const { step } = kept
  const changes = run.changes.filter(change => change.step < step)
  const origin = originRecord(run.origin)
  const bytes = encodeCheckpoint({ config: run.config, theta: Float32Array.from(kept.theta), step, changes, origin })
  const name = fileName(`step=${step} ${encodeLink(run.config)}`)
  save(new Blob([bytes], { type: 'application/octet-stream' }), `${name}.safetensors`)
}

/** Saves what has been computed of the shown sweep as a file of the format `coverage-lab/sweep@1`. */
export function downloadSweep(): void {
  const { sweep, plan, outcomes, team } = useSweep.getState()
  if (team) saveJson(sweepFile(sweep, plan, outcomes, team.backend), encodeSweepLink(sweep))
}

/** Saves what the newest job of a kind has found as a file of the format `coverage-lab/post-training@1`. */
export function downloadPostTraining(kind: PageJob): void {
  const { asked, backend, description, moments, ranked } = usePostTraining.getState().jobs[kind]
  if (!asked || !backend || !description) return
  const { config, settings } = asked
  const starts = asked.starts.map(({ label }, i) => ({ label, moments: moments[i], ranked: ranked[i] }))
  const file = postTrainingFile({ kind, config, backend: backend.name, settings, description, starts })
  saveJson(file, `${kind} ${encodeLink(config)}`)
}

/**
 * Saves what the candidates give to the held-out responses, as a CSV file that the page reads again.
 * @param names of the candidates
 * @param rows responses to draw where they do not weigh the same
 */
export function downloadLogProbs(pool: Pool, names: readonly string[], rows: number): void {
  const { config } = pool.candidates[0].run
  const table = logProbTable(pool, names, rows, config.values.seed)
  save(
    new Blob([...csvLines(table)], { type: 'text/csv' }),
    `${fileName(`log-probabilities ${encodeLink(config)}`)}.csv`,
  )
}

/** Of A and B the name says which it is. */
function ofSide(side: Side | null, link: string): string {
  return side === null ? link : `${side} ${link}`
}

/** Longest file name that every system takes, with room for its ending. */
const NAME_LENGTH = 180

/** A name that every system takes, without its ending. */
export function fileName(link: string): string {
  return `coverage-lab ${link.replace(/[^\w.=-]+/g, ' ').slice(0, NAME_LENGTH)}`
}

function saveJson(content: unknown, link: string): void {
  save(new Blob([JSON.stringify(content)], { type: 'application/json' }), `${fileName(link)}.json`)
}

/** Hands a file to the person. */
export function save(blob: Blob, name: string): void {
  const anchor = document.createElement('a')
  anchor.href = URL.createObjectURL(blob)
  anchor.download = name
  anchor.click()
  URL.revokeObjectURL(anchor.href)
}
