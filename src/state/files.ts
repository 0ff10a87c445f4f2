import { create } from 'zustand'
import { GRID } from '../coverage/pairwise'
import { type Analysis, analyse, type GroupsAt, groupsAt, type PicksAt, picksAt } from '../engine/selection/analysis'
import { type Comparison, objection, type TableShape } from '../engine/selection/comparison'
import { SelectionPool } from '../engine/selection/pool'
import type { NamedFile } from '../engine/selection/protocol'
import { readFiles } from '../engine/selection/readFiles'
import type { Facts } from '../logprobs/facts'
import type { ReadOptions } from '../logprobs/options'
import type { Problem } from '../logprobs/problems'
import { guard } from './guard'
import { refuse } from './lab'
import { usualComparison } from './usualComparison'

/** Milliseconds for which progress is collected before the page shows it. */
const COLLECT = 80

/** Milliseconds for which N has to stand still before the picks at it are resampled. */
const STILL = 150

/** Of the bootstrap: the same files give the same numbers. */
export const SEED = 0

const EXAMPLE = 'graph-two-rules.csv'

/** Files that were read, how, and what was said about them. */
export interface Read {
  readonly files: readonly NamedFile[]
  /** Names of files that lay in the same folders and are of no kind that is read. */
  readonly passedOver: readonly string[]
  readonly options: ReadOptions
  readonly facts: Facts
  readonly problems: readonly Problem[]
  /** What stands in the way if the values are means per token. */
  readonly ofMeans: readonly Problem[]
}

export interface Opened extends Read {
  readonly shape: TableShape
}

/** A reading under way. */
export interface Underway {
  readonly files: number
  readonly bytesRead: number
  /** Null where a file does not say how long it is. */
  readonly bytesAll: number | null
  readonly rows: number
}

export interface Analysed {
  readonly analysis: Analysis
  /** Names of the compared candidates, in the analysis' order. */
  readonly names: readonly string[]
  /** What was analysed. */
  readonly of: Opened
}

export interface FilesState {
  readonly reading: Underway | null
  /** What was last read in vain, and why; what was opened before is kept. */
  readonly refused: Read | null
  /** What broke off or was cancelled, in a sentence. */
  readonly detail: string | null
  readonly opened: Opened | null
  /** How the table is asked to be compared. */
  readonly comparison: Comparison | null
  /** Share of the analysis under way that is done; null while there is none. */
  readonly analysing: number | null
  /** The last analysis that was finished; its own comparison is the one that it answers. */
  readonly analysed: Analysed | null
  /** The resampled picks at the N that was last looked at for long enough. */
  readonly picks: PicksAt | null
  /** What the groups say at that N, where the analysis itself does not say it. */
  readonly groups: GroupsAt | null

  /** Reads files and analyses them. What was opened before is kept until they have been read. */
  open(files: readonly NamedFile[], options?: ReadOptions, passedOver?: readonly string[]): Promise<void>
  openExample(): Promise<void>
  /** Reads the same files with other options. */
  readAgain(read: Read, options: ReadOptions): Promise<void>
  /** Compares otherwise, without reading again. */
  compare(patch: Partial<Comparison>): void
  /** Starts the analysis that was cancelled or has broken off once more. */
  analyseAgain(): void
  /** Ends what is under way: the reading, or else the analysis. */
  cancel(): void
  /** Has the picks at N resampled, unless they are there. */
  lookAt(N: number): void
  /** Forgets what was said about a reading in vain. */
  dismiss(): void
}

/** Owns the rows of the opened table. */
let pool: SelectionPool | null = null
let reading: AbortController | null = null
let analysing: AbortController | null = null
let picking: AbortController | null = null
let pause: ReturnType<typeof setTimeout> | undefined

