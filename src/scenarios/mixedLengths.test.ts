import { describe, expect, it } from 'vitest'
import { type BestPoint, bestPoints } from '../../cli/mixedLengths'

/** The reduced grid: 4 seeds instead of the 16 of the table in docs/mixed-lengths.md. */
const lengths = [8, 32, 128]
const measured = lengths.map(H => bestPoints(H, ['sgd', 'normalized', 'sign'], 4))

const of = (rule: string, average: 'fifty' | 'every'): BestPoint[] => measured.map(points => points[rule][average])
const growth = (points: BestPoint[]) => points[2].coverage / points[0].coverage
const fall = (points: BestPoint[]) => points[0].eta / points[2].eta

describe('each rule at its best step size, over 50 evaluations spaced evenly from the first step on', () => {
  it('SGD’s average Cov_16 grows at least 5 times from H = 8 to 128, sign’s less than 2, normalized in between', () => {
    expect(growth(of('sgd', 'fifty'))).toBeGreaterThan(5)
    expect(growth(of('sign', 'fifty'))).toBeLessThan(2)
    expect(growth(of('normalized', 'fifty'))).toBeGreaterThan(growth(of('sign', 'fifty')))
    expect(growth(of('normalized', 'fifty'))).toBeLessThan(growth(of('sgd', 'fifty')))
  })

  it('SGD wins at H = 8 and loses at H = 128', () => {
    const [short, , long] = measured
    expect(short.sgd.fifty.coverage).toBeLessThan(short.sign.fifty.coverage)
    expect(short.sgd.fifty.coverage).toBeLessThan(short.normalized.fifty.coverage)
    expect(long.sgd.fifty.coverage).toBeGreaterThan(long.sign.fifty.coverage)
    expect(long.sgd.fifty.coverage).toBeGreaterThan(long.normalized.fifty.coverage)
  })

  it('SGD’s best step size falls at least 10 times, sign’s less than 8', () => {
    expect(fall(of('sgd', 'fifty'))).toBeGreaterThanOrEqual(10)
    expect(fall(of('sign', 'fifty'))).toBeLessThan(8)
    for (const points of [of('sgd', 'fifty'), of('sign', 'fifty')]) {
      for (const { atEdge } of points) expect(atEdge).toBe(false)
    }
  })
})

describe('over every single step', () => {
  // The 50 points give the first step a weight of 1/50 where it has 1/2000: the bound of 2 on sign’s growth rests on that.
  it('SGD still grows the most and sign the least, but sign more than 2 times', () => {
    expect(growth(of('sgd', 'every'))).toBeGreaterThan(5)
    expect(growth(of('sgd', 'every'))).toBeGreaterThan(growth(of('sign', 'every')))
    expect(growth(of('sign', 'every'))).toBeGreaterThan(2)
    expect(growth(of('normalized', 'every'))).toBeGreaterThan(growth(of('sign', 'every')))
  })
})
