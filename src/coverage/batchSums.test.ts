import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addBatches, addToBatches, batchesFor, emptyBatches, pairwiseAt } from './batchSums'
import { scoresOf } from './confidence'
import { logThreshold } from './pairwise'
import { tournament } from './tournament'

const logProb = fc.oneof(
  fc.integer({ min: -5, max: 0 }).map(k => Math.fround(k * Math.LN2)),
  fc.float({ min: -9, max: 0, noNaN: true }),
  fc.constant(Number.NEGATIVE_INFINITY),
)
const rows = fc.array(fc.tuple(fc.nat({ max: 3 }), logProb, logProb, logProb), { minLength: 1, maxLength: 30 })
const N = fc.constantFrom(1, 2, 3, 4, 8, 100)

/** Two candidates and a teacher in four batches. */
function dealt(responses: readonly (readonly number[])[], N: number) {
  const sums = emptyBatches(4, 2, logThreshold(N, 'e'), true)
  const columns = [1, 2, 3].map(c => Float32Array.from(responses, response => response[c]))
  const batch = responses.map(([b]) => b)
  addToBatches(sums, columns, batch, responses.length)
  return { sums, columns }
}

describe('batchesFor', () => {
  it('gives each of few responses a batch of its own, and never fills the memory', () => {
    expect(batchesFor(7, 50)).toBe(7)
    expect(batchesFor(200_000, 30)).toBe(1000)
    expect(batchesFor(200_000, 50)).toBe(400)
    expect(batchesFor(200_000, 100)).toBe(100)
    expect(batchesFor(200_000, 1000)).toBe(50)
  })
})

describe('addToBatches', () => {
  it('has the matrix and the worst cases of the tournament, and the coverage of the teacher', () => {
    fc.assert(
      fc.property(rows, N, (responses, N) => {
        const { sums, columns } = dealt(responses, N)
        const small = tournament(columns.slice(0, 2), null, N)
        expect(pairwiseAt(sums)).toEqual(small.pairwise)
        const scores = scoresOf(sums, new Float64Array(4).fill(1))
        expect(scores.tournament).toEqual(small.worst)
        const against = (i: number) => tournament([columns[i], columns[2]], null, N).pairwise[0][1]
        expect([...scores.teacher!]).toEqual([against(0), against(1)])
      }),
    )
  })

  it('weights batches like repeated responses', () => {
    fc.assert(
      fc.property(rows, N, fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 4 }), (responses, N, weights) => {
        const repeated = responses.flatMap(response => new Array<typeof response>(weights[response[0]]).fill(response))
        if (repeated.length === 0) return
        const weighted = scoresOf(dealt(responses, N).sums, Float64Array.from(weights))
        const plain = scoresOf(dealt(repeated, N).sums, new Float64Array(4).fill(1))
        expect(weighted.tournament).toEqual(plain.tournament)
        expect(weighted.teacher).toEqual(plain.teacher)
        plain.crossEntropy!.forEach((score, i) => {
          if (Number.isFinite(score)) expect(weighted.crossEntropy![i]).toBeCloseTo(score, 10)
          else expect(weighted.crossEntropy![i]).toBe(score)
        })
      }),
    )
  })

  it('adds up, however the responses are shared out', () => {
    fc.assert(
      fc.property(rows, N, fc.nat(), (responses, N, at) => {
        const cut = at % (responses.length + 1)
        const { sums } = dealt(responses.slice(0, cut), N)
        addBatches(sums, dealt(responses.slice(cut), N).sums)
        const whole = dealt(responses, N).sums
        for (const name of ['rows', 'beaten', 'never', 'missed'] as const) expect(sums[name]).toEqual(whole[name])
        whole.logProb.forEach((sum, i) => {
          expect(sums.logProb[i]).toBeCloseTo(sum, 10)
        })
      }),
    )
  })
})
