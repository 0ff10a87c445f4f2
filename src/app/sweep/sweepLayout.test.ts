import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeSweepLink } from '../../config/sweepLink'
import { RULES } from '../../training/registry'
import { heatOf, heatRange } from './heat'
import { seriesStyle } from './seriesStyle'
import { spread, sweepAxisLayout } from './sweepLayout'
import { sweepScale } from './sweepScale'

const INFINITY = Number.POSITIVE_INFINITY
const sweepOf = (query: string) => decodeSweepLink(`view=sweep&${query}`).sweep

describe('the horizontal axis', () => {
  it.each(['sweep=H:8,16,128', 'sweep=H:8,16,128&xaxis=linear', 'sweep=H:7', 'sweep=rule:sgd,sign,adam'])(
    'of %s keeps every value inside, with its name, and room for names at the right',
    query => {
      const sweep = sweepOf(query)
      const [width, room] = [400, 90]
      const axis = sweepAxisLayout(sweep, width, room)
      const [from, to] = axis.domain
      const pixels = sweep.x.values.map(value => ((axis.place(value) - from) / (to - from)) * width)
      for (const at of pixels) {
        expect(at).toBeGreaterThan(10)
        // The names stand on the ticks of rules; beside lines, they need their room.
        expect(at).toBeLessThan(sweep.x.kind === 'rule' ? width - 10 : width - room + 0.001)
      }
      expect(pixels).toEqual([...pixels].sort((a, b) => a - b))
      expect(axis.ticks.map(axis.label)[0]).toBe(sweep.x.kind === 'rule' ? 'SGD' : String(sweep.x.values[0]))
    },
  )

  it('labels no more values than fit, the ends among them', () => {
    const sweep = sweepOf(`sweep=H:${Array.from({ length: 32 }, (_, i) => 100 + i).join()}`)
    const axis = sweepAxisLayout(sweep, 240, 20)
    expect(axis.ticks.length).toBeLessThan(9)
    expect(axis.ticks.map(axis.label)).toEqual(expect.arrayContaining(['100', '131']))
  })
})

describe('names beside lines', () => {
  it('stay where they are while they do not touch', () => {
    expect(spread([100, 20, 60], 15, [0, 200])).toEqual([100, 20, 60])
  })

  it('move apart around where they would be, and stay inside', () => {
    expect(spread([50, 50], 16, [0, 200])).toEqual([42, 58])
    expect(spread([1, 2], 16, [0, 200])).toEqual([0, 16])
    expect(spread([199, 198, 197], 16, [0, 200])).toEqual([200, 184, 168])
  })

  it('never overlap, and keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 15 }), wanted => {
        const places = spread(wanted, 15, [0, 300])
        const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b])
        for (let k = 1; k < order.length; k++) {
          expect(places[order[k]] - places[order[k - 1]]).toBeGreaterThan(15 - 1e-6)
        }
        for (const place of places) {
          expect(place).toBeGreaterThan(-1e-6)
          expect(place).toBeLessThan(300 + 1e-6)
        }
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})

describe('the vertical axis', () => {
  it.each([
    [[0.012, 0.07], 0.01, 0.1],
    [[0.3, 0.4], 0.2, 0.5],
    [[0.2], 0.2, 0.5],
    [[3, 40, INFINITY, 0], 2, 50],
    [[1e-5, 0.02], 1e-5, 0.1],
    [[INFINITY], 0.01, 1],
  ])('of %j goes from %d to %d', (values, bottom, top) => {
    const scale = sweepScale('log', values)
    expect(scale.bottom).toBeCloseTo(bottom, 12)
    expect(scale.top).toBeCloseTo(top, 12)
    expect(scale.ticks[0]).toBeCloseTo(bottom, 12)
    expect(scale.ticks.at(-1)).toBeCloseTo(top, 12)
  })
})

describe('the looks of lines', () => {
  it('differ in colour, dash and marker up to five, and as a whole up to ten', () => {
    const { x } = sweepOf('sweep=H:1,2,3,4,5,6,7,8,9,10')
    const styles = x.values.map(value => seriesStyle(x, value))
    for (const key of ['colour', 'dash', 'shape'] as const) {
      expect(new Set(styles.slice(0, 5).map(style => style[key])).size).toBe(5)
    }
    expect(new Set(styles.map(style => JSON.stringify(style))).size).toBe(10)
  })

  it('belong to a rule in whichever sweep it is', () => {
    const all = sweepOf(`sweep=rule:${RULES.map(({ id }) => id).join()}`).x
    const some = sweepOf('sweep=rule:sign,adam').x
    expect(seriesStyle(some, 'adam')).toEqual(seriesStyle(all, 'adam'))
    expect(seriesStyle(some, 'adam')).not.toEqual(seriesStyle(all, 'sign'))
  })
})

describe('the colours of a heat map', () => {
  it('run from the lowest to the highest finite value', () => {
    const log = heatRange([0.01, 1, INFINITY, 0, 0.1], 'log')
    expect(log).toMatchObject({ low: 0.01, high: 1 })
    expect([0.01, 0.1, 1, 0, INFINITY].map(value => heatOf(value, log))).toEqual([0, 0.5, 1, 0, 1])
    const linear = heatRange([0, 4, 3], 'linear')
    expect([0, 1, 4].map(value => heatOf(value, linear))).toEqual([0, 0.25, 1])
  })

  it('are one colour for equal values, and none for none', () => {
    expect(heatOf(3, heatRange([3, 3], 'log'))).toBe(0)
    expect(heatRange([INFINITY], 'log').low).toBeNaN()
  })
})
