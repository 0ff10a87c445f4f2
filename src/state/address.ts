import type { ExperimentConfig } from '../config/config'
import { type DecodedLink, decodeLink, encodeLink } from '../config/link'

/** The address bar as a function of the configuration, and back and forward as its inverse. */
export const address = {
  /** Reads the link the page was opened with. */
  read(): DecodedLink {
    return decodeLink(window.location.search)
  },

  /** Adds a history entry for the configuration, unless it is the one shown. */
  push(config: ExperimentConfig): void {
    const query = `?${encodeLink(config)}`
    if (encodeLink(address.read().config) !== encodeLink(config)) window.history.pushState(null, '', query)
  },

  /** Calls back with the link whenever the person goes back or forward. */
  onMove(listener: (link: DecodedLink) => void): void {
    window.addEventListener('popstate', () => listener(address.read()))
  },

  /** The full address of a link to the configuration. */
  link(config: ExperimentConfig, start: { run: boolean; at: number | null }): string {
    return `${window.location.origin}${window.location.pathname}?${encodeLink(config, start)}`
  },
}
