import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tournament } from './tournament'

describe('tournament', () => {
  it('counts the responses on which the other candidate is N times as likely, ties included', () => {
    const rows = [
      [0, 0, 0, 0],
      [Math.log(4), Math.log(2), 0, -5],
    ].map(row => Float64Array.from(row))
    const result = tournament(rows, null, 4)
    expect(result.pairwise.map(row => [...row])).toEqual([
      [0, 0.25],
      [0.25, 0],
    ])
    expect(result.winners).toEqual([0, 1])
    expect(tournament(rows, null, 2).winners).toEqual([1])
    expect(
      tournament(
        rows.map(row => Float32Array.from(row)),
        null,
        4,
      ).pairwise[0][1],
    ).toBe(0.25)
  })

  it('is the same for weights and for repeated responses', () => {
    const response = fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.integer({ min: -9, max: 0 }), { minLength: 3, maxLength: 3 }),
    )
    fc.assert(
      fc.property(
        fc.array(response, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 9 }),
        (responses, N) => {
          const total = responses.reduce((sum, [repeats]) => sum + repeats, 0)
          const weights = Float64Array.from(responses, ([repeats]) => repeats / total)
          const rows = [0, 1, 2].map(i => Float64Array.from(responses, ([, logProbs]) => logProbs[i]))
          const repeated = [0, 1, 2].map(i =>
            Float64Array.from(responses.flatMap(([repeats, logProbs]) => new Array<number>(repeats).fill(logProbs[i]))),
          )
          const [a, b] = [tournament(rows, weights, N), tournament(repeated, null, N)]
          expect(a.winners).toEqual(b.winners)
          a.worst.forEach((worst, i) => {
            expect(worst).toBeCloseTo(b.worst[i], 12)
          })
        },
      ),
    )
  })

  it('finds π_D among candidates that each miss one response', () => {
    const uniform = new Float64Array(4).fill(Math.log(1 / 4))
    const missing = [0, 1, 2].map(y => uniform.map((_, k) => (k === y ? Math.log(0.01) : Math.log(0.33))))
    const { winners, worst } = tournament([missing[0], uniform, missing[1], missing[2]], null, 8)
    expect(winners).toEqual([1])
    expect([...worst]).toEqual([0.25, 0, 0.25, 0.25])
  })

  it('lets −Infinity lose, and two of them decide nothing', () => {
    const never = Number.NEGATIVE_INFINITY
    const { pairwise } = tournament([Float64Array.of(never, never), Float64Array.of(never, -1)], null, 16)
    expect(pairwise.map(row => [...row])).toEqual([
      [0, 0.5],
      [0, 0],
    ])
  })

  it('refuses what it cannot compare', () => {
    const row = Float64Array.of(-1, -2)
    expect(() => tournament([], null, 2)).toThrow('at least one')
    expect(() => tournament([Float64Array.of()], null, 2)).toThrow('at least one')
    expect(() => tournament([row, Float64Array.of(-1)], null, 2)).toThrow('Candidate 1 has 1')
    expect(() => tournament([row], Float64Array.of(1), 2)).toThrow('1 weights for 2')
    expect(() => tournament([row], null, 0.5)).toThrow('at least 1')
    expect(() => tournament([Float64Array.of(Number.NaN)], null, 2)).toThrow('not a number')
  })
})