export const useFiles = create<FilesState>()((set, get) => ({
  reading: null,
  refused: null,
  detail: null,
  opened: null,
  comparison: null,
  analysing: null,
  analysed: null,
  picks: null,
  groups: null,

  async open(files, options = {}, passedOver = []) {
    reading?.abort()
    const own = new AbortController()
    reading = own
    set({ reading: { files: files.length, bytesRead: 0, bytesAll: null, rows: 0 }, refused: null, detail: null })
    const onProgress = nowAndThen((bytesRead: number, bytesAll: number | null, rows: number) => {
      if (reading === own) set({ reading: { files: files.length, bytesRead, bytesAll, rows } })
    })
    try {
      const { table, facts, problems, ofMeans } = await readFiles(files, options, { signal: own.signal, onProgress })
      if (reading !== own) return
      const read: Read = { files, passedOver, options, facts, problems, ofMeans }
      if (!table) {
        set({ refused: read })
        return
      }
      const { opened, comparison } = get()
      endPool()
      pool = new SelectionPool(table)
      const before = opened && comparison && { shape: opened.shape, comparison }
      set({ opened: { ...read, shape: pool.shape }, comparison: usualComparison(pool.shape, before) })
      void run()
    } catch (error) {
      if (reading !== own) return
      set({ detail: own.signal.aborted ? cancelledSentence(get().opened !== null) : reasonOf(error) })
    } finally {
      if (reading === own) {
        reading = null
        set({ reading: null })
      }
    }
  },

  async openExample() {
    try {
      const response = await fetch(new URL(`examples/${EXAMPLE}`, document.baseURI))
      if (!response.ok) throw new Error(`the server answered with ${response.status}`)
      await get().open([{ name: EXAMPLE, file: new File([await response.blob()], EXAMPLE) }])
    } catch (error) {
      set({ detail: `The example could not be loaded: ${reasonOf(error)}.` })
    }
  },

  readAgain: (read, options) => get().open(read.files, { ...read.options, ...options }, read.passedOver),

  compare(patch) {
    const { comparison } = get()
    if (!comparison) return
    set({ comparison: { ...comparison, ...patch } })
    void run()
  },

  analyseAgain() {
    const { opened } = get()
    // Workers that have broken off have lost their rows.
    if (opened && !pool) void get().readAgain(opened, {})
    else void run()
  },

  cancel() {
    if (reading) reading.abort()
    else analysing?.abort()
  },

  lookAt(N) {
    endPicking()
    const { analysed, comparison } = get()
    if (!analysed || analysed.analysis.comparison !== comparison) return
    if (get().picks?.N === N && (groupsKnown(analysed.analysis, N) || get().groups?.N === N)) return
    pause = setTimeout(() => void resample(analysed, N), STILL)
  },

  dismiss() {
    set({ refused: null, detail: null })
  },
}))

guard(
  useFiles,
  {
    open: 'files',
    openExample: 'files',
    readAgain: 'files',
    compare: null,
    analyseAgain: null,
    cancel: null,
    lookAt: null,
    dismiss: null,
  },
  refuse,
)

/** Analyses the opened table as it is asked to be compared; what was analysed before is shown until then. */
async function run(): Promise<void> {
  const { opened, comparison } = useFiles.getState()
  analysing?.abort()
  endPicking()
  const own = new AbortController()
  analysing = own
  if (!pool || !opened || !comparison || objection(comparison, opened.shape) !== null) {
    useFiles.setState({ analysing: null })
    return
  }
  useFiles.setState({ analysing: 0, detail: null })
  const onProgress = nowAndThen((share: number) => {
    if (analysing === own) useFiles.setState({ analysing: share })
  })
  try {
    const analysis = await analyse(pool, comparison, { signal: own.signal, onProgress })
    if (analysing !== own) return
    const names = comparison.candidates.map(i => opened.shape.candidates[i])
    useFiles.setState({ analysing: null, analysed: { analysis, names, of: opened }, picks: null, groups: null })
  } catch (error) {
    if (analysing === own) failed(own, error, 'The analysis was cancelled.')
  }
}

async function resample({ analysis }: Analysed, N: number): Promise<void> {
  if (!pool) return
  const own = new AbortController()
  picking = own
  const { signal } = own
  try {
    const picks = await picksAt(pool, analysis.comparison, N, SEED, { signal })
    if (picking !== own) return
    useFiles.setState({ picks })
    if (groupsKnown(analysis, N)) return
    const groups = await groupsAt(pool, analysis, N, { signal })
    if (picking === own) useFiles.setState({ groups })
  } catch (error) {
    if (picking === own && !own.signal.aborted) useFiles.setState({ detail: reasonOf(error) })
  }
}

/** Whether the analysis itself says what its groups pick at N: it does at every N of the grid. */
function groupsKnown({ groups }: Analysis, N: number): boolean {
  return groups === null || GRID.includes(N)
}

function failed(own: AbortController, error: unknown, cancelled: string): void {
  useFiles.setState({ analysing: null, detail: own.signal.aborted ? cancelled : reasonOf(error) })
  // A range error is about what was asked; after any other the workers are gone.
  if (!own.signal.aborted && !(error instanceof RangeError)) endPool()
}

function endPool(): void {
  endPicking()
  analysing?.abort()
  analysing = null
  pool?.close()
  pool = null
}

function endPicking(): void {
  clearTimeout(pause)
  picking?.abort()
  picking = null
}

function cancelledSentence(kept: boolean): string {
  return kept ? 'Reading was cancelled; what was read before is kept.' : 'Reading was cancelled.'
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Calls at most every so often; what comes too soon after is dropped, since more follows. */
function nowAndThen<Args extends unknown[]>(call: (...args: Args) => void): (...args: Args) => void {
  let last = Number.NEGATIVE_INFINITY
  return (...args) => {
    if (performance.now() - last < COLLECT) return
    last = performance.now()
    call(...args)
  }
}
