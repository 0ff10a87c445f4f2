import type { ExperimentConfig } from '../../config/config'
import { parametersOf } from '../../config/parameters'
import { SCENARIOS } from '../../scenarios/registry'
import { RULES } from '../../training/registry'
import { formatNumber } from '../format'

/** In what an earlier configuration differs from the one that is shown, in a few words. N changes no run. */
export function differenceOf(earlier: ExperimentConfig, shown: ExperimentConfig): string {
  if (earlier.scenario !== shown.scenario) {
    return SCENARIOS.find(({ id }) => id === earlier.scenario)?.title ?? earlier.scenario
  }
  const words: string[] = []
  if (earlier.rule !== shown.rule) words.push(RULES.find(({ id }) => id === earlier.rule)?.label ?? earlier.rule)
  if (earlier.backend !== shown.backend) words.push(`backend ${earlier.backend}`)
  const read: readonly string[] = RULES.find(({ id }) => id === earlier.rule)?.uses ?? []
  for (const { id, symbol } of parametersOf(earlier)) {
    if (id === 'N' || ((id === 'eta' || id === 'lambda') && !read.includes(id))) continue
    if (earlier.values[id] !== shown.values[id]) words.push(`${symbol} = ${formatNumber(earlier.values[id])}`)
  }
  return words.length > 0 ? words.slice(0, 3).join(', ') : 'same settings'
}
