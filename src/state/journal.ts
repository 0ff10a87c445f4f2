import { create } from 'zustand'
import type { ExperimentConfig } from '../config/config'
import { encodeLink } from '../config/link'
import { defaultOf } from '../config/parameters'
import { VERSION } from '../engine/version'
import { gotSomewhere } from './ghosts'
import { notify, useLab } from './lab'
import { originRecord, rememberedOrigin } from './origin'
import { packed } from './packing'
import { type KeptRun, PageStorage, type Storage } from './storage'
import type { LabState, Run } from './types'

/**
 * Every run that got somewhere, of this visit and of earlier ones. The journal follows the lab by looking at it: nothing else
 * has to tell it anything.
 */

/** Milliseconds between two looks at what has changed; after a look that took long, so many times its length. */
const LOOK = 1000
const REST = 10
/** Milliseconds until a run that is over is kept. */
const SOON = 200

interface JournalState {
  /** The newest last. */
  readonly runs: readonly KeptRun[]
  /** Where they are kept; null until that is known. */
  readonly lasting: boolean | null
}

export const useJournal = create<JournalState>()(() => ({ runs: [], lasting: null }))

/** This opening of the page. */
export const VISIT = crypto.randomUUID()

const page = new PageStorage()
let storage: Promise<Storage> | null = null
let timer: ReturnType<typeof setTimeout> | undefined
let pause = LOOK
let lookElse: () => () => Promise<void> = () => async () => {}

/** Runs that have gone from the page since the last look, with the name of their backend. */
let gone: { readonly run: Run; readonly backend: string }[] = []
/** What is kept of a run of the page. */
interface Seen {
  readonly key: string
  readonly kept: Run | null
  /** Whether its line was there before it, of a run that it repeats. */
  readonly repeats: boolean
}

/** By the run's number. */
const seen = new Map<number, Seen>()
const removed = new Set<string>()

/**
 * Begins to follow the lab. To be called once.
 * @param also is called at each look, and what it returns when the runs of that look are kept
 */
export function followLab(also: () => () => Promise<void>): void {
  lookElse = also
  useLab.subscribe((state, before) => {
    const same = (['run', 'rival', 'ghosts', 'playhead', 'config'] as const).every(key => state[key] === before[key])
    if (same) return
    const { backend } = before
    for (const run of [before.run, before.rival]) {
      const stays = run === null || run.id === state.run?.id || run.id === state.rival?.id
      if (!stays && backend && gotSomewhere(run)) gone.push({ run, backend: backend.name })
    }
    // What a run has come to is not to wait for the next look.
    if (state.phase === 'finished' && before.phase !== 'finished') {
      clearTimeout(timer)
      timer = setTimeout(keepNow, SOON)
    }
    timer ??= setTimeout(keepNow, pause)
  })
}

/** Where runs are kept: on the device if it can be had, else in the page, about which the person is told once. */
export function openStorage(): Promise<Storage> {
  storage ??= import('./deviceStorage')
    .then(({ openDeviceStorage }) => openDeviceStorage())
    .catch(() => {
      notify('kept', ['This browser keeps nothing for the page: runs are there until it is closed.'])
      return page
    })
    .then(opened => {
      useJournal.setState({ lasting: opened.lasting })
      return opened
    })
  return storage
}

/** The runs of earlier visits come into the table. @returns how many records were damaged */
export async function readBack(): Promise<number> {
  const { kept, damaged } = await (await openStorage()).runs()
  const here = new Set(useJournal.getState().runs.map(({ key }) => key))
  const earlier = kept.filter(({ key }) => !here.has(key) && !removed.has(key)).sort((a, b) => a.saved - b.saved)
  useJournal.setState(({ runs }) => ({ runs: [...earlier, ...runs] }))
  return damaged
}

/** Keeps what is new. */
export async function keepNow(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  const began = performance.now()
  const afterwards = lookElse()
  await keepNew()
  await afterwards()
  pause = Math.max(LOOK, REST * (performance.now() - began))
}

