import type { NumberParameter } from '../scenarios/parameter'
import { modelsOf, SCENARIOS } from '../scenarios/registry'
import { BACKENDS, DECODES, type ExperimentConfig } from './config'
import { inLockstep, type Pair, SHARED_SETTINGS, sharedIds } from './lockstep'
import { defaultOf, nearestValid, parametersOf, parseNumber, rangeInWords } from './parameters'
import { type Presentation, readPresentation } from './presentation'
import { SHARED_PARAMETERS } from './schema'
import { SELECT_PARAMETERS } from './select'
import { decodesOf, defaultConfig, fitted, rulesOf, withDefaults } from './settings'
import { shown } from './shown'

export { shown }

/** Version of the link format: it freezes every key and every default. */
const VERSION = '1'

/** Longest query string that is read; every link the lab writes is far shorter. */
const MAX_LENGTH = 4096

export const VIEWS = ['explore', 'lessons', 'sweep', 'select'] as const
export type View = (typeof VIEWS)[number]

/** Keys that only one view has; its own codec reads them. */
const VIEW_KEYS: Readonly<Record<View, readonly string[]>> = {
  explore: [],
  lessons: ['lesson', 'page'],
  sweep: ['sweep', 'by', 'seeds', 'metric', 'best', 'etaFrom', 'etaTo', 'plot', 'xaxis', 'yaxis'],
  select: ['panel', ...SELECT_PARAMETERS.map(({ id }) => id)],
}

/** What a view is about, for who uses its keys elsewhere. */
const VIEW_NAMES: Readonly<Record<View, string>> = {
  explore: 'a single run',
  lessons: 'a lesson',
  sweep: 'a sweep',
  select: 'the view of selection',
}

/** What a link asks for besides the configuration. */
export interface LinkStart {
  /** Start the run at once. */
  readonly run: boolean
  /** Step at which to place the playhead; null for "now". */
  readonly at: number | null
  /** What is trained in lock-step with the configuration; null for nothing. */
  readonly rival: ExperimentConfig | null
}

export interface DecodedLink {
  readonly view: View
  /** What the keys of the view itself say, unread. */
  readonly ofView: ReadonlyMap<string, string>
  readonly config: ExperimentConfig
  readonly start: LinkStart
  readonly presentation: Presentation
  /** One sentence for each thing in the link that was not taken as written. */
  readonly adjustments: readonly string[]
}

/** The link's query string, without `?`: non-default values only. `decodeLink` is its inverse. */
export function encodeLink(config: ExperimentConfig, start: Partial<LinkStart> = {}): string {
  const pairs: [string, string][] = [['v', VERSION]]
  const { scenario, model } = config
  const opening = {
    scenario: SCENARIOS[0].id,
    model: modelsOf(scenario)[0],
    rule: rulesOf(scenario, model)[0].id,
    decode: DECODES[0],
    backend: BACKENDS[0],
  }
  for (const key of ['scenario', 'model', 'rule', 'decode', 'backend'] as const) {
    if (config[key] !== opening[key]) pairs.push([key, config[key]])
  }
  for (const { id, words } of parametersOf(config)) {
    const value = config.values[id]
    if (value !== defaultOf(config, id)) pairs.push([id, words?.[value] ?? String(value)])
  }
  if (start.rival) pairs.push(['b', encodeRival(config, start.rival)])
  if (start.run) pairs.push(['run', '1'])
  if (start.at !== undefined && start.at !== null) pairs.push(['at', String(start.at)])
  return new URLSearchParams(pairs).toString()
}

/**
 * Reads any query string, with or without `?`. It never throws: what is unknown, malformed or out of range is replaced by
 * the nearest valid value or the default, and each such replacement is named.
 */
