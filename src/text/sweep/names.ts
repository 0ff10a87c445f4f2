import { parametersOf } from '../../config/parameters'
import type { SweepConfig } from '../../config/sweep'
import type { Axis } from '../../config/sweepAxis'
import { metricById } from '../../config/sweepMetrics'
import type { Followed } from '../../engine/sweepHistory'
import type { CellResult } from '../../engine/sweepResult'
import { RULES } from '../../training/registry'
import { formatNumber, formatSetting, subscript } from '../format'
import { words } from '../language'

/** A rule in a sentence or beside a line: "SGD", "Normalized SGD". */
function ruleName(id: string): string {
  const label = RULES.find(rule => rule.id === id)?.label ?? id
  return /\(([^)]+)\)/.exec(label)?.[1] ?? label
}

/** What an axis varies, as its caption says it: "H, sequence length". */
function axisCaption({ base }: Pick<SweepConfig, 'base'>, axis: Axis): string {
  if (axis.kind === 'rule') return 'update rule'
  const parameter = parametersOf(base).find(({ id }) => id === axis.id)
  return parameter ? `${parameter.symbol}, ${lowerFirst(parameter.label)}` : axis.id
}

/** A value of an axis by itself: "8", "SGD". */
function valueName(axis: Axis, value: string | number): string {
  return axis.kind === 'rule' ? ruleName(String(value)) : formatSetting(Number(value))
}

/** A value of an axis with what it is a value of: "H = 8", "SGD". */
function settingName({ base }: Pick<SweepConfig, 'base'>, axis: Axis, value: string | number): string {
  if (axis.kind === 'rule') return ruleName(String(value))
  const symbol = parametersOf(base).find(({ id }) => id === axis.id)?.symbol ?? axis.id
  return `${symbol} = ${formatSetting(Number(value))}`
}

/** The metric within a sentence: "mean Cov₁₆", "final KL". */
function metricName(sweep: Pick<SweepConfig, 'metric' | 'base' | 'x' | 'by'>): string {
  const { label, ofN } = metricById(sweep.metric)
  return ofN ? `${label}${indexN(sweep)}` : label
}

/** What is followed over the steps: "KL", "Cov₁₆", "KL / Cov₁₆". */
function followedName(followed: Followed, sweep: Pick<SweepConfig, 'base' | 'x' | 'by'>): string {
  const coverage = `Cov${indexN(sweep)}`
  return { kl: 'KL', coverage, ratio: `KL / ${coverage}` }[followed]
}

function indexN({ base, x, by }: Pick<SweepConfig, 'base' | 'x' | 'by'>): string {
  return x.id === 'N' || by?.id === 'N' ? '_N' : subscript(base.values.N)
}

/** Over how many seeds the points stand: "median of 16 seeds", "median of 2 to 3 of 16 seeds". */
function seedsInWords({ seeds }: Pick<SweepConfig, 'seeds'>, cells: readonly CellResult[]): string {
  const all = `${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`
  const done = cells.map(({ values }) => values.length)
  const [least, most] = [Math.min(...done), Math.max(...done)]
  if (least === seeds) return `median of ${all}`
  return `median of ${least === most ? most : `${least} to ${most}`} of ${all}`
}

/** A value of the metric, with its unit. */
function metricValue({ metric }: Pick<SweepConfig, 'metric'>, value: number): string {
  return metricById(metric).unit === 'nats' ? `${formatNumber(value)} nats` : formatNumber(value)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

export const sweepNames = words('sweep/names', {
  ruleName,
  axisCaption,
  valueName,
  settingName,
  metricName,
  followedName,
  seedsInWords,
  metricValue,
})
