import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dkwHalfWidth, standardError } from './bands'
import { crossEntropy, klDivergence } from './divergences'
import { GRID } from './pairwise'
import { coverageAt, coverageProfile } from './profile'
import { lowest, pairwiseProfile, selectionOf } from './selection'
import { addResponses, emptySums } from './selectionSums'

const at = (N: number) => GRID.indexOf(N)

function selected(columns: readonly (readonly number[])[], teacher: readonly number[] | null = null) {
  const sums = emptySums(columns.length, teacher !== null, 'e')
  const rows = teacher ? [...columns, teacher] : columns
  addResponses(
    sums,
    rows.map(row => Float32Array.from(row)),
    columns[0].length,
  )
  return { sums, selection: selectionOf(sums) }
}

describe('selectionOf', () => {
  it('has the worst case of each candidate, the winners, and the ranges of N in which they win', () => {
    // The second beats the first eightfold on a quarter of the rows; the first beats it twice on half of them.
    const [two, eight] = [Math.log(2), Math.log(8)]
    const { selection } = selected([
      [-5, -5, -5 + two, -5 + two],
      [-5 + eight, -5, -5, -5],
    ])
    expect(selection.worst.map(shares => shares[at(2)])).toEqual([0.25, 0.5])
    expect(selection.worst.map(shares => shares[at(8)])).toEqual([0.25, 0])
    expect(selection.winners[at(2)]).toEqual([0])
    expect(selection.ranges.map(({ picks, to }) => [picks, to])).toEqual([
      [[0], 2],
      [[1], 8],
      [[0, 1], GRID.at(-1)],
    ])
    expect(selection.ranges[1].from).toBe(2 ** (9 / 8))
  })

  const rows = fc.integer({ min: 2, max: 40 })
  const logProb = fc.float({ min: -40, max: 0, noNaN: true })
  const table = rows.chain(n =>
    fc.record({
      columns: fc.array(fc.array(logProb, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 4 }),
      teacher: fc.array(logProb, { minLength: n, maxLength: n }),
    }),
  )

  it('has the KL, its error and the profile that each candidate has against the teacher', () => {
    fc.assert(
      fc.property(table, ({ columns, teacher }) => {
        const { selection } = selected(columns, teacher)
        const compared = selection.teacher!
        columns.forEach((column, i) => {
          const ratios = Float32Array.from(column, (value, k) => teacher[k] - value)
          const profile = coverageProfile(ratios, null)
          GRID.forEach((N, k) => {
            expect(compared.coverage[i][k]).toBeCloseTo(coverageAt(profile, N), 14)
          })
          expect(compared.kl[i]).toBeCloseTo(klDivergence(ratios, null), 4)
          expect(compared.klError[i]).toBeCloseTo(standardError(ratios), 4)
          expect(selection.crossEntropy[i]).toBeCloseTo(crossEntropy(Float32Array.from(column), null), 9)
        })
        compared.best.forEach((best, k) => {
          expect(best).toEqual(lowest(compared.coverage.map(shares => shares[k])))
        })
      }),
    )
  })

  it('has nats whatever the base', () => {
    const row = [-1.5, -2.25, -4]
    for (const [base, unit] of [
      ['2', Math.LN2],
      ['10', Math.LN10],
    ] as const) {
      const sums = emptySums(1, true, base)
      addResponses(sums, [Float32Array.from(row, x => x - 1), Float32Array.from(row)], 3)
      const { crossEntropy, teacher } = selectionOf(sums)
      expect(crossEntropy[0]).toBeCloseTo((unit * 10.75) / 3, 12)
      expect(teacher!.kl[0]).toBeCloseTo(unit, 12)
      expect(teacher!.klError[0]).toBeCloseTo(0, 6)
    }
  })

  it('gives a candidate that cannot write some response an infinite cross-entropy and KL', () => {
    const { selection } = selected(
      [
        [-1, Number.NEGATIVE_INFINITY],
        [-9, -9],
      ],
      [-1, -1],
    )
    expect([...selection.crossEntropy]).toEqual([Infinity, 9])
    expect(selection.leastCrossEntropy).toEqual([1])
    expect([...selection.teacher!.kl]).toEqual([Infinity, 8])
    expect(selection.teacher!.klError[0]).toBe(Infinity)
  })

  it('shares δ out among the pairs', () => {
    const { selection, sums } = selected([[-1], [-2], [-3], [-4]])
    expect(selection.bands.one).toBe(dkwHalfWidth(1))
    expect(selection.bands.pairs).toBe(dkwHalfWidth(1, 0.05 / 6))
    expect(selection.bands.teacher).toBe(dkwHalfWidth(1, 0.05 / 4))
    expect(pairwiseProfile(sums, 3, 0)[at(16)]).toBe(1)
    expect(pairwiseProfile(sums, 3, 0)[at(32)]).toBe(0)
  })

  it('refuses to select on nothing', () => {
    expect(() => selectionOf(emptySums(2, false, 'e'))).toThrow('no response')
  })
})
