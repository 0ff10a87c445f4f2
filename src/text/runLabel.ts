import type { ExperimentConfig } from '../config/config'
import { CHOICES, distinguishing, type Setting } from '../config/distinguishing'
import { parametersOf } from '../config/parameters'
import { SCENARIOS } from '../scenarios/registry'
import type { Run } from '../state/types'
import { unitOf } from '../state/unit'
import { ruleById } from '../training/registry'
import { DECODE_LABELS } from './decode'
import { formatCount, formatNumber } from './format'
import { MODEL_LABELS } from './model'

/** What a run's label is made from. */
export type Labelled = Pick<Run, 'id' | 'config'> & Partial<Pick<Run, 'changes' | 'origin'>>

/** Settings that a label names at most; the others are counted. */
const MOST_PARTS = 4

export const runLabelText = {
  thisRun: 'this run',
  same: 'same settings',
  fromStart: 'from its own start',
  from: (start: string) => `from ${start}`,
  backend: (backend: string) => `backend ${backend}`,
  value: (symbol: string, value: string) => `${symbol} ${value}`,
  since: (value: string, unit: string, step: number) => `${value} from ${unit} ${formatCount(step)} on`,
  more: (count: number) => `${count} more`,
  numbered: (label: string, number: number) => `${label}, no. ${number}`,
  all: (choices: readonly string[], numbers: readonly string[]) =>
    [...choices, numbers.join(' · ')].filter(part => part !== '').join(', '),
} as const

/**
 * A label for each of the runs that are shown together, that names only what differs among them: "normalized, η 0.03 · H 32".
 * No two are the same; runs that nothing tells apart are numbered by age. A run alone is "this run".
 */
export function runLabels(runs: readonly Labelled[]): readonly string[] {
  if (runs.length === 1) return [runLabelText.thisRun]
  const settings = distinguishing(runs.map(({ config }) => config))
  const labels = runs.map((run, i) => labelOf(run, withChanges(run, settings[i], runs), startOf(run, runs)))
  return labels.map((label, i) => {
    const twins = runs.filter((_, j) => labels[j] === label).sort((a, b) => a.id - b.id)
    return twins.length > 1 ? runLabelText.numbered(label, twins.indexOf(runs[i]) + 1) : label
  })
}

/** The label that the first of two configurations would have beside the other. */
export function labelBeside(one: ExperimentConfig, other: ExperimentConfig): string {
  return labelOf({ config: one }, distinguishing([one, other])[0], null)
}

/**
 * A setting that was changed on the way tells a run from one that had the same value all along. Such settings come first, so that
 * none of them is only counted: no link computes these runs.
 */
function withChanges(run: Labelled, settings: readonly Setting[], runs: readonly Labelled[]): readonly Setting[] {
  const changedIds = new Set(runs.flatMap(({ changes = [] }) => changes.map(({ id }) => id)))
  const own = parametersOf(run.config).map(({ id }) => id)
  const changed = own.filter(id => id !== 'N' && changedIds.has(id))
  const choices: readonly string[] = CHOICES
  const others = [...settings.filter(id => choices.includes(id)), ...own.filter(id => settings.includes(id))]
  return [...new Set([...changed, ...others])]
}

/** Where a run begins, if not all begin alike. */
function startOf({ origin = null }: Labelled, runs: readonly Labelled[]): string | null {
  if (runs.every(other => (other.origin ?? null) === origin)) return null
  return origin ? runLabelText.from(origin.label) : runLabelText.fromStart
}

function labelOf(
  run: Pick<Labelled, 'config' | 'changes'>,
  settings: readonly Setting[],
  start: string | null,
): string {
  const kept = settings.slice(0, MOST_PARTS)
  const choices = kept.flatMap(setting => choiceInWords(run.config, setting) ?? [])
  const numbers = kept.flatMap(setting => numberInWords(run, setting) ?? [])
  const left = settings.length - kept.length
  if (left > 0) numbers.push(runLabelText.more(left))
  return runLabelText.all(start === null ? choices : [...choices, start], numbers) || runLabelText.same
}

/** Null for a numeric parameter. */
function choiceInWords(config: ExperimentConfig, setting: Setting): string | null {
  switch (setting) {
    case 'scenario':
      return SCENARIOS.find(({ id }) => id === config.scenario)?.title ?? config.scenario
    case 'model':
      return MODEL_LABELS[config.model].toLowerCase()
    case 'rule':
      return ruleInWords(config.rule)
    case 'decode':
      return DECODE_LABELS[config.decode].toLowerCase()
    case 'backend':
      return runLabelText.backend(config.backend)
    default:
      return null
  }
}

/** As the control calls it; what that calls none is SGD where no control says none of what. */
function ruleInWords(rule: string): string {
  return rule === 'sgd' ? 'SGD' : ruleById(rule).short
}

function numberInWords({ config, changes = [] }: Pick<Labelled, 'config' | 'changes'>, id: string): string | null {
  const parameter = parametersOf(config).find(one => one.id === id)
  if (!parameter) return null
  const value = parameter.words?.[config.values[id]] ?? formatNumber(config.values[id])
  const change = changes.filter(one => one.id === id).at(-1)
  const told = change ? runLabelText.since(value, unitOf(config).one, change.step) : value
  return runLabelText.value(parameter.symbol, told)
}
