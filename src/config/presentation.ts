import { SCENARIOS } from '../scenarios/registry'
import { SHARED_PARAMETERS } from './schema'
import { SELECT_PARAMETERS } from './select'
import { shown } from './shown'

/** How a link is shown, whichever view it opens: what a page looks like and what can be done on it, never what a run computes. */
export interface Presentation {
  /** Some charts and controls alone, for a frame within another page. */
  readonly embed: boolean
  /** Ids of the charts that an embed shows, at least one. */
  readonly charts: readonly string[]
  /** Ids of the controls that the page shows, in the order of `CONTROLS`; null where all are there. */
  readonly lock: readonly string[] | null
  /** Large type for a projector. */
  readonly present: boolean
}

const VARIANTS = SCENARIOS.flatMap(scenario => [scenario, ...Object.values(scenario.variants ?? {})])

/** Ids of the parameters of all scenarios, each once. */
export const PARAMETERS: readonly string[] = [
  ...new Set([...SHARED_PARAMETERS, ...VARIANTS.flatMap(({ own = [] }) => own)].map(({ id }) => id)),
]

/**
 * What a lock can leave to those who open the link: the parameters, the other settings, playback, what only one view has,
 * and three things that lead away from what the link shows.
 */
export const CONTROLS: readonly string[] = [
  'scenario',
  'presets',
  'start',
  ...PARAMETERS,
  'model',
  'rule',
  'decode',
  'theory',
  'backend',
  'play',
  'step',
  'reset',
  'speed',
  'sweep',
  'panel',
  ...SELECT_PARAMETERS.map(({ id }) => id),
  'compare',
  'files',
  'views',
]

/** A lock that names nothing leaves this: a page on which nothing at all can be pressed would seem broken. */
const LEAST_LOCK = ['play'] as const

/** Charts of Explore: the two of every run, the difference of A and B, and the scenarios' own pictures. */
export const CHARTS: readonly string[] = [
  'coverage',
  'history',
  'difference',
  ...new Set(VARIANTS.flatMap(({ picture = [] }) => picture)),
]

export const PLAIN: Presentation = { embed: false, charts: [CHARTS[0]], lock: null, present: false }

/** One key of a link, written and read in one place. */
interface Key<T> {
  readonly key: string
  /** The text after `=`; null where the key can be left out. */
  write(value: T): string | null
  /** Never throws; what is not taken as written is named in `adjustments`. */
  read(text: string, adjustments: string[]): T
}

const KEYS: { readonly [K in keyof Presentation]: Key<Presentation[K]> } = {
  embed: flag('embed', 'the whole page is shown'),
  charts: {
    key: 'chart',
    write: charts => (charts.length === 1 && charts[0] === CHARTS[0] ? null : charts.join(',')),
    read(text, adjustments) {
      const { known, unknown } = readList(text, CHARTS)
      if (unknown.length > 0) adjustments.push(`chart names ${inWords(unknown)}; the charts are ${CHARTS.join(', ')}.`)
      return known.length > 0 ? known : PLAIN.charts
    },
  },
  lock: {
    key: 'lock',
    write: lock => lock?.join(',') ?? null,
    read(text, adjustments) {
      const { known, unknown } = readList(text, CONTROLS)
      if (unknown.length > 0) {
        adjustments.push(`lock names ${inWords(unknown)}, which no control is called; the others stay locked.`)
      }
      return known.length > 0 ? CONTROLS.filter(id => known.includes(id)) : LEAST_LOCK
    },
  },
  present: flag('present', 'the page is shown as usual'),
}

const ENTRIES = Object.entries(KEYS) as [keyof Presentation, Key<unknown>][]
const NAMES: ReadonlySet<string> = new Set(ENTRIES.map(([, { key }]) => key))

/** The presentation as a query string without `?`: what is as usual is left out, so it may be empty. */
export function encodePresentation(presentation: Presentation): string {
  const pairs = ENTRIES.flatMap(([field, { key, write }]) => {
    const text = write(presentation[field])
    return text === null ? [] : [`${key}=${text}`]
  })
  // Ids are letters, digits, hyphens and commas, which stand in a query as they are.
  return pairs.join('&')
}

/**
 * Reads the keys of the presentation.
 * @param take the text of a key, taken out of the link; undefined where it is not there
 */
export function readPresentation(take: (key: string) => string | undefined, adjustments: string[]): Presentation {
  const fields = ENTRIES.map(([field, { key, read }]) => {
    const text = take(key)
    return [field, text === undefined ? PLAIN[field] : read(text, adjustments)]
  })
  return Object.fromEntries(fields)
}

/** A link's query string, with or without `?`, with another presentation in place of its own. */
export function presentedAs(query: string, presentation: Presentation): string {
  const others = query.replace(/^\?/, '').split('&')
  const kept = others.filter(pair => pair !== '' && !NAMES.has(pair.split('=')[0]))
  const own = encodePresentation(presentation)
  return [...kept, ...(own === '' ? [] : [own])].join('&')
}

/** Whether a lock leaves a control to those who open the link. */
export function leaves(lock: Presentation['lock'], id: string): boolean {
  return lock === null || lock.includes(id)
}

function flag(key: string, otherwise: string): Key<boolean> {
  return {
    key,
    write: on => (on ? '1' : null),
    read(text, adjustments) {
      if (text !== '0' && text !== '1') adjustments.push(`${key} = ${shown(text)} is neither 0 nor 1; ${otherwise}.`)
      return text === '1'
    },
  }
}

/** The parts of a list between commas, each once. */
function readList(text: string, options: readonly string[]): { readonly known: string[]; readonly unknown: string[] } {
  const parts = [...new Set(text.split(',').map(part => part.trim()))].filter(part => part !== '')
  return {
    known: parts.filter(part => options.includes(part)),
    unknown: parts.filter(part => !options.includes(part)),
  }
}

/** At most three foreign words. */
function inWords(unknown: readonly string[]): string {
  const rest = unknown.length - 3
  return unknown.slice(0, 3).map(shown).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}
