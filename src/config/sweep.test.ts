import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelsOf, SCENARIOS } from '../scenarios/registry'
import type { Model } from '../scenarios/scenario'
import { RULES } from '../training/registry'
import type { ExperimentConfig } from './config'
import { decodeLink } from './link'
import { nearestValid } from './parameters'
import { defaultConfig, rulesOf, withValue } from './settings'
import {
  defaultSweep,
  etaGrid,
  fittedSweep,
  MOST_RUNS,
  PLOTS,
  plottedAs,
  runsOf,
  SCALES,
  type SweepConfig,
} from './sweep'
import { type Axis, axisParameters, MOST_VALUES, presetAxis, readValues, SPACINGS, spacedValues } from './sweepAxis'
import { decodeSweepLink, encodeSweepLink } from './sweepLink'
import { SWEEP_METRICS } from './sweepMetrics'
import { parseConfig } from './validate'

/** Ids of the rules that the scenario offers, in the registry's order. */
const rulesFor = (scenario: string, model: Model) =>
  RULES.filter(rule => rulesOf(scenario, model).includes(rule)).map(({ id }) => id)

/** Any axis that a person can make for the configuration. */
const axes = (base: ExperimentConfig): fc.Arbitrary<Axis> => {
  const parameters = axisParameters(base)
  const parameterAxis = fc
    .record({
      parameter: fc.constantFrom(...parameters),
      shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
    })
    .map(({ parameter, shares }): Axis => {
      const values = shares.map(share =>
        nearestValid(parameter, parameter.min + share ** 3 * (parameter.max - parameter.min)),
      )
      return { kind: 'parameter', id: parameter.id, values: [...new Set(values)].sort((a, b) => a - b) }
    })
  const ruleAxis = fc
    .subarray(rulesFor(base.scenario, base.model), { minLength: 1 })
    .map((values): Axis => ({ kind: 'rule', id: 'rule', values }))
  return fc.oneof({ weight: 3, arbitrary: parameterAxis }, ruleAxis)
}

/** Any sweep the controls can reach. */
const bases = SCENARIOS.flatMap(({ id }) =>
  modelsOf(id).flatMap(model => rulesFor(id, model).map(rule => defaultConfig(id, rule, 'auto', 'standard', model))),
)

const sweeps: fc.Arbitrary<SweepConfig> = fc.constantFrom(...bases).chain(config =>
  fc
    .record({
      T: fc.integer({ min: 1, max: 1000 }),
      x: axes(config),
      by: fc.option(axes(config)),
      seeds: fc.integer({ min: 1, max: 256 }),
      metric: fc.constantFrom(...SWEEP_METRICS.map(({ id }) => id)),
      bestEta: fc.boolean(),
      etaFrom: fc.double({ min: 1e-6, max: 10, noNaN: true }),
      etaTo: fc.double({ min: 1e-6, max: 10, noNaN: true }),
      plot: fc.constantFrom(...PLOTS),
      xScale: fc.constantFrom(...SCALES),
      yScale: fc.constantFrom(...SCALES),
    })
    .map(({ T, ...rest }) => {
      const base = withValue(config, 'T', T).config
      return fittedSweep({ ...rest, base }).sweep
    }),
)

