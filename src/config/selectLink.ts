import type { ExperimentConfig } from './config'
import { type DecodedLink, decodeLink, encodeLink, type LinkStart, readChoice, readNumber } from './link'
import { defaultSelect, PANELS, SELECT_PARAMETERS, type SelectSettings } from './select'

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
  const usual = defaultSelect()
  const pairs: [string, string][] = [['view', 'select']]
  if (panel !== usual.panel) pairs.push(['panel', panel])
  for (const { id, words } of SELECT_PARAMETERS) {
    if (values[id] !== usual.values[id]) pairs.push([id, words?.[values[id]] ?? String(values[id])])
  }
  return `${encodeLink(config, start)}&${new URLSearchParams(pairs)}`
}

/** Reads any query string, with or without `?`. Like `decodeLink` it never throws and names each replacement. */
export function decodeSelectLink(query: string): DecodedSelect {
  const link = decodeLink(query)
  const adjustments = [...link.adjustments]
  const panel = readChoice('panel', link.ofView.get('panel'), PANELS, PANELS[0], adjustments)
  const values = Object.fromEntries(
    SELECT_PARAMETERS.map(parameter => {
      const text = link.ofView.get(parameter.id)
      const value = text === undefined ? parameter.default : readNumber(parameter, text, parameter.default, adjustments)
      return [parameter.id, value]
    }),
  )
  return { ...link, select: { panel, values }, adjustments }
}
