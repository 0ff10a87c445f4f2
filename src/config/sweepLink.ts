import { type DecodedLink, decodeLink, encodeLink, readChoice, readNumber, shown } from './link'
import { defaultSweep, fittedSweep, PLOTS, SCALES, SWEEP_NUMBERS, type SweepConfig, usualScale } from './sweep'
import { type Axis, axisParameters, presetAxis, readRules, readValues } from './sweepAxis'
import { SWEEP_METRICS } from './sweepMetrics'

export interface DecodedSweep {
  readonly sweep: SweepConfig
  /** Start at once. */
  readonly run: boolean
  /** One sentence for each thing in the link that was not taken as written. */
  readonly adjustments: readonly string[]
}

/**
 * The sweep's query string, without `?`: the base's own link, and of the sweep what differs from what opens by itself.
 * `decodeSweepLink` is its inverse.
 */
export function encodeSweepLink(sweep: SweepConfig, { run = false } = {}): string {
  const usual = defaultSweep(sweep.base)
  const pairs: [string, string][] = [['view', 'sweep']]
  if (axisText(sweep.x) !== axisText(usual.x) || axisText(sweep.by) !== axisText(usual.by)) {
    pairs.push(['sweep', axisText(sweep.x)])
    if (sweep.by) pairs.push(['by', axisText(sweep.by)])
  }
  for (const key of ['seeds', 'metric', 'etaFrom', 'etaTo', 'plot'] as const) {
    if (sweep[key] !== usual[key]) pairs.push([key, String(sweep[key])])
  }
  if (sweep.bestEta) pairs.push(['best', '1'])
  if (sweep.xScale !== usualScale(sweep.base, sweep.x, sweep.plot)) pairs.push(['xaxis', sweep.xScale])
  if (sweep.yScale !== usual.yScale) pairs.push(['yaxis', sweep.yScale])
  if (run) pairs.push(['run', '1'])
  // Both are allowed in a query as they are, and only so can a person read the axes.
  const own = new URLSearchParams(pairs).toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
  return `${encodeLink(sweep.base)}&${own}`
}

/**
 * Reads any query string as a sweep, with or without `?`. Like `decodeLink` it never throws and names each replacement. A
 * link that names no axes opens the scenario's own sweep.
 */
export function decodeSweepLink(query: string): DecodedSweep {
  const link = decodeLink(query)
  const adjustments = [...link.adjustments]
  const { config: base, ofView } = link
  if (link.start.at !== null) adjustments.push('at is a step of a single run and means nothing in a sweep.')
  const usual = defaultSweep(base)
  const number = (key: keyof typeof SWEEP_NUMBERS) => {
    const text = ofView.get(key)
    return text === undefined ? usual[key] : readNumber(SWEEP_NUMBERS[key], text, usual[key], adjustments)
  }
  const chosen = <T extends string>(key: string, options: readonly T[], fallback: T) =>
    readChoice(key, ofView.get(key), options, fallback, adjustments)
  const { x, by } = readAxes(link, adjustments)
  const plot = chosen('plot', PLOTS, usual.plot)
  const fit = fittedSweep({
    base,
    x,
    by,
    seeds: number('seeds'),
    metric: chosen(
      'metric',
      SWEEP_METRICS.map(({ id }) => id),
      usual.metric,
    ),
    bestEta: chosen('best', ['0', '1'], '0') === '1',
    etaFrom: number('etaFrom'),
    etaTo: number('etaTo'),
    plot,
    xScale: chosen('xaxis', SCALES, usualScale(base, x, plot)),
    yScale: chosen('yaxis', SCALES, usual.yScale),
  })
  return { sweep: fit.sweep, run: link.start.run, adjustments: [...adjustments, ...fit.adjustments] }
}

/** An axis as a link writes it, e.g. "H:8,16,32". */
export function axisText(axis: Axis | null): string {
  return axis === null ? '' : `${axis.id}:${axis.values.join(',')}`
}

function readAxes({ config, ofView }: DecodedLink, adjustments: string[]): Pick<SweepConfig, 'x' | 'by'> {
  const usual = defaultSweep(config)
  const read = (key: 'sweep' | 'by', fallback: Axis | null) => {
    const text = ofView.get(key)
    if (text === undefined) return fallback
    const axis = readAxis(key, text, config, adjustments)
    if (axis) return axis
    const instead = fallback ? `${axisText(fallback)} is used` : 'it was left out'
    adjustments.push(`${key} = ${shown(text)} names no axis, such as H:8,16,32 or rule:sgd,sign; ${instead}.`)
    return fallback
  }
  // Where one axis is given, the other is not guessed.
  const open = !ofView.has('sweep') && !ofView.has('by')
  return { x: read('sweep', usual.x) ?? usual.x, by: read('by', open ? usual.by : null) }
}

/** Null, without a word, for a text that is no axis of this configuration. */
function readAxis(key: string, text: string, base: DecodedLink['config'], adjustments: string[]): Axis | null {
  const colon = text.indexOf(':')
  const id = (colon < 0 ? text : text.slice(0, colon)).trim()
  const list = colon < 0 ? '' : text.slice(colon + 1)
  if (id === 'rule') {
    const read = readRules(base, list)
    adjustments.push(...read.adjustments)
    return read.values && { kind: 'rule', id, values: read.values }
  }
  const parameter = axisParameters(base).find(candidate => candidate.id === id)
  if (!parameter) return null
  const read = readValues(parameter, list)
  adjustments.push(...read.adjustments)
  if (read.values) return { kind: 'parameter', id, values: read.values }
  const preset = presetAxis(parameter)
  adjustments.push(`${key} = ${shown(text)} names no values of ${id}; ${preset.values.join(', ')} are used.`)
  return preset
}