async function keepNew(): Promise<void> {
  const { backend, ...state } = useLab.getState()
  const left = gone
  gone = []
  const here = runsOf(state).flatMap(one => (one && backend ? { run: one, backend: backend.name } : []))
  const fresh = [...left, ...here].filter(one => worthKeeping(one.run))
  await Promise.all(fresh.map(one => keep(one.run, { backend: one.backend })))
}

function worthKeeping(run: Run): boolean {
  if (!run.description || (!run.key && !gotSomewhere(run))) return false
  if (removed.has(keyOf(run))) return false
  const before = seen.get(run.id)
  // What the journal gave back is there already, until something about it changes.
  if (!before && run.key) {
    seen.set(run.id, { key: run.key, kept: run, repeats: false })
    return useJournal.getState().runs.some(({ key, pinned }) => key === run.key && pinned !== run.pinned)
  }
  return !before?.kept || changedSince(before.kept, run)
}

/** N changes nothing that has to be kept. */
function changedSince(before: Run, run: Run): boolean {
  return before.snapshots !== run.snapshots || before.pinned !== run.pinned || before.changes !== run.changes
}

/**
 * The key under which a run of the page is kept. The same settings make the same run: one that is computed again, as A is with
 * every change of B, has the line that is there, until it goes another way.
 */
export function keyOf(run: Run): string {
  const { runs } = useJournal.getState()
  const before = seen.get(run.id)
  const known = before?.key ?? run.key
  const line = runs.find(({ key }) => key === known)
  if (known !== undefined && (line ? !strays(run, line) : before?.kept || run.key)) return known
  const twin = runs.find(one => repeats(run, one))
  const key = twin?.key ?? ((!line && known) || crypto.randomUUID())
  if (key !== known) seen.set(run.id, { key, kept: null, repeats: twin !== undefined })
  return key
}

/** Whether a run is what is kept, computed again, as far as either goes. */
function repeats({ config, changes, origin }: Run, kept: KeptRun): boolean {
  if (kept.file !== null || kept.version !== VERSION) return false
  // Links of checkpoints do not say which they are; runs of this page do.
  const sameStart = kept.origin
    ? [...seen.values()].some(one => one.key === kept.key && one.kept?.origin === origin)
    : origin === null
  return sameStart && sameChanges(changes, kept.changes) && withoutN(config) === withoutN(kept.config)
}

/** Whether a setting was changed on the way of a run that shares its line with another, or has not come as far as its line. */
function strays({ id, changes, snapshots }: Run, line: KeptRun): boolean {
  const shares = seen.get(id)?.repeats || line.last.step > (snapshots.at(-1)?.step ?? 0)
  return shares && !sameChanges(changes, line.changes)
}

function sameChanges(one: Run['changes'], other: Run['changes']): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function withoutN(config: ExperimentConfig): string {
  return encodeLink({ ...config, values: { ...config.values, N: defaultOf(config, 'N') } })
}

interface Source {
  readonly backend: string
  readonly version?: string
  /** Name of the file it was opened from. */
  readonly file?: string
  readonly origin?: KeptRun['origin']
  readonly date?: Date | null
}

