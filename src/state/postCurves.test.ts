import { describe, expect, it } from 'vitest'
import type { Description, Evaluation } from '../models/model'
import { coverageOf, modeMass, passHistory, passOf, reachedAt } from './postCurves'
import type { PostMoment } from './postMessages'

/** Two prompts of class 1, one of class 2; each has one right answer, and the second another wrong one. */
const measured = {
  candidates: {
    response: Uint32Array.of(0, 1, 1, 2),
    rewarded: Uint8Array.of(1, 1, 0, 1),
    complete: Uint8Array.of(1, 1, 1),
  },
  strata: [
    { mass: 0.9, samples: 2 },
    { mass: 0.1, samples: 1 },
  ],
  weights: Float64Array.of(0.45, 0.45, 0.1),
} as unknown as Description

function evaluation(...masses: number[]): Evaluation {
  const logProbs = Float32Array.from(masses, Math.log)
  return {
    candidates: { logProbs },
    logRatios: Float32Array.of(0, Math.log(4), Math.log(20)),
  } as unknown as Evaluation
}

const moments = [evaluation(0.5, 0.4, 0.3, 0.1), evaluation(0.5, 0.4, 0.3, 0.6)].map(
  (one, i) => ({ step: 5 * i, evaluation: one }) as PostMoment,
)

describe('Pass@N in post-training', () => {
  it('is that of one class or of all by their masses, at any N', () => {
    const [{ evaluation: first }] = moments
    expect(passOf(measured, first, 1, 0)?.value).toBeCloseTo(0.45, 6)
    expect(passOf(measured, first, 1, 1)?.value).toBeCloseTo(0.1, 6)
    expect(passOf(measured, first, 1, 'all')?.value).toBeCloseTo(0.9 * 0.45 + 0.1 * 0.1, 6)
    expect(passOf(measured, first, 8, 1)?.value).toBeCloseTo(1 - 0.9 ** 8, 6)
    expect(passOf({ ...measured, candidates: null }, first, 1, 'all')).toBeNull()
  })

  it('makes a curve, and that has a first step at the level', () => {
    const history = passHistory(measured, moments, 1, 1)
    expect(history.map(({ step }) => step)).toEqual([0, 5])
    expect(reachedAt(history, 0.5)).toBe(5)
    expect(reachedAt(history, 0.1 - 1e-6)).toBe(0)
    expect(reachedAt(history, 0.7)).toBeNull()
  })
})

it('reads coverage off the held-out responses', () => {
  expect(coverageOf(measured, moments[0].evaluation, 4)).toBeCloseTo(0.55, 12)
  expect(coverageOf(measured, moments[0].evaluation, 16)).toBeCloseTo(0.1, 12)
})

it('averages what is left of the likeliest responses over the prompts', () => {
  const modeLogProbs = Float64Array.of(Math.log(0.5), Math.log(0.25))
  expect(modeMass({ modeLogProbs }, [0.2, 0.8])).toBeCloseTo(0.3, 12)
  expect(modeMass({ modeLogProbs: null }, [1])).toBeNull()
})
