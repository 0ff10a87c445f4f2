import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitConstant, RATES, type RateArguments } from './rates'

const rate = (id: string) => RATES.find(candidate => candidate.id === id)!

/** log N = 4, so that every term has a value by hand. */
const args: RateArguments = { N: Math.exp(4), H: 8, B: 3, d: 5, n: 1600, T: 100, K: 16, inherentVariance: 4 }

describe('values', () => {
  it.each([
    ['mle-dimension', (5 * (Math.log(6) + Math.log(38_400) / 4) + Math.log(20)) / 1600],
    ['mle-variance', 0.025 + 9 / 1600],
    ['sgd', (0.2 + 0.72) / 4],
    ['normalized', 0.1 + 0.09 + 3 / 64],
    ['token', (0.2 + 0.09) / 4],
    ['distill', 0.1 + 0.09],
  ])('%s', (id, expected) => {
    expect(rate(id).valid(args)).toBe(true)
    expect(rate(id).shape(args)).toBeCloseTo(expected, 13)
  })

  it('have one case for every rate', () => expect(RATES).toHaveLength(6))
})

describe('scaling', () => {
  const shape = (id: string, changes: Partial<RateArguments>) => rate(id).shape({ ...args, ...changes })

  it('only SGD and the dimension-dependent rate know H', () => {
    const moved = RATES.filter(({ id }) => shape(id, { H: 512 }) !== shape(id, {})).map(({ id }) => id)
    expect(moved).toEqual(['mle-dimension', 'sgd'])
    expect(shape('sgd', { H: 2e9 }) / shape('sgd', { H: 1e9 })).toBeCloseTo(2, 6)
    // At most logarithmically in the other.
    const step = (H: number) => shape('mle-dimension', { H: 2 * H }) - shape('mle-dimension', { H })
    expect(step(1e9)).toBeCloseTo(step(100), 12)
  })

  it('only the normalized rate knows the batch size, and is the distilled one for a large one', () => {
    const moved = RATES.filter(({ id }) => shape(id, { K: 1024 }) !== shape(id, {})).map(({ id }) => id)
    expect(moved).toEqual(['normalized'])
    expect(shape('normalized', { K: 1e12 })).toBeCloseTo(shape('distill', {}), 9)
  })

  it('SGD at H = 1 is token-level SGD', () => expect(shape('sgd', { H: 1 })).toBe(shape('token', {})))

  it('fall with the square root of steps or data, and without variance in proportion to them', () => {
    for (const id of ['mle-variance', 'sgd', 'token', 'distill']) {
      const [few, many] = [1e12, 4e12].map(count => shape(id, { n: count, T: count }))
      expect(few / many).toBeCloseTo(2, 4)
      const still = [1e4, 4e4].map(count => shape(id, { n: count, T: count, inherentVariance: 0 }))
      expect(still[0] / still[1]).toBeCloseTo(4, 12)
    }
  })

  it('never rise with N', () => {
    const N = fc.double({ min: 8, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom(...RATES), N, N, (rate, a, b) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)].map(N => rate.shape({ ...args, N }))
        expect(large).toBeLessThanOrEqual(small)
      }),
    )
  })
})

describe('valid', () => {
  it('says where a rate speaks, and there it is positive and finite', () => {
    const count = fc.integer({ min: 0, max: 100_000 })
    const anything = fc.record({
      N: fc.double({ min: 0, max: 1e6, noNaN: true }),
      H: count,
      B: fc.oneof(fc.constantFrom(-1, 0), fc.double({ min: 1e-3, max: 1024, noNaN: true })),
      d: count,
      n: count,
      T: count,
      K: count,
      inherentVariance: fc.double({ min: -1, max: 1e6, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.constantFrom(...RATES), anything, (rate, args) => {
        if (!rate.valid(args)) return
        const shape = rate.shape(args)
        expect(shape).toBeGreaterThan(0)
        expect(shape).toBeLessThan(Number.POSITIVE_INFINITY)
      }),
      { numRuns: 1000 },
    )
  })

  it('asks for N > 1, and N ≥ 8 for Cor. 4.2', () => {
    for (const { id, valid } of RATES) {
      expect(valid({ ...args, N: 1 })).toBe(false)
      expect(valid({ ...args, N: Number.NaN })).toBe(false)
      expect(valid({ ...args, N: 7.9 })).toBe(id !== 'mle-dimension')
      expect(valid({ ...args, N: 8 })).toBe(true)
      expect(valid({ ...args, T: 0 })).toBe(false)
    }
    expect(rate('mle-dimension').valid({ ...args, B: 1e-5 })).toBe(false)
  })
})

describe('fitConstant', () => {
  const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true })

  it('recovers c from c·shape', () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1 }), positive, (shapes, c) => {
        const fitted = fitConstant(
          shapes,
          shapes.map(shape => c * shape),
        )
        expect(fitted! / c).toBeCloseTo(1, 12)
      }),
    )
  })

  it('leaves a squared error of logarithms that no other constant undercuts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(positive, positive), { minLength: 1 }), positive, (points, other) => {
        const error = (c: number) =>
          points.reduce((sum, [shape, measured]) => sum + Math.log(measured / (c * shape)) ** 2, 0)
        const fitted = fitConstant(
          points.map(([shape]) => shape),
          points.map(([, measured]) => measured),
        )!
        expect(error(fitted)).toBeLessThanOrEqual(error(other) + 1e-9)
        expect(error(fitted)).toBeLessThanOrEqual(error(fitted * 1.01) + 1e-9)
      }),
    )
  })

  it('leaves out points that have no logarithm', () => {
    const shapes = [1, 2, 3, 0, 5, Number.POSITIVE_INFINITY, 7, -8, 4]
    const measured = [2, 0, Number.NaN, 1, Number.POSITIVE_INFINITY, 1, -1, -16, 32]
    expect(fitConstant(shapes, measured)).toBeCloseTo(4, 12)
    expect(fitConstant([1, 0], [0, 1])).toBeNull()
    expect(fitConstant([], [])).toBeNull()
    expect(() => fitConstant([1], [])).toThrow('1 shapes for 0')
  })
})
