import { expect, it } from 'vitest'
import { Stream } from '../random/streams'
import { createResampler, type PickData, type RulePicks } from './resampling'
import { offsetTournament, tournament } from './tournament'

const stream = new Stream(7, 'sampling')
const normals = (i: number, count: number) => Float32Array.from({ length: count }, (_, k) => stream.normal(1, i, k))

/** `createResampler`, without a rest. */
function resamplerOf(data: PickData, N: number) {
  const resample = createResampler(data, N)
  return (sizes: readonly number[], uniform: (k: number) => number): RulePicks[] => {
    const work = resample(sizes, uniform)
    for (;;) {
      const step = work.next()
      if (step.done) return step.value
    }
  }
}

const RESPONSES = 60
const data: PickData = {
  logProbs: [0, 1, 2, 3].map(i => normals(i, RESPONSES).map(z => -5 + 2 * z)),
  pathKl: [0, 1, 2, 3].map(i => normals(10 + i, RESPONSES).map(Math.abs)),
  weights: null,
  offset: [0, 1, 2, 3].map(i => Float64Array.from(normals(20 + i, 4), z => (i === 0 ? 0 : 0.1 * Math.abs(z)))),
}
const uniform = (set: number) => (k: number) => stream.uniform(2, set, k)

it('picks what the rules pick from the set that was drawn, at every size', () => {
  const resample = resamplerOf(data, 4)
  const sizes = [5, 30, 200, 600]
  for (let set = 0; set < 20; set++) {
    const all = resample(sizes, uniform(set))
    sizes.forEach((size, s) => {
      const drawn = Array.from({ length: size }, (_, k) => Math.floor(uniform(set)(k) * RESPONSES))
      const rows = data.logProbs.map(row => Float32Array.from(drawn, k => row[k]))
      const { pairwise, winners } = tournament(rows, null, 4)
      expect(all[s].tournament).toBe(winners[0])
      const worst = pairwise.map((row, i) => Math.max(...row.map((share, j) => share - data.offset![i][j])))
      expect(all[s].offset).toBe(worst.indexOf(Math.min(...worst)))
      const sums = (table: readonly Float32Array[]) => table.map(row => drawn.reduce((sum, k) => sum + row[k], 0))
      const logLikelihood = sums(data.logProbs)
      expect(all[s].crossEntropy).toBe(logLikelihood.indexOf(Math.max(...logLikelihood)))
      const kl = sums(data.pathKl)
      expect(all[s].kl).toBe(kl.indexOf(Math.min(...kl)))
    })
  }
})

it('draws responses by their weights', () => {
  // Each candidate writes one response alone well; the likelier one decides nearly all sets.
  const weights = Float64Array.of(0.97, 0, 0.03)
  const logProbs = [Float32Array.of(-1, -9, -9), Float32Array.of(-9, -1, -9), Float32Array.of(-9, -9, -1)]
  const resample = resamplerOf({ logProbs, pathKl: logProbs.map(row => row.map(Math.abs)), weights, offset: null }, 2)
  const picks = Array.from({ length: 400 }, (_, set) => resample([1], uniform(set))[0])
  expect(picks.every(pick => pick.crossEntropy !== 1 && pick.offset === -1)).toBe(true)
  // Binomial(400, 0.03): below 2 or above 30 with probability 7e-5 + 2e-6.
  const rare = picks.filter(({ tournament: pick }) => pick === 2).length
  expect(rare).toBeGreaterThanOrEqual(2)
  expect(rare).toBeLessThanOrEqual(30)
  expect(picks.map(pick => pick.kl)).toEqual(picks.map(pick => pick.crossEntropy))
})

it('leaves out of the offset tournament what takes no part in it', () => {
  const no = Number.POSITIVE_INFINITY
  const part = [1, 3]
  const own = part.map(i => ({ logProbs: part.map(j => data.logProbs[j].map(lp => lp + i)), weights: null }))
  const heldOut = { logProbs: part.map(i => data.logProbs[i]), weights: null }
  const { onPolicy, winners } = offsetTournament(heldOut, own, 4, 0.25)
  const offset = data.logProbs.map((_, i) =>
    Float64Array.from(data.logProbs, (_, j) => {
      const [row, column] = [part.indexOf(i), part.indexOf(j)]
      if (row < 0) return -no
      return column < 0 ? no : 2 * 4 ** 0.25 * onPolicy[row][column]
    }),
  )
  // Every response once: a set that is the whole.
  const every = resamplerOf({ ...data, offset }, 4)([RESPONSES], k => (k + 0.5) / RESPONSES)
  expect(every[0].offset).toBe(part[winners[0]])
})

it('takes the earliest of equals, and survives what cannot be written', () => {
  const never = new Float32Array(3).fill(Number.NEGATIVE_INFINITY)
  const some = Float32Array.of(-1, -2, Number.NEGATIVE_INFINITY)
  const logProbs = [never, some, some]
  const pathKl = logProbs.map(row => row.map(lp => -lp))
  const [picks] = resamplerOf({ logProbs, pathKl, weights: null, offset: null }, 1.5)([3], k => (k + 0.5) / 3)
  expect(picks).toEqual({ tournament: 1, offset: -1, crossEntropy: 0, kl: 0 })
})

it('refuses what cannot be compared', () => {
  const empty: PickData = { logProbs: [], pathKl: [], weights: null, offset: null }
  expect(() => createResampler(empty, 4)).toThrow('no held-out response')
  expect(() => createResampler(data, 0.5)).toThrow('N must be at least 1; it is 0.5')
})
