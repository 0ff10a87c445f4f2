import type { ExperimentConfig } from '../config/config'
import { encodeLink } from '../config/link'
import { parametersInUse } from '../config/parameters'
import { type CoverageProfile, coverageAt, coverageProfile } from '../coverage/profile'
import { statedProfile } from '../coverage/statedProfile'
import { runFile } from '../engine/runFile'
import type { Snapshot } from '../engine/snapshot'
import { SCENARIOS } from '../scenarios/registry'
import { ruleById } from '../training/registry'
import { passAt } from './candidates'
import { save } from './download'
import { shownAs, useJournal, VISIT, wholeRun } from './journal'
import { notify } from './lab'
import type { KeptRun } from './storage'
import type { LabState } from './types'

/** A setting in which runs differ. */
export interface SettingColumn {
  readonly id: string
  /** E.g. "η". */
  readonly name: string
  /** Null where a run has no such setting. */
  value(config: ExperimentConfig): number | string | null
}

/** How the choices beside the numbers are read off a configuration. */
const CHOICES: readonly SettingColumn[] = [
  {
    id: 'scenario',
    name: 'scenario',
    value: ({ scenario }) => SCENARIOS.find(({ id }) => id === scenario)?.title ?? scenario,
  },
  { id: 'model', name: 'model', value: ({ model }) => model },
  { id: 'rule', name: 'rule', value: ({ rule }) => ruleById(rule).short },
  { id: 'decode', name: 'decode', value: ({ decode }) => decode },
  { id: 'backend', name: 'backend', value: ({ backend }) => backend },
]

/** The settings in which any two of the runs differ that both have; N, which changes no run, is none of them. */
export function differing(configs: readonly ExperimentConfig[]): SettingColumn[] {
  const parameters = new Map<string, SettingColumn>()
  for (const config of configs) {
    for (const { id, symbol, words } of parametersInUse(config)) {
      if (id === 'N' || parameters.has(id)) continue
      const value = ({ values }: ExperimentConfig) => (id in values ? (words?.[values[id]] ?? values[id]) : null)
      parameters.set(id, { id, name: symbol, value })
    }
  }
  const all = [...CHOICES, ...parameters.values()]
  return all.filter(({ value }) => {
    const values = new Set(configs.map(value))
    values.delete(null)
    return values.size > 1
  })
}

const profiles = new WeakMap<Snapshot, CoverageProfile>()

/** What the table says of a run at an N. */
export interface RunNumbers {
  readonly kl: number
  readonly coverage: number
  /** Null where nothing is rewarded, or where it was not written down at this N. */
  readonly pass: number | null
  readonly step: number
}

export function numbersOf(run: KeptRun, N: number): RunNumbers {
  const { last, description } = run
  let profile = profiles.get(last)
  if (!profile) {
    const { stated, logRatios } = last
    profile = stated ? statedProfile(stated.Ns, stated.shares) : coverageProfile(logRatios, description.weights)
    profiles.set(last, profile)
  }
  return { kl: last.kl, coverage: coverageAt(profile, N), pass: passOf(run, N), step: last.step }
}

function passOf({ last, description }: KeptRun, N: number): number | null {
  const computed = passAt({ description }, last, N, 'rewarded')
  if (computed) return computed.value
  const { Ns = [], shares = [] } = last.statedPass ?? {}
  return shares[Ns.indexOf(N)] ?? null
}

/**
 * What is kept of a run, as far as anyone has come with it: its line says what the charts say, unless what they show is computed
 * again and has not come as far.
 */
export function asShown(kept: KeptRun, runs: Pick<LabState, 'run' | 'rival'>): KeptRun {
  const run = shownAs({ ...runs, ghosts: [] }, kept.key)
  const last = run?.snapshots.at(-1)
  if (!run || !last || last.step <= kept.last.step) return kept
  const { config, changes } = run
  return { ...kept, config, changes, last, saved: Date.now(), visit: VISIT }
}

/** Where a run comes from: computed since the page was opened, in an earlier visit, or read from a file. */
export function sourceOf({ file, visit }: KeptRun): 'page' | 'visit' | 'file' {
  if (file !== null) return 'file'
  return visit === VISIT ? 'page' : 'visit'
}

/** Saves all kept runs as JSON Lines, each with its log ratios as far as they are kept. */
export async function downloadRuns(): Promise<void> {
  const lines: string[] = []
  for (const kept of useJournal.getState().runs) {
    const whole = await wholeRun(kept)
    if (!whole) {
      notify('error', ['One of the runs is not kept any more; it is missing in the file.'])
      continue
    }
    const record = { ...kept, ...whole, description: kept.description, origin: kept.origin, date: new Date(kept.saved) }
    lines.push(`${JSON.stringify(runFile(record, { logRatios: true }))}\n`)
  }
  save(new Blob(lines, { type: 'application/jsonl' }), 'coverage-lab runs.jsonl')
}

/**
 * Saves the table as CSV, with the link of every run.
 * @param head names of the columns
 * @param rows one cell for each column
 */
export function downloadTable(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): void {
  const lines = [head, ...rows].map(row => `${row.map(csvCell).join(',')}\n`)
  save(new Blob(lines, { type: 'text/csv' }), 'coverage-lab runs.csv')
}

/** In quotation marks where it has to be. */
export function csvCell(cell: string | number | null): string {
  const text = cell === null ? '' : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The run's query string with `?`. */
export function linkOf({ config }: KeptRun): string {
  return `?${encodeLink(config)}`
}