describe('links of sweeps', () => {
  it('read back as what they were written from', () => {
    fc.assert(
      fc.property(sweeps, fc.boolean(), (sweep, run) => {
        expect(decodeSweepLink(`?${encodeSweepLink(sweep, { run })}`)).toEqual({ sweep, run, adjustments: [] })
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('can be read by a person, and name only what does not open by itself', () => {
    const sweep = defaultSweep(defaultConfig())
    expect(encodeSweepLink(sweep)).toBe('v=1&view=sweep')
    const other: SweepConfig = {
      ...sweep,
      x: { kind: 'parameter', id: 'H', values: [8, 64] },
      by: { kind: 'rule', id: 'rule', values: ['sgd', 'adam'] },
      bestEta: true,
      seeds: 4,
    }
    expect(encodeSweepLink(other)).toBe('v=1&view=sweep&sweep=H:8,64&by=rule:sgd,adam&seeds=4&best=1')
    expect(encodeSweepLink({ ...other, by: null, bestEta: false })).toBe('v=1&view=sweep&sweep=H:8,64&seeds=4')
  })

  it('open over the steps of their runs, whose axis is not the swept parameter’s', () => {
    const link = 'view=sweep&scenario=graph-horizon&sweep=H:8,12,16&seeds=3&plot=steps'
    const { sweep, adjustments } = decodeSweepLink(link)
    expect(adjustments).toEqual([])
    expect(sweep).toMatchObject({ plot: 'steps', xScale: 'linear', seeds: 3, x: { id: 'H', values: [8, 12, 16] } })
    expect(encodeSweepLink(sweep)).toBe('v=1&scenario=graph-horizon&view=sweep&sweep=H:8,12,16&seeds=3&plot=steps')
    expect(encodeSweepLink({ ...sweep, xScale: 'log' })).toMatch(/&plot=steps&xaxis=log$/)
    const lines = { ...sweep, ...plottedAs('lines', sweep) }
    expect(lines.xScale).toBe(decodeSweepLink('view=sweep&scenario=graph-horizon&sweep=H:8,12,16').sweep.xScale)
    expect({ ...lines, ...plottedAs('steps', lines) }).toEqual(sweep)
    expect(plottedAs('heat', { ...lines, xScale: 'linear' })).toEqual({ plot: 'heat' })
  })

  it.each(SCENARIOS.map(({ id }) => id))('mean the same for ever: the sweep that opens for %s', scenario => {
    const { base: _, ...sweep } = decodeSweepLink(`view=sweep&scenario=${scenario}`).sweep
    expect(sweep).toMatchSnapshot()
  })

  const byOthers = SCENARIOS.flatMap(({ id }) =>
    modelsOf(id)
      .slice(1)
      .map(model => [id, model]),
  )
  it.each(byOthers)('mean the same for ever: the sweep that opens for %s by %s', (scenario, model) => {
    const { base: _, ...sweep } = decodeSweepLink(`view=sweep&scenario=${scenario}&model=${model}`).sweep
    expect(sweep).toMatchSnapshot()
  })

  it('open as valid sweeps whatever they say', () => {
    const keys = fc.oneof(
      fc.constantFrom(
        'sweep',
        'by',
        'seeds',
        'metric',
        'best',
        'etaFrom',
        'etaTo',
        'plot',
        'xaxis',
        'yaxis',
        'scenario',
        'at',
        '__proto__',
      ),
      fc.string(),
    )
    const texts = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'H:8,9',
        'rule:sgd',
        'eta:1',
        'N:1,2,x',
        'c:0',
        'rule',
        'H',
        ':',
        '1e999',
        '-1',
        'heat',
        '__proto__:1',
      ),
      fc.array(fc.nat(600), { maxLength: 50 }).map(values => `H:${values.join()}`),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, texts), { maxLength: 12 }), pairs => {
        const query = new URLSearchParams([['view', 'sweep'], ...pairs]).toString()
        const { sweep, adjustments } = decodeSweepLink(query)
        expect(parseConfig(sweep.base)).toEqual(sweep.base)
        expect(fittedSweep(sweep)).toEqual({ sweep, adjustments: [] })
        expect(runsOf(sweep)).toBeLessThanOrEqual(MOST_RUNS)
        for (const sentence of adjustments) expect(sentence.length).toBeLessThan(400)
      }),
      { seed: 2, numRuns: 1000 },
    )
  })

  it.each([
    ['sweep=H:8,banana', 'H: “banana” is not a number and was left out.'],
    ['sweep=H:8,9000', 'H: “9000” is not a whole number from 1 to 512; 512 is used.'],
    ['sweep=H', 'sweep = “H” names no values of H; 8, 16, 32, 64, 128 are used.'],
    ['sweep=seed:1,2', /^sweep = “seed:1,2” names no axis, .*; H:8,16,32,64,128 is used\.$/],
    ['sweep=H:8&by=V:2', /^by = “V:2” names no axis, .*; it was left out\.$/],
    ['sweep=H:8&by=rule:sgd,momentum', /^rule: “momentum” is not one of sgd, .* and was left out\.$/],
    ['sweep=H:8&by=H:9', 'H can be on one axis only; it is on the horizontal one.'],
    ['seeds=1.5', 'seeds = “1.5” is not a whole number from 1 to 256; 2 is used.'],
    ['metric=loss', /^metric = “loss” is not one of meanCoverage, .*; meanCoverage is used\.$/],
    ['sweep=eta:0.01,0.1&best=1', 'η is on an axis: its best value is not looked for.'],
    ['etaFrom=1&etaTo=0.1', 'The step sizes go from 0.1 to 1, not the other way round.'],
    ['plot=steps&by=rule:sgd,mle', /^Datasets have nothing to do with each other .*; lines are drawn\.$/],
    ['plot=heat', 'A heat map needs a parameter on either axis; lines are drawn.'],
    ['scenario=random-linear&sweep=c:0,1&xaxis=log', 'A logarithmic axis has no place for 0; it is linear.'],
    ['at=5', 'at is a step of a single run and means nothing in a sweep.'],
    ['T=x', 'T = “x” is not a number; the default 2000 is used.'],
    ['H:8=1', '“H:8” is not a key of a link and was ignored.'],
  ])('?view=sweep&%s is mended, and says so', (query, sentence) => {
    const { adjustments } = decodeSweepLink(`view=sweep&${query}`)
    expect(adjustments).toHaveLength(1)
    expect(adjustments[0]).toMatch(sentence)
  })

  it('lower the number of seeds until the runs are few enough', () => {
    const list = Array.from({ length: 32 }, (_, i) => i + 1).join()
    const { sweep, adjustments } = decodeSweepLink(`view=sweep&sweep=H:${list}&by=K:${list}&seeds=100`)
    expect(sweep.seeds).toBe(29)
    expect(adjustments).toEqual(['102,400 runs are more than 30,000; seeds were lowered from 100 to 29.'])
  })

  it('keep their keys to themselves', () => {
    expect(decodeLink('sweep=H:8').adjustments).toEqual([
      'sweep is a key of a sweep and was ignored; it needs view=sweep.',
    ])
    expect(decodeLink('view=sweep&sweep=H:8')).toMatchObject({ view: 'sweep', adjustments: [] })
  })
})

