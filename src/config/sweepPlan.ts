import { ruleById } from '../training/registry'
import type { ExperimentConfig } from './config'
import { decodeLink, encodeLink } from './link'
import { withValue } from './settings'
import { etaGrid, type SweepConfig } from './sweep'
import type { Axis } from './sweepAxis'

/** One training run. It is measured at several N at once, since N changes nothing about it. */
export interface PlannedRun {
  readonly config: ExperimentConfig
  readonly tails: readonly number[]
  /** Under which key the measures at each of those N are kept. */
  readonly keys: readonly string[]
}

/** A step size tried for a point of the sweep; null for the one that its configuration has. */
export interface Candidate {
  readonly eta: number | null
  /** Keys of its measures, one for each seed. */
  readonly keys: readonly string[]
}

/** One point of the sweep. */
export interface PlannedCell {
  readonly x: string | number
  readonly by: string | number | null
  /** With the first seed, and before any best step size is known. */
  readonly config: ExperimentConfig
  readonly candidates: readonly Candidate[]
}

export interface SweepPlan {
  /** Row by row: for each value of `by`, every value of `x`. */
  readonly cells: readonly PlannedCell[]
  /**
   * First every point with one seed, then with the next, so that the whole picture is there early; those that learn of the same
   * sequences follow each other.
   */
  readonly runs: readonly PlannedRun[]
  /** What was adjusted in the configurations of single points, a sentence each. */
  readonly adjustments: readonly string[]
}

const SEEDS = 2 ** 32

/** The runs of a sweep. Seeds follow each other from the base's, and after the largest comes 0. */
export function planSweep(sweep: SweepConfig): SweepPlan {
  const adjustments = new Set<string>()
  const runs = new Map<string, { config: ExperimentConfig; tails: number[]; keys: string[] }>()
  const placed = settingsOf(sweep.by).flatMap(by =>
    settingsOf(sweep.x).map(x => {
      const decoded = withSettings(sweep.base, [...by.pairs, ...x.pairs])
      for (const sentence of decoded.adjustments) adjustments.add(sentence)
      const { config } = decoded
      return { x: taken(sweep.x, x.value!, config), by: taken(sweep.by, by.value, config), config }
    }),
  )
  // Values that had to be brought to one are one point.
  const apart = placed.filter((cell, i) => placed.findIndex(({ x, by }) => x === cell.x && by === cell.by) === i)
  const cells = apart.map(cell => ({ ...cell, candidates: candidatesOf(sweep, cell.config) }))
  const inTurn = besideEachOther(sweep, cells)
  for (let i = 0; i < sweep.seeds; i++) {
    for (const { config, candidates } of inTurn) {
      for (const { eta, keys } of candidates) {
        const run = withNumbers(config, eta, seedAt(config, i))
        const key = runKey(run)
        const known = runs.get(key) ?? { config: run, tails: [], keys: [] }
        runs.set(key, known)
        if (known.keys.includes(keys[i])) continue
        known.tails.push(run.values.N)
        known.keys.push(keys[i])
      }
    }
  }
  return { cells, runs: [...runs.values()], adjustments: [...adjustments] }
}

/** What a run learns of is the same whatever these are. */
const NOT_OF_THE_DATA: readonly string[] = ['rule', 'eta', 'lambda']

/** Column by column, unless all of a row learns of the same sequences: such runs follow each other, and share their draws. */
function besideEachOther({ x }: SweepConfig, cells: readonly PlannedCell[]): readonly PlannedCell[] {
  if (NOT_OF_THE_DATA.includes(x.id)) return cells
  const columns = [...new Set(cells.map(cell => cell.x))]
  return columns.flatMap(column => cells.filter(cell => cell.x === column))
}

/** The value that a run in fact has: what was asked for may not go with the other settings. */
function taken<T extends string | number | null>(axis: Axis | null, asked: T, config: ExperimentConfig): T {
  return axis?.kind === 'parameter' ? (config.values[axis.id] as T) : asked
}

/** The keys of a link that each value of an axis stands for. */
function settingsOf(axis: Axis | null): { value: string | number | null; pairs: [string, string][] }[] {
  if (axis === null) return [{ value: null, pairs: [] }]
  return axis.values.map(value => ({ value, pairs: [[axis.id, String(value)]] }))
}

/**
 * The base with other settings, exactly as if they were written into its link: what stands at its default follows it, what
 * was set stays.
 */
function withSettings(base: ExperimentConfig, pairs: readonly [string, string][]) {
  const query = new URLSearchParams(encodeLink(base))
  for (const [key, text] of pairs) query.set(key, text)
  const decoded = decodeLink(query.toString())
  // What is set for the others, and this run does not have, is nobody's mistake.
  const foreign = Object.keys(base.values).filter(
    id => query.has(id) && !(id in decoded.config.values) && !pairs.some(([key]) => key === id),
  )
  if (foreign.length === 0) return decoded
  for (const id of foreign) query.delete(id)
  return decodeLink(query.toString())
}

function candidatesOf(sweep: SweepConfig, config: ExperimentConfig): Candidate[] {
  const searched = sweep.bestEta && 'eta' in config.values && ruleById(config.rule).uses.includes('eta')
  const etas = searched ? etaGrid(sweep) : [null]
  return etas.map(eta => ({
    eta,
    keys: Array.from({ length: sweep.seeds }, (_, i) => measureKey(withNumbers(config, eta, seedAt(config, i)))),
  }))
}

function seedAt({ values }: ExperimentConfig, i: number): number {
  return (values.seed + i) % SEEDS
}

/** Test-time training may follow η; nothing depends on the seed. */
function withNumbers(config: ExperimentConfig, eta: number | null, seed: number): ExperimentConfig {
  const stepped = eta === null ? config : withValue(config, 'eta', eta).config
  return { ...stepped, values: { ...stepped.values, seed } }
}

/** The same for configurations that differ in nothing but N. */
function runKey({ values, ...choices }: ExperimentConfig): string {
  return JSON.stringify([choices, { ...values, N: 0 }])
}

/** The same for configurations that are equal. */
function measureKey(config: ExperimentConfig): string {
  return `${runKey(config)} N=${config.values.N}`
}
