import { describe, expect, test } from 'vitest'
import { defaultConfig } from '../config/settings'
import type { Estimate } from '../engine/estimate'
import { expectationOf } from './expectation'

const estimate: Estimate = {
  secondsPerStep: 0.01,
  evaluation: { seconds: 0.1, bytes: 1000, checkpointBytes: 100 },
  workerBytes: 50_000,
}

function runOf(T: number, every: number, known: Estimate | null = estimate) {
  const config = defaultConfig()
  return { config: { ...config, values: { ...config.values, T, every } }, estimate: known }
}

describe('what a run is about to take', () => {
  test('adds up its steps and evaluations, the one at step 0 and the one at T among them', () => {
    // Evaluations at 0, 40, 80 and 100.
    const { seconds, bytes } = expectationOf(runOf(100, 40), 'max')!
    expect(seconds).toBeCloseTo(100 * 0.01 + 4 * 0.1, 12)
    expect(bytes).toBe(50_000 + 4 * 1100)
  })

  test('is as long as the chosen speed makes it, where the machine could be faster', () => {
    expect(expectationOf(runOf(100, 50), '¼×')?.seconds).toBe(40)
    expect(expectationOf(runOf(100, 50), '1×')?.seconds).toBe(10)
  })

  test('counts no more checkpoints than are kept', () => {
    const large = { ...estimate, evaluation: { ...estimate.evaluation, checkpointBytes: 2 ** 24 } }
    expect(expectationOf(runOf(1000, 1, large), 'max')?.bytes).toBe(50_000 + 1001 * 1000 + 128 * 2 ** 20)
  })

  test('says so where the time is not known, and nothing before anything is', () => {
    expect(expectationOf(runOf(100, 40, { ...estimate, secondsPerStep: null }), '1×')?.seconds).toBeNull()
    expect(expectationOf(runOf(100, 40, null), '1×')).toBeNull()
  })
})
