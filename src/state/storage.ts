import type { ExperimentConfig } from '../config/config'
import type { OriginRecord } from '../engine/checkpointFile'
import type { ShippedFile } from '../engine/shipped'
import type { Checkpoint, RunDescription, SettingChange, Snapshot } from '../engine/snapshot'
import type { RunOutcome } from '../engine/sweepRun'
import type { Origin } from './origin'
import type { KeptCheckpoint, Speed } from './types'

/** What is kept of a run so that it has a line in the table of all runs. */
export interface KeptRun {
  readonly key: string
  /** The opening of the page in which it came there. */
  readonly visit: string
  /** When its newest part was computed or its file was opened, milliseconds since 1970. */
  readonly saved: number
  /** Name of the file it was opened from; null for the lab's own. */
  readonly file: string | null
  readonly pinned: boolean
  readonly config: ExperimentConfig
  /** Name of the backend that computed it. */
  readonly backend: string
  readonly version: string
  readonly description: RunDescription
  readonly changes: readonly SettingChange[]
  readonly origin: OriginRecord | null
  /** The newest snapshot. */
  readonly last: Snapshot
  /** What it takes with its evaluations, roughly. */
  readonly bytes: number
}

/** The rest of a run, read only when it is drawn. */
export interface KeptEvaluations {
  readonly snapshots: readonly Snapshot[]
  readonly checkpoints: readonly KeptCheckpoint[]
}

/** What the present run goes on from. */
export interface KeptPresence {
  readonly key: string
  readonly checkpoint: Checkpoint
  readonly origin: Origin | null
  readonly shipped: ShippedFile | null
}

/** What a tab showed, so that it can show it again. */
export interface KeptSession {
  readonly tab: string
  readonly saved: number
  /** Query string of the settings. */
  readonly link: string
  readonly speed: Speed
  readonly playhead: number | null
  /** Key of the present run, and from where it goes on; null where it had not got anywhere or is too large. */
  readonly run: KeptPresence | null
  /** The same of B, where the present run is A. */
  readonly rival: KeptPresence | null
  /** The runs over the charts, oldest first. */
  readonly overlays: readonly { readonly key: string; readonly pinned: boolean }[]
}

export interface KeptOutcome {
  readonly key: string
  readonly saved: number
  readonly backend: string
  readonly version: string
  readonly outcome: RunOutcome
}

/** What came back, and how many records were damaged and dropped. */
export interface Read<T> {
  readonly kept: readonly T[]
  readonly damaged: number
}

/** Most that is kept: bytes and number of runs, and outcomes of sweeps. */
export const MOST_BYTES = 64 * 2 ** 20
export const MOST_RUNS = 200
export const MOST_OUTCOMES = 4000
/** Most tabs whose state is kept. */
export const MOST_SESSIONS = 8

/** Where runs are kept. Every method may fail with an Error, and `QuotaExceededError` where there is no room left. */
export interface Storage {
  /** Whether it outlasts the page. */
  readonly lasting: boolean
  runs(): Promise<Read<KeptRun>>
  /** Keeps a run in place of what is there under its key, and makes room. @returns keys of the runs that made room */
  put(run: KeptRun, evaluations: KeptEvaluations): Promise<readonly string[]>
  /** Null where it is no longer there, or damaged. */
  evaluations(key: string): Promise<KeptEvaluations | null>
  remove(keys: readonly string[]): Promise<void>
  sessions(): Promise<Read<KeptSession>>
  putSession(session: KeptSession): Promise<void>
  outcomes(): Promise<Read<KeptOutcome>>
  putOutcomes(outcomes: readonly KeptOutcome[]): Promise<void>
  clear(): Promise<void>
}

/** What has to be known of a run to decide whether it makes room. */
export type Shelved = Pick<KeptRun, 'key' | 'saved' | 'bytes' | 'pinned'>

/** Keys of the runs that make room: the oldest that are not pinned first, the newest of all never. */
export function makingRoom(all: readonly Shelved[], mostBytes = MOST_BYTES, mostRuns = MOST_RUNS): string[] {
  let bytes = all.reduce((sum, run) => sum + run.bytes, 0)
  let runs = all.length
  const byAge = [...all].sort((a, b) => a.saved - b.saved)
  const newest = byAge.at(-1)
  const candidates = [...byAge.filter(({ pinned }) => !pinned), ...byAge.filter(({ pinned }) => pinned)]
  const leaving: string[] = []
  for (const run of candidates) {
    if (bytes <= mostBytes && runs <= mostRuns) break
    if (run === newest) continue
    leaving.push(run.key)
    bytes -= run.bytes
    runs--
  }
  return leaving
}

/** Keeps everything for as long as the page is open, where the device keeps nothing. */
export class PageStorage implements Storage {
  readonly lasting = false
  private readonly kept = new Map<string, { run: KeptRun; evaluations: KeptEvaluations }>()

  async runs() {
    return { kept: [...this.kept.values()].map(({ run }) => run), damaged: 0 }
  }

  async put(run: KeptRun, evaluations: KeptEvaluations) {
    this.kept.set(run.key, { run, evaluations })
    const leaving = makingRoom([...this.kept.values()].map(entry => entry.run))
    await this.remove(leaving)
    return leaving
  }

  async evaluations(key: string) {
    return this.kept.get(key)?.evaluations ?? null
  }

  async remove(keys: readonly string[]) {
    for (const key of keys) this.kept.delete(key)
  }

  // The page itself has these as long as it is open.
  async sessions() {
    return { kept: [], damaged: 0 }
  }

  async putSession() {}

  async outcomes() {
    return { kept: [], damaged: 0 }
  }

  async putOutcomes() {}

  async clear() {
    this.kept.clear()
  }
}
