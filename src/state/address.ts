import type { ExperimentConfig } from '../config/config'
import { type DecodedLesson, decodeLessonLink, encodeLessonLink } from '../config/lesson/lessonLink'
import { type DecodedLink, decodeLink, encodeLink, type LinkStart } from '../config/link'
import type { Settings } from '../config/lockstep'
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
    return link.view === 'sweep' ? { ...link, start: { run: false, at: null, rival: null } } : link
  },

  readSweep(): DecodedSweep {
    return decodeSweepLink(window.location.search)
  },

  readSelect(): DecodedSelect {
    return decodeSelectLink(window.location.search)
  },

  /** Adds a history entry for the settings in the view of selection if that is shown, else in Explore. */
  push(settings: Settings): void {
    const { view } = address.read()
    // What is set within a lesson is no part of its address.
    if (view === 'lessons') return
    if (view === 'select') address.pushSelect(settings, address.readSelect().select)
    else address.pushExplore(settings)
  },

  /** Adds a history entry for the settings, unless they are the ones shown. */
  pushExplore({ config, rival }: Settings): void {
    const { view, config: shown, start } = address.read()
    const query = encodeLink(config, { rival })
    if (view !== 'explore' || encodeLink(shown, { rival: start.rival }) !== query) go(query)
  },

  /** As `pushExplore`, for the view of selection on those settings' run. */
  pushSelect({ config, rival }: Settings, select: SelectSettings): void {
    const { view, config: shown, start } = address.read()
    const before =
      view === 'select' ? encodeSelectLink(shown, address.readSelect().select, { rival: start.rival }) : null
    const query = encodeSelectLink(config, select, { rival })
    if (before !== query) go(query)
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
