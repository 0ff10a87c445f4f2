import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SCENARIOS } from '../scenarios/registry'
import { decodeLink } from './link'
import { nearestValid } from './parameters'
import { defaultSelect, PANELS, SELECT_PARAMETERS, type SelectSettings } from './select'
import { decodeSelectLink, encodeSelectLink } from './selectLink'
import { defaultConfig } from './settings'

/** Anything that the controls can reach. */
const selections: fc.Arbitrary<SelectSettings> = fc.record({
  panel: fc.constantFrom(...PANELS),
  values: fc.record(
    Object.fromEntries(
      SELECT_PARAMETERS.map(parameter => [
        parameter.id,
        fc
          .double({ min: 0, max: 1, noNaN: true })
          .map(share => nearestValid(parameter, parameter.min + share ** 3 * (parameter.max - parameter.min))),
      ]),
    ),
  ),
})

describe('the view of selection in a link', () => {
  it('comes back as it was', () => {
    const scenario = fc.constantFrom(...SCENARIOS.map(({ id }) => id))
    const start = fc.record({ run: fc.boolean(), at: fc.constantFrom(null, 0, 1) })
    fc.assert(
      fc.property(scenario, selections, start, (id, select, start) => {
        const config = defaultConfig(id)
        const read = decodeSelectLink(encodeSelectLink(config, select, start))
        expect(read).toMatchObject({ view: 'select', config, select, start, adjustments: [] })
      }),
    )
  })

  it('holds what differs from the defaults and nothing else', () => {
    const select = defaultSelect()
    expect(encodeSelectLink(defaultConfig(), select)).toBe('v=1&view=select')
    const other: SelectSettings = { panel: 'rl', values: { ...select.values, a: 0.5 } }
    expect(encodeSelectLink(defaultConfig('graph-two-rules'), other)).toBe(
      'v=1&scenario=graph-two-rules&view=select&panel=rl&a=0.5',
    )
  })

  it('opens with defaults that never change', () => {
    expect(defaultSelect()).toMatchSnapshot()
  })

  it('mends what cannot be, and says so', () => {
    const read = decodeSelectLink('view=select&panel=oracle&a=-3&rows=many')
    expect(read.select).toEqual({ ...defaultSelect(), values: { ...defaultSelect().values, a: 0.01 } })
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