export function decodeLink(query: string): DecodedLink {
  const adjustments: string[] = []
  const pairs = readPairs(query, adjustments)
  const take = (key: string) => {
    const text = pairs.get(key)
    pairs.delete(key)
    return text
  }
  const choose = <T extends string>(key: string, options: readonly T[]): T => {
    const text = take(key)
    if (text === undefined || options.includes(text as T)) return (text as T | undefined) ?? options[0]
    adjustments.push(`${key} = ${shown(text)} is not one of ${options.join(', ')}; ${options[0]} is used.`)
    return options[0]
  }

  const version = take('v')
  if (version !== undefined && version !== VERSION) {
    adjustments.push(
      `v = ${shown(version)} is a link format this lab does not know; the link was read as v = ${VERSION}.`,
    )
  }
  const view = choose('view', VIEWS)
  const ofView = new Map(VIEW_KEYS[view].flatMap(key => (pairs.has(key) ? [[key, take(key)!] as const] : [])))
  const scenario = choose(
    'scenario',
    SCENARIOS.map(({ id }) => id),
  )
  const model = choose('model', modelsOf(scenario))
  const rule = choose(
    'rule',
    rulesOf(scenario, model).map(({ id }) => id),
  )
  const decode = choose('decode', decodesOf(scenario, model))
  const backend = choose('backend', BACKENDS)

  let config = defaultConfig(scenario, rule, backend, decode, model)
  const given = new Map<string, number>()
  for (const parameter of parametersOf(config)) {
    const text = take(parameter.id)
    if (text === undefined) continue
    const value = readNumber(parameter, text, defaultOf(config, parameter.id), adjustments)
    config = { ...config, values: { ...config.values, [parameter.id]: value } }
    given.set(parameter.id, value)
  }
  // Defaults that depend on other settings are known only now.
  config = withDefaults({ ...config, values: Object.fromEntries(given) })

  const run = readRun(take('run'), adjustments)
  const at = readAt(take('at'), config, adjustments)
  const rival = view === 'explore' || view === 'select' ? take('b') : undefined
  const presentation = readPresentation(take, adjustments)
  adjustments.push(...leftOver([...pairs.keys()], config))
  const fit = fitted(config)
  adjustments.push(...fit.adjustments)
  const pair = rival === undefined ? null : decodeRival(fit.config, rival)
  return {
    view,
    ofView,
    config: pair?.leader ?? fit.config,
    start: { run, at, rival: pair?.follower ?? null },
    presentation,
    adjustments: [...adjustments, ...(pair?.adjustments ?? [])],
  }
}

/** Keys that mean nothing in the link of a rival, which has the page and the shared settings of the other. */
const NOT_OF_RIVALS = ['v', 'view', 'b', 'run', 'at', 'backend']

/** A rival's own link as a value of the key `b`: what differs from its own defaults, without what it shares. */
function encodeRival(config: ExperimentConfig, rival: ExperimentConfig): string {
  const own = new URLSearchParams(encodeLink(rival))
  for (const key of [...NOT_OF_RIVALS, ...sharedIds(config, rival)]) own.delete(key)
  return own.toString()
}

/** The two configurations, in lock-step; every sentence says that it is about B. */
function decodeRival(config: ExperimentConfig, text: string): Pair {
  const adjustments: string[] = []
  const own = readPairs(text, adjustments)
  for (const key of [...NOT_OF_RIVALS, ...SHARED_SETTINGS.filter(id => id in config.values)]) {
    if (own.delete(key)) adjustments.push(`${key} is not a key of B alone and was ignored.`)
  }
  const opened = (shared: readonly string[]) => {
    const taken = shared.map((id): [string, string] => [id, String(config.values[id])])
    return decodeLink(new URLSearchParams([...own, ['backend', config.backend], ...taken]).toString())
  }
  // Defaults may depend on what is shared, and what is shared on what B is.
  const shared = sharedIds(config, opened([]).config)
  const link = opened(shared)
  const pair = inLockstep(config, link.config)
  const told = [...adjustments, ...link.adjustments, ...pair.adjustments]
  return { ...pair, adjustments: told.map(sentence => `B: ${sentence}`) }
}