describe('axes', () => {
  it('have presets that every parameter accepts', () => {
    for (const { id } of SCENARIOS) {
      for (const parameter of axisParameters(defaultConfig(id))) {
        const { values } = presetAxis(parameter)
        expect(values.length).toBeGreaterThan(1)
        for (const spacing of SPACINGS) {
          for (const list of [values, spacedValues(parameter, parameter.min, parameter.max, spacing)]) {
            expect(list).toEqual([...new Set(list)].sort((a, b) => a - b))
            expect(list.length).toBeLessThanOrEqual(MOST_VALUES)
            for (const value of list) expect(nearestValid(parameter, value)).toBe(value)
          }
        }
      }
    }
  })

  it('run from one end to the other, whichever is named first', () => {
    const H = axisParameters(defaultConfig()).find(({ id }) => id === 'H')!
    expect(spacedValues(H, 8, 100, 'doubling')).toEqual([8, 16, 32, 64])
    expect(spacedValues(H, 100, 1, 'half decades')).toEqual([1, 3, 10, 32, 100])
    expect(spacedValues(H, 1, 101, 'even')).toEqual([1, 26, 51, 76, 101])
  })

  it('are read from what a person types', () => {
    const H = axisParameters(defaultConfig()).find(({ id }) => id === 'H')!
    expect(readValues(H, ' 32 8, 8,16')).toEqual({ values: [8, 16, 32], adjustments: [] })
    expect(readValues(H, '8;16; 32').values).toEqual([8, 16, 32])
    expect(readValues(H, ' , ')).toEqual({ values: null, adjustments: [] })
    expect(readValues(H, Array.from({ length: 40 }, (_, i) => i + 1).join()).values).toHaveLength(MOST_VALUES)
  })

  it('look for the best η on quarter decades', () => {
    expect(etaGrid({ etaFrom: 1e-4, etaTo: 1 })).toHaveLength(17)
    expect(etaGrid({ etaFrom: 0.01, etaTo: 0.1 })).toEqual([0.01, 0.0178, 0.0316, 0.0562, 0.1])
    expect(etaGrid({ etaFrom: 0.02, etaTo: 0.02 })).toEqual([0.02])
  })
})
