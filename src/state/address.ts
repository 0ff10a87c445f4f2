import type { ExperimentConfig } from '../config/config'
import { type DecodedLink, decodeLink, encodeLink } from '../config/link'
import type { SweepConfig } from '../config/sweep'
import { type DecodedSweep, decodeSweepLink, encodeSweepLink } from '../config/sweepLink'

/** The address bar as a function of the configuration, and back and forward as its inverse. */
export const address = {
  /** Reads the link the page was opened with. Of a sweep's link it is the base, which starts nothing by itself. */
  read(): DecodedLink {
    const link = decodeLink(window.location.search)
    return link.view === 'explore' ? link : { ...link, start: { run: false, at: null } }
  },

  readSweep(): DecodedSweep {
    return decodeSweepLink(window.location.search)
  },

  /** Adds a history entry for the configuration, unless it is the one shown. */
  push(config: ExperimentConfig): void {
    const shown = address.read()
    if (shown.view !== 'explore' || encodeLink(shown.config) !== encodeLink(config)) go(encodeLink(config))
  },

  /** As `push`, for a sweep. */
  pushSweep(sweep: SweepConfig): void {
    const shown = address.read().view === 'sweep' ? encodeSweepLink(address.readSweep().sweep) : null
    if (shown !== encodeSweepLink(sweep)) go(encodeSweepLink(sweep))
  },

  /** Calls back with the link whenever the person goes back or forward. */
  onMove(listener: (link: DecodedLink) => void): void {
    window.addEventListener('popstate', () => listener(address.read()))
  },

  /** The full address of a link to the configuration. */
  link(config: ExperimentConfig, start: { run: boolean; at: number | null }): string {
    return whole(encodeLink(config, start))
  },

  /** The full address of a link to the sweep. */
  sweepLink(sweep: SweepConfig, start: { run: boolean }): string {
    return whole(encodeSweepLink(sweep, start))
  },
}

function go(query: string): void {
  window.history.pushState(null, '', `?${query}`)
}

function whole(query: string): string {
  return `${window.location.origin}${window.location.pathname}?${query}`
}