/** Keeps a run, in place of what is kept of it, unless that goes further. */
export async function keep(run: Run, source: Source): Promise<KeptRun | null> {
  const { description } = run
  const last = run.snapshots.at(-1)
  if (!description || !last) return null
  const key = keyOf(run)
  const before = useJournal.getState().runs.find(one => one.key === key)
  const { repeats: again = false } = seen.get(run.id) ?? {}
  if (before && before.last.step > last.step) {
    seen.set(run.id, { key, kept: run, repeats: again })
    return before
  }
  const { bytes, ...evaluations } = packed(run)
  const isNew = ![...seen.values()].some(one => one.key === key && one.kept?.snapshots === run.snapshots)
  const kept: KeptRun = {
    key,
    visit: isNew || !before ? VISIT : before.visit,
    saved: source.date?.getTime() ?? (isNew || !before ? Date.now() : before.saved),
    file: before?.file ?? source.file ?? null,
    pinned: run.pinned || runsOf(useLab.getState()).some(one => one?.pinned && seen.get(one.id)?.key === key),
    config: run.config,
    backend: before && !isNew ? before.backend : source.backend,
    version: before && !isNew ? before.version : (source.version ?? VERSION),
    description,
    changes: run.changes,
    origin: before?.origin ?? source.origin ?? originRecord(run.origin),
    last: evaluations.snapshots[evaluations.snapshots.length - 1],
    bytes,
  }
  seen.set(run.id, { key, kept: run, repeats: again })
  useJournal.setState(({ runs }) => ({
    runs: before ? runs.map(one => (one.key === key ? kept : one)) : [...runs, kept],
  }))
  const left = await put(kept, evaluations)
  useJournal.setState(({ runs }) => ({ runs: runs.filter(one => !left.includes(one.key)) }))
  return kept
}

async function put(kept: KeptRun, evaluations: Parameters<Storage['put']>[1]): Promise<readonly string[]> {
  const opened = await openStorage()
  // Removed while the storage was being opened.
  if (removed.has(kept.key)) return []
  try {
    return await opened.put(kept, evaluations)
  } catch (error) {
    const full = error instanceof Error && error.name === 'QuotaExceededError'
    const why = full ? 'This device has no room left' : 'This device refuses to keep runs'
    notify('kept', [`${why}: the newest are there until the page is closed. Remove some in the table of runs.`])
    return page.put(kept, evaluations)
  }
}

/** The whole of a kept run, ready to be laid over the charts; null where it is not there any more. */
export async function wholeRun(kept: KeptRun): Promise<Omit<Run, 'id' | 'colour' | 'pinned'> | null> {
  const evaluations =
    (await page.evaluations(kept.key)) ??
    (await openStorage()
      .then(opened => opened.evaluations(kept.key))
      .catch(() => null))
  if (!evaluations) return null
  const { key, config, description, changes } = kept
  const origin = rememberedOrigin(kept.origin)
  return { key, config, description, changes, origin, shipped: null, estimate: null, ...evaluations }
}

/** The run of the page, present or over the charts, that is kept under the key. */
export function shownAs(state: Pick<LabState, 'run' | 'rival' | 'ghosts'>, key: string): Run | null {
  return runsOf(state).find(one => one && (seen.get(one.id)?.key ?? one.key) === key) ?? null
}

function runsOf({ run, rival, ghosts }: Pick<LabState, 'run' | 'rival' | 'ghosts'>): (Run | null)[] {
  return [run, rival, ...ghosts]
}

/** Takes runs out of the table, and off the charts where they lie over them. */
export async function removeRuns(keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    removed.add(key)
    const ghost = shownAs({ run: null, rival: null, ghosts: useLab.getState().ghosts }, key)
    if (ghost) useLab.getState().dismissGhost(ghost.id)
  }
  useJournal.setState(({ runs }) => ({ runs: runs.filter(({ key }) => !keys.includes(key)) }))
  await page.remove(keys)
  await (await openStorage()).remove(keys).catch(refused)
}

/** Forgets everything that is kept on the device. What is on the page stays there, and is kept again only once it changes. */
export async function clearKept(): Promise<void> {
  gone = []
  for (const one of runsOf(useLab.getState())) {
    if (one) seen.set(one.id, { key: crypto.randomUUID(), kept: one, repeats: false })
  }
  useJournal.setState({ runs: [] })
  await page.clear()
  await (await openStorage()).clear().catch(refused)
}

function refused(): void {
  notify('kept', ['This device did not remove what is kept: try again, or clear the page’s data in the browser.'])
}
