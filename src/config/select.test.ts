import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SCENARIOS } from '../scenarios/registry'
import { MODELS, type Model } from '../scenarios/scenario'
import { decodeLink } from './link'
import { nearestValid } from './parameters'
import { DEFAULT_SELECT, PANELS, SELECT_PARAMETERS, type SelectSettings, selectDefault } from './select'
import { decodeSelectLink, encodeSelectLink } from './selectLink'
import { defaultConfig } from './settings'

/** Anything that the controls can reach for a model: a value at its default is not kept. */
const selections = (model: Model): fc.Arbitrary<SelectSettings> =>
  fc
    .record({
      panel: fc.constantFrom(...PANELS),
      shares: fc.dictionary(
        fc.constantFrom(...SELECT_PARAMETERS.map(({ id }) => id)),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
    })
    .map(({ panel, shares }) => {
      const values = SELECT_PARAMETERS.filter(({ id }) => shares[id] !== undefined).map(parameter => {
        const { id, min, max } = parameter
        return [id, nearestValid(parameter, min + shares[id] ** 3 * (max - min))] as const
      })
      return { panel, values: Object.fromEntries(values.filter(([id, value]) => value !== selectDefault(id, model))) }
    })

describe('the view of selection in a link', () => {
  it('comes back as it was', () => {
    const start = fc.record({ run: fc.boolean(), at: fc.constantFrom(null, 0, 1) })
    const cases = fc
      .constantFrom(...SCENARIOS.map(({ id }) => defaultConfig(id)))
      .chain(config => fc.record({ config: fc.constant(config), select: selections(config.model), start }))
    fc.assert(
      fc.property(cases, ({ config, select, start }) => {
        const read = decodeSelectLink(encodeSelectLink(config, select, start))
        expect(read).toMatchObject({ view: 'select', config, select, start, adjustments: [] })
      }),
    )
  })

  it('holds what differs from the defaults and nothing else', () => {
    const usual = selectDefault('a', 'linear')
    expect(encodeSelectLink(defaultConfig(), { ...DEFAULT_SELECT, values: { a: usual } })).toBe('v=1&view=select')
    const other: SelectSettings = { panel: 'rl', values: { a: 0.5 } }
    expect(encodeSelectLink(defaultConfig('graph-two-rules'), other)).toBe(
      'v=1&scenario=graph-two-rules&view=select&panel=rl&a=0.5',
    )
  })

  it('opens with defaults that never change', () => {
    const defaults = MODELS.map(model => SELECT_PARAMETERS.map(({ id }) => [id, selectDefault(id, model)]))
    expect({ ...DEFAULT_SELECT, defaults }).toMatchSnapshot()
  })

  it('mends what cannot be, and says so', () => {
    const read = decodeSelectLink('view=select&panel=oracle&a=-3&rows=many')
    expect(read.select).toEqual({ ...DEFAULT_SELECT, values: { a: 0.01 } })
    expect(read.adjustments).toEqual([
      `panel = “oracle” is not one of ${PANELS.join(', ')}; checkpoints is used.`,
      'a = “-3” is not a number from 0.01 to 1; 0.01 is used.',
      'rows = “many” is not a number; the default 200 is used.',
    ])
  })

  it('lends its keys to no other view', () => {
    expect(decodeLink('panel=rl').adjustments).toEqual([
      'panel is a key of the view of selection and was ignored; it needs view=select.',
    ])
  })

  it('has no key that a scenario has too', () => {
    const own = new Set(SCENARIOS.flatMap(({ own, uses }) => [...uses, ...own.map(({ id }) => id)]))
    expect(SELECT_PARAMETERS.filter(({ id }) => own.has(id))).toEqual([])
  })
})
