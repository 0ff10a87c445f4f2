import type { ExperimentConfig } from '../../config/config'
import { parametersInUse } from '../../config/parameters'
import { SCENARIOS } from '../../scenarios/registry'
import { formatNumber } from '../../text/format'
import { RULES } from '../../training/registry'
import { DECODE_LABELS } from '../decode'
import { MODEL_LABELS } from '../model'

/** In what an earlier configuration differs from the one that is shown, in a few words. N changes no run. */
export function differenceOf(earlier: ExperimentConfig, shown: ExperimentConfig): string {
  if (earlier.scenario !== shown.scenario) {
    return SCENARIOS.find(({ id }) => id === earlier.scenario)?.title ?? earlier.scenario
  }
  const words: string[] = []
  if (earlier.model !== shown.model) words.push(MODEL_LABELS[earlier.model].toLowerCase())
  if (earlier.rule !== shown.rule) words.push(RULES.find(({ id }) => id === earlier.rule)?.label ?? earlier.rule)
  if (earlier.backend !== shown.backend) words.push(`backend ${earlier.backend}`)
  if (earlier.decode !== shown.decode) words.push(DECODE_LABELS[earlier.decode].toLowerCase())
  for (const { id, symbol, words: names } of parametersInUse(earlier)) {
    const value = earlier.values[id]
    if (id !== 'N' && value !== shown.values[id]) words.push(`${symbol} = ${names?.[value] ?? formatNumber(value)}`)
  }
  return words.length > 0 ? words.slice(0, 3).join(', ') : 'same settings'
}
