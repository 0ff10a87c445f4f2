import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countPairs, emptyHistograms, GRID, type LogBase, logThreshold, tailCounts } from './pairwise'
import { pairwiseMatrix, selectionOf } from './selection'
import { addResponses, addSums, emptySums } from './selectionSums'
import { tournament } from './tournament'

const NEVER = Number.NEGATIVE_INFINITY

/** Values that tie with each other and lie exactly on points of the grid, among others that do not. */
const logProb = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -170, max: 170 }).map(k => Math.fround((k / 8) * Math.LN2)) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }).map(k => -k) },
  { weight: 3, arbitrary: fc.float({ min: -40, max: 0, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(NEVER, -3e8, -1e30) },
)

const matrix = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 12 })).chain(([candidates, rows]) =>
  fc.array(
    fc.array(logProb, { minLength: rows, maxLength: rows }).map(values => Float32Array.from(values)),
    { minLength: candidates, maxLength: candidates },
  ),
)

function sumsOf(columns: readonly Float32Array[], base: LogBase = 'e') {
  const sums = emptySums(columns.length, false, base)
  addResponses(sums, columns, columns[0].length)
  return sums
}

describe('the grid', () => {
  it('holds every power of two from 1 to 10^6, and reaches beyond 10^6', () => {
    expect(GRID[0]).toBe(1)
    expect(GRID.at(-1)).toBeGreaterThanOrEqual(1e6)
    for (let N = 1; N <= 1e6; N *= 2) expect(GRID).toContain(N)
  })
})

describe('countPairs', () => {
  it('is the tournament at every N of the grid, ties and −Infinity included', () => {
    fc.assert(
      fc.property(matrix, columns => {
        const sums = sumsOf(columns)
        const selection = selectionOf(sums)
        GRID.forEach((N, k) => {
          const small = tournament(columns, null, N)
          expect(pairwiseMatrix(sums, k)).toEqual(small.pairwise)
          expect(selection.winners[k]).toEqual(small.winners)
          small.worst.forEach((worst, i) => {
            expect(selection.worst[i][k]).toBe(worst)
          })
        })
      }),
      { numRuns: 60 },
    )
  })

  it('puts the float32 neighbours of every threshold on their sides, in every base', () => {
    const step = (value: number, by: number) => {
      const cell = Float32Array.of(value)
      new Int32Array(cell.buffer)[0] += by
      return cell[0]
    }
    for (const base of ['e', '2', '10'] as const) {
      const least = GRID.map(N => logThreshold(N, base))
      // N = 1 has no positive float32 below its threshold, which is 0.
      const around = least.flatMap(t => (t === 0 ? [0, 1e-45] : [step(t, -1), t, step(t, 1)]))
      const columns = [new Float32Array(2 * around.length), Float32Array.from([...around, ...around.map(d => -d)])]
      const histograms = emptyHistograms(2)
      countPairs(columns, columns[0].length, base, histograms)
      const expected = least.map(t => columns[1].filter(d => d >= t).length)
      expect([...tailCounts(histograms, 2, 0, 1)], base).toEqual(expected)
      expect([...tailCounts(histograms, 2, 1, 0)], base).toEqual(expected)
    }
  })

  it('has powers of two on the grid exactly where logarithms are to base 2', () => {
    const sums = sumsOf([Float32Array.of(-1000, -1000, -1000), Float32Array.of(-996, -995.9999, -996.0001)], '2')
    expect(pairwiseMatrix(sums, GRID.indexOf(16))[0][1]).toBe(2 / 3)
  })

  it('adds up, however the responses are shared out', () => {
    fc.assert(
      fc.property(matrix, fc.nat(), (columns, at) => {
        const cut = at % (columns[0].length + 1)
        const parts = [columns.map(column => column.slice(0, cut)), columns.map(column => column.slice(cut))].map(
          part => sumsOf(part),
        )
        addSums(parts[0], parts[1])
        const whole = sumsOf(columns)
        expect(parts[0].histograms).toEqual(whole.histograms)
        expect(parts[0].rows).toBe(whole.rows)
        expect(parts[0].never).toEqual(whole.never)
        whole.logProb.forEach((sum, i) => {
          expect(Math.abs(parts[0].logProb[i] - sum)).toBeLessThanOrEqual(1e-12 * Math.abs(sum))
        })
      }),
    )
  })

  it('refuses to compare a candidate with itself', () => {
    expect(() => tailCounts(emptyHistograms(2), 2, 1, 1)).toThrow('not compared with itself')
  })
})
