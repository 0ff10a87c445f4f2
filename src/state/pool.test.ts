import { expect, it } from 'vitest'
import { offsetTournament, type ScoredResponses, tournament } from '../coverage/tournament'
import type { RunDescription, Snapshot } from '../engine/snapshot'
import { logProbTable, tableRows } from './logProbTable'
import { offsetPartOf, offsetPicks } from './offset'
import { startsOf } from './onPolicy'
import { pickQuality, RESAMPLES } from './pickQuality'
import { picksOf } from './picks'
import { coverageOfPool, ownResponses, poolOf } from './pool'
import type { Run } from './types'

// One prompt with three responses, of which π_D writes the last rarely.
const WEIGHTS = Float64Array.of(0.6, 0.3, 0.1)
const described = (weights: Float64Array | null = WEIGHTS) =>
  ({
    weights,
    strata: weights ? [] : [{ mass: 1, samples: 3 }],
    responses: 3,
    prompt: Uint16Array.of(0, 0, 0),
    promptNames: ['x'],
    logTeacher: WEIGHTS.map(Math.log),
  }) as unknown as RunDescription

function runOf(id: number, models: readonly (readonly number[])[], description = described()) {
  const snapshots = models.map((probabilities, i) => {
    const logRatios = Float32Array.from(probabilities, (p, k) => Math.log(WEIGHTS[k] / p))
    const kl = WEIGHTS.reduce((sum, weight, k) => sum + weight * logRatios[k], 0)
    return { step: 10 * i, kl, crossEntropy: kl + 1, logRatios, pathKl: logRatios } as unknown as Snapshot
  })
  const config = { values: { seed: 3 } } as unknown as Run['config']
  return { id, snapshots, description, config, checkpoints: [] } as unknown as Run & { description: RunDescription }
}

// The last has the least KL, and gives up the rare response; the middle one covers all.
const MODELS = [
  [0.02, 0.02, 0.96],
  [0.25, 0.25, 0.5],
  [0.63, 0.36, 0.01],
] as const
const N = 8

it('compares checkpoints of runs that are measured alike, and leaves others out', () => {
  const run = runOf(1, MODELS)
  const alike = runOf(2, MODELS.slice(0, 2))
  const other = runOf(3, MODELS, described(Float64Array.of(0.5, 0.4, 0.1)))
  const pool = poolOf(run, [alike, other, runOf(4, [])])
  expect(pool.candidates.map(({ run: { id }, snapshot }) => [id, snapshot.step])).toEqual([
    [1, 0],
    [1, 10],
    [1, 20],
    [2, 0],
    [2, 10],
  ])
  expect(pool.of).toBe(5)
  expect(pool.leftOut).toEqual([other])
})

it('spaces many checkpoints evenly, fewer of each run where there are several', () => {
  const many = Array.from({ length: 101 }, () => MODELS[1])
  const one = poolOf(runOf(1, many), [])
  expect(one.candidates).toHaveLength(24)
  expect(one.candidates.map(({ snapshot }) => snapshot.step).slice(-1)).toEqual([1000])
  expect(poolOf(runOf(1, many), [runOf(2, many)]).candidates).toHaveLength(24)
})

it('picks by the tail what likelihood does not pick', () => {
  const pool = poolOf(runOf(1, MODELS), [])
  const picks = picksOf(pool, N, tournament(pool.logProbs, WEIGHTS, N), null)
  expect(picks).toEqual({ tournament: [1], offset: null, crossEntropy: [2], kl: [2], best: [1] })
  expect(Array.from(coverageOfPool(pool, N))).toEqual([expect.closeTo(0.9, 12), 0, expect.closeTo(0.1, 12)])
})

it('knows the candidates’ own responses where all are enumerated', () => {
  const own = ownResponses(poolOf(runOf(1, MODELS), []))!
  own.forEach(({ weights }, i) => {
    weights!.forEach((weight, k) => {
      expect(weight).toBeCloseTo(MODELS[i][k], 6)
    })
  })
  // Ĉ^on[0][1]: the middle one gives eight times as much where the first gives 0.02.
  const pool = poolOf(runOf(1, MODELS), [])
  const { onPolicy } = offsetTournament({ logProbs: pool.logProbs, weights: WEIGHTS }, own, N, 0.25)
  expect(onPolicy[0][1]).toBeCloseTo(0.04, 6)
  expect(onPolicy[2][1]).toBeCloseTo(0.01, 6)
})

it('does not know them where they are samples, or where π_D rules some out', () => {
  expect(ownResponses(poolOf(runOf(1, MODELS, described(null)), []))).toBeNull()
  const beside = MODELS.map(row => row.map(p => 0.9 * p))
  expect(ownResponses(poolOf(runOf(1, beside), []))).toBeNull()
})

