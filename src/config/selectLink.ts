import type { ExperimentConfig } from './config'
import { type DecodedLink, decodeLink, encodeLink, type LinkStart, readChoice, readNumber } from './link'
import { DEFAULT_SELECT, PANELS, SELECT_PARAMETERS, type SelectSettings, selectDefault } from './select'

export interface DecodedSelect extends DecodedLink {
  readonly select: SelectSettings
}

/**
 * The query string, without `?`, of the view of selection on a run: the run's own link, and of the view what differs from
 * what opens by itself. `decodeSelectLink` is its inverse.
 */
export function encodeSelectLink(
  config: ExperimentConfig,
  { panel, values }: SelectSettings,
  start: Partial<LinkStart> = {},
): string {
  const pairs: [string, string][] = [['view', 'select']]
  if (panel !== DEFAULT_SELECT.panel) pairs.push(['panel', panel])
  for (const { id, words } of SELECT_PARAMETERS) {
    const value = values[id]
    if (value === undefined || value === selectDefault(id, config.model)) continue
    pairs.push([id, words?.[value] ?? String(value)])
  }
  return `${encodeLink(config, start)}&${new URLSearchParams(pairs)}`
}

/** Reads any query string, with or without `?`. Like `decodeLink` it never throws and names each replacement. */
export function decodeSelectLink(query: string): DecodedSelect {
  const link = decodeLink(query)
  const adjustments = [...link.adjustments]
  const panel = readChoice('panel', link.ofView.get('panel'), PANELS, DEFAULT_SELECT.panel, adjustments)
  const set = SELECT_PARAMETERS.flatMap(parameter => {
    const text = link.ofView.get(parameter.id)
    if (text === undefined) return []
    const usual = selectDefault(parameter.id, link.config.model)
    const value = readNumber(parameter, text, usual, adjustments)
    return value === usual ? [] : [[parameter.id, value] as const]
  })
  return { ...link, select: { panel, values: Object.fromEntries(set) }, adjustments }
}
