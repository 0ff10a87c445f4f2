import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../config/settings'
import { logProbabilities } from '../models/linear/logProbabilities'
import { createSampler } from '../models/sequences/sampler'
import { isLanguage, isLinear } from '../models/task'
import { Stream } from '../random/streams'
import { SCENARIOS } from './registry'

/** Upper 1e-5 point of chi-square, by Wilson and Hilferty's cube-root approximation. */
function chiSquareLimit(degrees: number): number {
  const z = 4.265
  const c = 2 / (9 * degrees)
  return degrees * (1 - c + z * Math.sqrt(c)) ** 3
}

const tables = SCENARIOS.flatMap(scenario => {
  const { values } = defaultConfig(scenario.id)
  const build = () => scenario.build(values)
  const task = build()
  return isLanguage(task) ? [] : [[scenario.id, values, task, build] as const]
})

describe.each(tables)('%s', (_, values, task, build) => {
  const V = task.vocabulary

  it('has a teacher and prompts that are probability distributions', () => {
    expect(task.prompts.reduce((sum, { mass }) => sum + mass, 0)).toBeCloseTo(1, 12)
    for (let row = 0; row < task.teacher.length; row += V) {
      const total = task.teacher.subarray(row, row + V).reduce((sum, logProb) => sum + Math.exp(logProb), 0)
      expect(total).toBeCloseTo(1, 12)
    }
  })

  it('keeps its features and its start within their bounds', () => {
    expect(task.next.every(state => state >= 0 && state < task.states)).toBe(true)
    if (!isLinear(task)) return
    for (let at = 0; at < task.features.length; at += task.dimension) {
      const norm = Math.hypot(...task.features.subarray(at, at + task.dimension))
      expect(norm).toBeLessThanOrEqual(values.B * (1 + 1e-12))
    }
    expect(Math.hypot(...task.start)).toBeLessThanOrEqual(1 + 1e-12)
  })

  it('has the teacher for its optimum, where it names one', () => {
    if (!isLinear(task) || !task.optimum) return
    const logProbs = logProbabilities(task, task.optimum)
    task.teacher.forEach((logProb, cell) => {
      expect(logProbs[cell]).toBeCloseTo(logProb, 12)
    })
  })

  it('is built again bit for bit', () => {
    const again = build()
    if (isLanguage(again) || isLinear(again) || isLinear(task)) {
      expect(again).toEqual(task)
      return
    }
    const { models, ...rest } = task
    expect(again).toMatchObject(rest)
    expect(again.models.logProbabilities(models.start)).toEqual(models.logProbabilities(models.start))
  })

  // False-alarm probability 1e-5 for each of the two tests; the seed is fixed.
  it('samples prompts and tokens from μ and π_D', () => {
    const count = 20_000
    const sampler = createSampler(task)
    const visits = sampler.visits(new Stream(20260101, 'data'), 0, count)
    let tokens = 0
    let degrees = 0
    for (let row = 0; row < visits.length; row += V) {
      const total = visits.subarray(row, row + V).reduce((sum, n) => sum + n, 0)
      const expected = Array.from(task.teacher.subarray(row, row + V), logProb => total * Math.exp(logProb))
      // Rare tokens share one class, so that every class is expected at least ten times.
      const classes = expected.map((e, v) => ({ e, n: visits[row + v] }))
      const rare = classes.filter(({ e }) => e < 10)
      const merged = [...classes.filter(({ e }) => e >= 10)]
      const pooled = rare.reduce((sum, { e, n }) => ({ e: sum.e + e, n: sum.n + n }), { e: 0, n: 0 })
      if (pooled.e >= 10) merged.push(pooled)
      else if (merged.length > 0) merged[0] = { e: merged[0].e + pooled.e, n: merged[0].n + pooled.n }
      if (merged.length < 2) continue
      tokens += merged.reduce((sum, { e, n }) => sum + (n - e) ** 2 / e, 0)
      degrees += merged.length - 1
    }
    expect(degrees).toBeGreaterThan(0)
    expect(tokens).toBeLessThan(chiSquareLimit(degrees))

    // A single prompt leaves nothing to test.
    if (task.prompts.length === 1) return
    const prompts = new Float64Array(task.prompts.length)
    for (const x of sampler.responses(new Stream(20260101, 'evaluation'), 0, count, '').prompt) prompts[x]++
    const statistic = task.prompts.reduce(
      (sum, { mass }, x) => sum + (prompts[x] - count * mass) ** 2 / (count * mass),
      0,
    )
    expect(statistic).toBeLessThan(chiSquareLimit(task.prompts.length - 1))
  })
})