it('tells how often each pick is right, the same each time', () => {
  const pool = poolOf(runOf(1, MODELS), [])
  const { logProbs } = pool
  const pathKl = pool.candidates.map(({ snapshot }) => snapshot.pathKl)
  const coverage = coverageOfPool(pool, N)
  const work = () => pickQuality({ logProbs, pathKl, weights: WEIGHTS, offset: null }, coverage, N, 50, 3)
  const run = () => {
    const steps = work()
    let count = 0
    for (;;) {
      const step = steps.next()
      if (step.done) return { count, quality: step.value }
      count++
    }
  }
  const { count, quality } = run()
  // It can be interrupted within a set, too.
  expect(count).toBeGreaterThan(RESAMPLES)
  expect(quality.map(({ n }) => n)).toEqual([20, 50, 60, 200, 600, 2000, 5000])
  const at = (n: number) => quality.find(one => one.n === n)!.by
  // With 5,000 responses the rare one is there, and is decisive; likelihood is wrong every time and loses its mass.
  expect(at(5000).tournament).toEqual({ right: 200, regret: 0 })
  expect(at(5000).crossEntropy).toEqual({ right: 0, regret: expect.closeTo(0.1, 10) })
  expect(at(5000).kl).toEqual(at(5000).crossEntropy)
  expect(at(20).offset).toBeNull()
  // Without the rare response among 20, of probability 0.9^20 = 0.12, the last ties and the middle is taken all the same:
  // ties go to the earliest, and the middle has no rival against it in either case.
  expect(at(20).tournament).toEqual({ right: 200, regret: 0 })
  expect(run().quality).toEqual(quality)
})

it('writes equally weighted responses as they are, and draws others by weight', () => {
  const names = ['step 0', 'step 10', 'step 20']
  const samples = poolOf(runOf(1, MODELS, described(null)), [])
  expect(tableRows(samples, 500)).toBe(3)
  const [block] = logProbTable(samples, names, 500, 3).blocks
  expect(block.rows).toBe(3)
  block.logProbs.forEach((column, i) => {
    expect(Array.from(column, Math.exp)).toEqual(MODELS[i].map(p => expect.closeTo(p, 6)))
  })
  expect(Array.from(block.teacher!, Math.exp)).toEqual(Array.from(WEIGHTS, p => expect.closeTo(p, 6)))

  const equal = poolOf(runOf(1, MODELS, described(new Float64Array(3).fill(1 / 3))), [])
  expect(tableRows(equal, 500)).toBe(3)
  expect(logProbTable(equal, names, 500, 3).blocks[0].teacher).toEqual(block.teacher)

  const enumerated = poolOf(runOf(1, MODELS), [])
  expect(tableRows(enumerated, 2000)).toBe(2000)
  const table = logProbTable(enumerated, names, 2000, 3)
  const [drawn] = table.blocks
  expect(table.groups).toEqual(['x'])
  expect(drawn.group).toHaveLength(2000)
  // Binomial(2000, 0.1): outside 150..250 with probability 3e-13.
  const rare = drawn.teacher!.filter(log => log < Math.log(0.2)).length
  expect(rare).toBeGreaterThan(150)
  expect(rare).toBeLessThan(250)
  expect(logProbTable(enumerated, names, 2000, 3)).toEqual(table)
})

it('holds an offset tournament of everyone where all is known, else of those that drew responses', () => {
  const known = poolOf(runOf(1, MODELS), [])
  expect(offsetPartOf(known, { kind: 'none' })?.members).toEqual([0, 1, 2])

  const pool = poolOf(runOf(1, MODELS, described(null)), [])
  expect(offsetPartOf(pool, { kind: 'computing', done: 0.5 })).toBeNull()
  const snapshots = [pool.candidates[0].snapshot, pool.candidates[2].snapshot]
  const own: ScoredResponses[] = [0, 2].map(i => ({
    logProbs: [0, 2].map(j => Float32Array.from(MODELS[j], Math.log)),
    weights: Float64Array.from(MODELS[i]),
  }))
  const scores = { own, exact: false, how: 'from many responses', prompts: 1 }
  const part = offsetPartOf(pool, { kind: 'there', snapshots, scores })!
  expect(part).toMatchObject({ members: [0, 2], how: 'Among 2 of the checkpoints, from many responses.' })
  const { winners, taken } = offsetPicks(pool, part, N, 0.5)
  // The middle one would win if it took part. Of three equal weights, the first gives up two, the last one.
  expect(winners).toEqual([2])
  const factor = 2 * N ** 0.5
  expect(taken[0][2]).toBeCloseTo(factor * 0.04, 5)
  expect(taken[2][0]).toBeCloseTo(factor * 0.01, 5)
  expect([taken[0][1], taken[1][0], taken[1][1]]).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ])
  // Another run's snapshots are not those.
  const other = poolOf(runOf(2, MODELS, described(null)), [])
  expect(offsetPartOf(other, { kind: 'there', snapshots, scores })).toBeNull()
})

it('lets checkpoints of the shown run draw whose parameters are kept, ten at most', () => {
  const many = runOf(
    1,
    Array.from({ length: 20 }, () => MODELS[1]),
  )
  const kept = many.snapshots.map(({ step }, index) => ({ index, step, theta: Float32Array.of(step) }))
  const pool = poolOf({ ...many, checkpoints: kept }, [runOf(2, MODELS)])
  const starts = startsOf(pool)
  expect(starts).toHaveLength(10)
  expect(starts.every(({ candidate, start }) => start.theta[0] === candidate.snapshot.step)).toBe(true)
  expect(starts.at(-1)?.start.label).toBe('step 190')
  const few = poolOf({ ...many, checkpoints: kept.slice(-1) }, [])
  expect(startsOf(few).map(({ start }) => start.label)).toEqual(['step 190'])
})
