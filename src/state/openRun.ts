import { decodeRun, type OpenedRun } from '../engine/openedRun'
import { MOST_GHOSTS } from './ghosts'
import { keep } from './journal'
import { notify, useLab } from './lab'
import { rememberedOrigin } from './origin'
import type { Run } from './types'

/** Numbers that runs from files have among each other; the lab's own count from 1. */
let lastOpened = 0

/**
 * Lays the first runs of a file over the charts, and puts all of them into the table.
 * @throws Error with a sentence, before anything is opened, if one of them is no run
 */
export async function openRuns(documents: readonly unknown[], name: string): Promise<void> {
  const runs = documents.map((document, i) => decoded(document, documents.length > 1 ? i + 1 : null))
  let laid = 0
  for (const opened of runs) {
    const run = runOf(opened)
    const { backend, version, date, origin } = opened
    await keep(
      { ...run, id: --lastOpened, colour: 0, pinned: laid < MOST_GHOSTS },
      { backend, version, date, origin, file: name },
    )
    if (laid++ < MOST_GHOSTS) useLab.getState().overlay(run)
  }
  const notes = new Set(runs.flatMap(run => run.notes))
  const many = runs.length > 1 ? `${runs.length} runs are` : 'its run is'
  const over =
    runs.length > MOST_GHOSTS ? `, and the first ${MOST_GHOSTS} lie over the charts` : ', and over the charts'
  notify('kept', [`${name} is open: ${many} in the table of runs${over}. ${[...notes].join(' ')}`.trim()])
}

function decoded(document: unknown, number: number | null): OpenedRun {
  try {
    return decodeRun(document)
  } catch (error) {
    if (number === null || !(error instanceof Error)) throw error
    throw new Error(`Run ${number} in it cannot be read. ${error.message}`)
  }
}

function runOf({
  config,
  description,
  snapshots,
  checkpoints,
  changes,
  origin,
}: OpenedRun): Omit<Run, 'id' | 'colour' | 'pinned'> {
  const key = crypto.randomUUID()
  return {
    key,
    config,
    description,
    snapshots,
    checkpoints,
    changes,
    origin: rememberedOrigin(origin),
    shipped: null,
    estimate: null,
  }
}
