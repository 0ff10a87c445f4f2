import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Stream } from '../random/streams'
import { hoeffdingHalfWidth } from './bands'
import { offsetTournament, tournament } from './tournament'

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

  it('lets no candidate count against itself, so that at N = 1 writing less is no gain', () => {
    // The first cannot write the last response; the second is otherwise as likely, once less.
    const rows = [
      [-1, -1, -1, Number.NEGATIVE_INFINITY],
      [-1, -1, -2, -1],
    ].map(row => Float64Array.from(row))
    const { worst, winners, pairwise } = tournament(rows, null, 1)
    expect(pairwise.map(row => [...row])).toEqual([
      [0.75, 0.75],
      [0.75, 1],
    ])
    expect([...worst]).toEqual([0.75, 0.75])
    expect(winners).toEqual([0, 1])
    expect([...tournament(rows.slice(0, 1), null, 1).worst]).toEqual([0])
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

const logs = (masses: readonly number[]) => Float64Array.from(masses, Math.log)

/** Candidates over one prompt's outcomes, every probability known: π_D's outcomes held out, each candidate's own enumerated. */
function enumerated(data: readonly number[], candidates: readonly (readonly number[])[]) {
  const logProbs = candidates.map(logs)
  return {
    heldOut: { logProbs, weights: Float64Array.from(data) },
    own: candidates.map(masses => ({ logProbs, weights: Float64Array.from(masses) })),
  }
}

describe('offsetTournament', () => {
  // Outcomes A, B, C, D. `bold` gives A 64 times π_D's mass and writes neither B nor D; `blind` gives B a 64th of it, but A
  // enough to be safe from `bold`.
  const data = [1 / 128, 1 / 256, 245 / 256, 1 / 32]
  const blind = [1 / 64, 1 / 16384, 15615 / 16384, 1 / 32]
  const bold = [1 / 2, 0, 1 / 2, 0]
  const { heldOut, own } = enumerated(data, [data, blind, bold])

  it('sees through a rival that beats π_D where π_D rarely goes', () => {
    const plain = tournament(heldOut.logProbs, heldOut.weights, 64)
    expect([...plain.worst]).toEqual([1 / 128, 1 / 256, 9 / 256])
    expect(plain.winners).toEqual([1])

    const result = offsetTournament(heldOut, own, 64, 1 / 6) // 2N^a = 4
    expect(result.pairwise.map(row => [...row])).toEqual([
      [0, 0, 1 / 128],
      [1 / 256, 0, 0],
      [9 / 256, 9 / 256, 0],
    ])
    expect(result.onPolicy.map(row => [...row])).toEqual([
      [0, 0, 1 / 128],
      [1 / 16384, 0, 0],
      [0, 0, 0],
    ])
    expect(result.offset[0][2]).toBeCloseTo(-3 / 128, 12)
    expect([...result.worst]).toEqual([0, expect.closeTo(15 / 4096, 12), 9 / 256])
    expect(result.winners).toEqual([0])
  })

  const size = 5
  const masses = fc
    .array(fc.double({ min: -12, max: 0, noNaN: true }), { minLength: size, maxLength: size })
    .map(logits => {
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0)
      return logits.map(logit => Math.exp(logit) / total)
    })
  const others = fc.array(masses, { minLength: 1, maxLength: 4 })
  const N = fc.double({ min: 0.1, max: 6, noNaN: true }).map(Math.exp)
  const exponent = fc.double({ min: 0.01, max: 1, noNaN: true })

  it('never scores π_D above 0, where the plain tournament allows up to 1/N, and takes off at most 2N^{a−1}', () => {
    fc.assert(
      fc.property(masses, others, N, exponent, (data, others, N, a) => {
        const { heldOut, own } = enumerated(data, [data, ...others])
        const result = offsetTournament(heldOut, own, N, a)
        expect(result.worst[0]).toBe(0)
        expect(result.winners).toContain(0)
        // Markov's inequality: π_j/π_i has mean at most 1 under π_i.
        expect(tournament(heldOut.logProbs, heldOut.weights, N).worst[0]).toBeLessThanOrEqual(1 / N + 1e-9)
        result.offset.forEach((row, i) => {
          row.forEach((score, j) => {
            expect(score).toBeGreaterThanOrEqual(result.pairwise[i][j] - 2 * N ** (a - 1) - 1e-9)
          })
        })
      }),
    )
  })

  it('moves with its candidates when they are listed in another order', () => {
    const shuffled = others
      .filter(list => list.length > 1)
      .chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list.keys()], { minLength: list.length })))
    fc.assert(
      fc.property(masses, shuffled, N, exponent, (data, [list, order], N, a) => {
        const run = (candidates: number[][]) => {
          const { heldOut, own } = enumerated(data, candidates)
          return offsetTournament(heldOut, own, N, a)
        }
        const [before, after] = [run(list), run(order.map(i => list[i]))]
        order.forEach((i, k) => {
          expect(after.worst[k]).toBe(before.worst[i])
          order.forEach((j, l) => {
            expect(after.offset[k][l]).toBe(before.offset[i][j])
            expect(after.onPolicy[k][l]).toBe(before.onPolicy[i][j])
          })
        })
        expect(after.winners.map(k => order[k]).sort()).toEqual([...before.winners].sort())
      }),
    )
  })

  it('is estimated from samples of each candidate', () => {
    const candidates = [
      [0.5, 0.3, 0.2],
      [0.2, 0.3, 0.5],
      [0.08, 0.8, 0.12],
    ]
    const count = 20_000
    const stream = new Stream(7, 'sampling')
    const sampled = ([first, second]: readonly number[], set: number) => {
      const outcomes = Array.from({ length: count }, (_, k) => {
        const u = stream.uniform(set, k, 0)
        return u < first ? 0 : u < first + second ? 1 : 2
      })
      return { logProbs: candidates.map(p => Float64Array.from(outcomes, y => Math.log(p[y]))), weights: null }
    }
    const { heldOut, own } = enumerated(candidates[0], candidates)
    const exact = offsetTournament(heldOut, own, 2, 0.5)
    const estimate = offsetTournament(sampled(candidates[0], 0), candidates.map(sampled), 2, 0.5)
    // Hoeffding with δ = 1e-4/18 for each of the 18 shares: a false alarm has probability at most 1e-4.
    const band = hoeffdingHalfWidth(1, count, 1e-4 / 18)
    expect(exact.pairwise[1][0] - exact.onPolicy[1][0]).toBeGreaterThan(10 * band)
    for (const shares of ['pairwise', 'onPolicy'] as const) {
      exact[shares].forEach((row, i) => {
        row.forEach((share, j) => {
          expect(Math.abs(estimate[shares][i][j] - share)).toBeLessThan(band)
        })
      })
    }
  })

  it('refuses what it cannot compare', () => {
    const one = { logProbs: [Float64Array.of(-1)], weights: null }
    expect(() => offsetTournament({ logProbs: [], weights: null }, [], 2, 1)).toThrow('at least one candidate')
    expect(() => offsetTournament(one, [], 2, 1)).toThrow('responses of 0 candidates; 1')
    expect(() => offsetTournament(one, [heldOut], 2, 1)).toThrow('responses of candidate 0 are scored by 3')
    expect(() => offsetTournament(one, [{ ...one, logProbs: [Float64Array.of()] }], 2, 1)).toThrow(
      'at least one of the responses of candidate 0',
    )
    expect(() => offsetTournament(one, [{ ...one, weights: Float64Array.of(1, 1) }], 2, 1)).toThrow('2 weights for 1')
    for (const a of [0, -1, Number.POSITIVE_INFINITY, Number.NaN]) {
      expect(() => offsetTournament(one, [one], 2, a)).toThrow('a must be positive')
    }
  })
})
