import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { EMBED, type FromEmbed, readEmbedMessage } from '../config/embedProtocol'

/** The page, as far as messages are concerned. */
const page = new EventTarget()
vi.stubGlobal('window', page)
const { serveEmbed } = await import('./embedMessages')
const { useLab } = await import('./lab')

const told: FromEmbed[] = []
const around = { postMessage: (message: FromEmbed) => told.push(message) } as unknown as Window
let end: () => void

beforeAll(() => {
  end = serveEmbed(around)
})
afterAll(() => {
  end()
  vi.unstubAllGlobals()
})

/** A message as the browser gives it. @returns the answers */
function receive(data: unknown, source: unknown = around): FromEmbed[] {
  told.length = 0
  page.dispatchEvent(Object.assign(new Event('message'), { data, source, origin: 'https://example.org' }))
  return [...told]
}

const TYPES = ['query', 'watch', 'set', 'N', 'playhead', 'play', 'pause', 'step', 'reset']
const PROTOTYPE = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']

/** Anything that a structured clone can hold, and what it cannot. */
const anything = fc.anything({
  key: fc.oneof(fc.string(), fc.constantFrom(...PROTOTYPE, 'lab', 'type', 'value', 'id')),
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
})

/** Nearly a message: each field may be right, wrong or missing. */
const nearly = fc.record(
  {
    lab: fc.oneof({ weight: 8, arbitrary: fc.constant(EMBED) }, anything),
    type: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...TYPES) }, fc.constantFrom(...PROTOTYPE), anything),
    id: fc.oneof(fc.string(), fc.double(), anything),
    on: anything,
    parameter: fc.oneof(fc.constantFrom('H', 'N', 'rule', ...PROTOTYPE), anything),
    value: fc.oneof(fc.double(), fc.string(), fc.constantFrom(...PROTOTYPE), anything),
    step: fc.oneof(fc.double(), anything),
  },
  { requiredKeys: [] },
)

/** The fields of a message, with values that may be of another kind. */
function formed(type: string, fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  return fc.record({ lab: fc.constant(EMBED), type: fc.constant(type), ...fields })
}
const value = fc.oneof(fc.double(), fc.string(), anything)
const shaped = fc.oneof(
  formed('query', { id: value }),
  formed('watch', { on: fc.oneof(fc.boolean(), value) }),
  formed('set', { parameter: fc.oneof(fc.constantFrom('H', ...PROTOTYPE), value), value }),
  formed('N', { value }),
  formed('playhead', { step: fc.oneof(fc.constant(null), value) }),
)

describe('messages to an embed', () => {
  it('of any wrong form are neither answered nor obeyed, and throw nothing', () => {
    const before = useLab.getState()
    fc.assert(
      fc.property(fc.oneof(anything, nearly, shaped), data => {
        fc.pre(readEmbedMessage(data) === null)
        expect(receive(data)).toEqual([])
        expect(useLab.getState()).toBe(before)
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  it('are read as they are, or not at all', () => {
    let taken = 0
    fc.assert(
      fc.property(shaped, data => {
        const read = readEmbedMessage(data)
        if (read === null) return
        taken++
        expect(read).toEqual(data)
      }),
      { seed: 2, numRuns: 500 },
    )
    expect(taken).toBeGreaterThan(100)
  })

  it('may be nested without end, be circular, and throw when they are looked at', () => {
    const before = useLab.getState()
    let deep: unknown = 1
    for (let level = 0; level < 50_000; level++) deep = level % 2 ? [deep] : { value: deep }
    const circular: Record<string, unknown> = { lab: EMBED, type: 'N' }
    circular.value = circular
    const hostile = new Proxy({}, { get: () => fail(), has: () => fail(), ownKeys: () => fail() })
    const message = { lab: EMBED, type: 'set', parameter: 'H' }
    for (const data of [
      deep,
      { ...message, value: deep },
      { lab: EMBED, type: 'query', id: deep },
      circular,
      hostile,
    ]) {
      expect(receive(data)).toEqual([])
    }
    expect(useLab.getState()).toBe(before)
  })

  it('that name what no lab has are answered with why not, and change nothing', () => {
    const before = useLab.getState()
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...PROTOTYPE),
          fc.string({ maxLength: 100 }).filter(name => !Object.hasOwn(before.config.values, name)),
        ),
        fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ maxLength: 100 })),
        (parameter, value) => {
          fc.pre(!['scenario', 'model', 'rule', 'decode'].includes(parameter))
          const [answer] = receive({ lab: EMBED, type: 'set', parameter, value })
          expect(answer).toMatchObject({ type: 'state', refused: expect.stringContaining('is not a setting') })
          expect(useLab.getState()).toBe(before)
        },
      ),
      { seed: 3, numRuns: 300 },
    )
    for (const parameter of ['scenario', 'model', 'rule', 'decode']) {
      for (const value of [...PROTOTYPE, 'none of them', 3]) {
        expect(receive({ lab: EMBED, type: 'set', parameter, value })).toMatchObject([
          { refused: expect.stringContaining('can be') },
        ])
      }
    }
    expect(useLab.getState()).toBe(before)
  })

  it('are heard of the page around alone', () => {
    const other = { postMessage: () => expect.unreachable() }
    expect(receive({ lab: EMBED, type: 'query' }, other)).toEqual([])
    expect(receive({ lab: EMBED, type: 'query', id: 'q' })).toMatchObject([{ type: 'state', id: 'q' }])
  })
})

function fail(): never {
  throw new Error('Do not touch.')
}
