import type { ExperimentConfig } from '../config/config'
import { type DecodedLesson, decodeLessonLink, encodeLessonLink } from '../config/lesson/lessonLink'
import { type DecodedLink, decodeLink, encodeLink, type LinkStart } from '../config/link'
import type { SelectSettings } from '../config/select'
import { type DecodedSelect, decodeSelectLink, encodeSelectLink } from '../config/selectLink'
import type { SweepConfig } from '../config/sweep'
import { type DecodedSweep, decodeSweepLink, encodeSweepLink } from '../config/sweepLink'
import { presented } from './presentation'

/** The address bar as a function of the configuration, and back and forward as its inverse. */
export const address = {
  /** Reads the link the page was opened with. Of a sweep's link it is the base, which starts nothing by itself. */
  read(): DecodedLink {
    const link = decodeLink(window.location.search)
    return link.view === 'sweep' ? { ...link, start: { run: false, at: null } } : link
  },

  readSweep(): DecodedSweep {
    return decodeSweepLink(window.location.search)
  },

  readSelect(): DecodedSelect {
    return decodeSelectLink(window.location.search)
  },

  /** Adds a history entry for the configuration in the view of selection if that is shown, else in Explore. */
  push(config: ExperimentConfig): void {
    const { view } = address.read()
    // What is set within a lesson is no part of its address.
    if (view === 'lessons') return
    if (view === 'select') address.pushSelect(config, address.readSelect().select)
    else address.pushExplore(config)
  },

  /** Adds a history entry for the configuration, unless it is the one shown. */
  pushExplore(config: ExperimentConfig): void {
    const shown = address.read()
    if (shown.view !== 'explore' || encodeLink(shown.config) !== encodeLink(config)) go(encodeLink(config))
  },

  /** As `pushExplore`, for the view of selection on that configuration's run. */
  pushSelect(config: ExperimentConfig, select: SelectSettings): void {
    const { view, config: shown } = address.read()
    const before = view === 'select' ? encodeSelectLink(shown, address.readSelect().select) : null
    if (before !== encodeSelectLink(config, select)) go(encodeSelectLink(config, select))
  },

  /** As `pushExplore`, for a sweep. */
  pushSweep(sweep: SweepConfig): void {
    const shown = address.read().view === 'sweep' ? encodeSweepLink(address.readSweep().sweep) : null
    if (shown !== encodeSweepLink(sweep)) go(encodeSweepLink(sweep))
  },

  readLesson(): DecodedLesson {
    return decodeLessonLink(window.location.search)
  },

  /** As `pushExplore`, for a page of a lesson, or their index. */
  pushLesson(source: string | null, page: number): void {
    const { view, ...shown } = address.readLesson()
    if (view !== 'lessons' || shown.source !== source || shown.page !== page) go(encodeLessonLink(source, page))
  },

  /** The full address of a page of a lesson. */
  lessonLink(source: string | null, page: number): string {
    return whole(encodeLessonLink(source, page))
  },

  /** Calls back with the link whenever the person goes back or forward. */
  onMove(listener: (link: DecodedLink) => void): void {
    window.addEventListener('popstate', () => listener(address.read()))
  },

  /** The full address of a link to the configuration. */
  link(config: ExperimentConfig, start: LinkStart): string {
    return whole(encodeLink(config, start))
  },

  /** The full address of a link to the view of selection on the configuration's run. */
  selectLink(config: ExperimentConfig, select: SelectSettings, start: LinkStart): string {
    return whole(encodeSelectLink(config, select, start))
  },

  /** The full address of a link to the sweep. */
  sweepLink(sweep: SweepConfig, start: { run: boolean }): string {
    return whole(encodeSweepLink(sweep, start))
  },
}

function go(query: string): void {
  window.history.pushState(null, '', `?${presented(query)}`)
}

function whole(query: string): string {
  return `${window.location.origin}${window.location.pathname}?${presented(query)}`
}