function readPairs(query: string, adjustments: string[]): Map<string, string> {
  // A lesson that is carried in the link has a bound of its own (see lessonLink.ts).
  const text = (query.startsWith('?') ? query.slice(1) : query).replace(
    /(^|&)lesson=data(:|%3A)[^&]*/i,
    '$1lesson=data',
  )
  if (text.length > MAX_LENGTH) {
    adjustments.push(
      `The link is ${text.length.toLocaleString('en-US')} characters long; it was read up to character ${MAX_LENGTH.toLocaleString('en-US')}.`,
    )
  }
  const pairs = new Map<string, string>()
  const repeated = new Set<string>()
  for (const [key, value] of new URLSearchParams(text.slice(0, MAX_LENGTH))) {
    if (pairs.has(key)) repeated.add(key)
    else pairs.set(key, value)
  }
  for (const key of repeated) adjustments.push(`${shown(key)} is given twice; the first value counts.`)
  return pairs
}

/** Reads a parameter's value; what is not taken as written is named in `adjustments`. */
export function readNumber(parameter: NumberParameter, text: string, fallback: number, adjustments: string[]): number {
  const { id, words } = parameter
  if (words) {
    const index = words.indexOf(text)
    if (index >= 0) return index
    adjustments.push(`${id} = ${shown(text)} is not one of ${words.join(', ')}; ${words[fallback]} is used.`)
    return fallback
  }
  const asked = parseNumber(text)
  if (asked === null) {
    adjustments.push(`${id} = ${shown(text)} is not a number; the default ${fallback} is used.`)
    return fallback
  }
  const value = nearestValid(parameter, asked)
  if (value !== asked) adjustments.push(`${id} = ${shown(text)} is not ${rangeInWords(parameter)}; ${value} is used.`)
  return value
}

function readRun(text: string | undefined, adjustments: string[]): boolean {
  if (text === undefined || text === '0' || text === '1') return text === '1'
  adjustments.push(`run = ${shown(text)} is neither 0 nor 1; the run waits for Play.`)
  return false
}

function readAt(text: string | undefined, config: ExperimentConfig, adjustments: string[]): number | null {
  if (text === undefined) return null
  const last = config.values.T
  const asked = parseNumber(text)
  if (asked !== null && Number.isInteger(asked) && asked >= 0 && asked <= last) return asked
  const nearest = asked === null ? null : Math.round(Math.min(last, Math.max(0, asked)))
  const instead = nearest === null ? 'the playhead stays at the newest step' : `step ${nearest} is used`
  adjustments.push(`at = ${shown(text)} is not a step from 0 to ${last.toLocaleString('en-US')}; ${instead}.`)
  return nearest
}

/** Sentences for the keys that nobody took; at most eight by name. */
function leftOver(keys: readonly string[], config: ExperimentConfig): string[] {
  const variants = SCENARIOS.flatMap(scenario => [scenario, ...Object.values(scenario.variants ?? {})])
  const known = new Set([...SHARED_PARAMETERS, ...variants.flatMap(({ own = [] }) => own)].map(({ id }) => id))
  const sentences = keys.map(key => {
    if (key === 'n') return 'n is not set in this scenario: a run sees n = K·T fresh sequences.'
    if (key === 'b') return 'b, a run in lock-step, is a key of a single run and was ignored.'
    if (known.has(key)) return `${key} is not a setting of ${config.scenario} and was ignored.`
    const home = VIEWS.find(view => VIEW_KEYS[view].includes(key))
    if (home) return `${key} is a key of ${VIEW_NAMES[home]} and was ignored; it needs view=${home}.`
    return `${shown(key)} is not a key of a link and was ignored.`
  })
  const rest = sentences.length - 8
  return rest > 0 ? [...sentences.slice(0, 8), `${rest} more unknown keys were ignored.`] : sentences
}

/** Reads one of a few words; what is not taken as written is named in `adjustments`. */
export function readChoice<T extends string>(
  key: string,
  text: string | undefined,
  options: readonly T[],
  fallback: T,
  adjustments: string[],
): T {
  const found = options.find(option => option === text)
  if (found === undefined && text !== undefined) {
    adjustments.push(`${key} = ${shown(text)} is not one of ${options.join(', ')}; ${fallback} is used.`)
  }
  return found ?? fallback
}
