import { expect, it } from 'vitest'
import type { Snapshot } from '../engine/snapshot'
import { evenlySpaced, leastKl, tournamentPick } from './selection'
import type { Run } from './types'

it('spaces candidates evenly, ends included', () => {
  expect(evenlySpaced(3, 40)).toEqual([0, 1, 2])
  expect(evenlySpaced(9, 3)).toEqual([0, 4, 8])
  const many = evenlySpaced(1501, 40)
  expect(many).toHaveLength(40)
  expect(new Set(many).size).toBe(40)
  expect([many[0], many[39]]).toEqual([0, 1500])
})

/** Only what selection reads. */
function runOf(logRatios: readonly (readonly number[])[], kl: readonly number[]): Run {
  const snapshots = logRatios.map((row, i) => ({ step: 10 * i, kl: kl[i], logRatios: Float32Array.from(row) }))
  const weights = Float64Array.of(0.9, 0.1)
  return { snapshots, description: { weights, responses: 2 } } as unknown as Run
}

it('picks by the tail what KL does not pick', () => {
  // The last checkpoint has the least KL, but gives the rare response a tenth of what the middle one gives it.
  const run = runOf(
    [
      [3, 3],
      [1, 1],
      [0.1, 3.4],
    ],
    [3, 1, 0.43],
  )
  expect(leastKl(run.snapshots)?.step).toBe(20)
  expect(tournamentPick(run, 4)).toMatchObject({ snapshot: { step: 10 }, N: 4, compared: 3, of: 3 })
})

it('picks nothing before the first evaluation', () => {
  expect(leastKl([])).toBeNull()
  expect(tournamentPick(runOf([], []), 4)).toBeNull()
})

it('takes a response that no checkpoint can write for no argument', () => {
  const run = runOf(
    [
      [Number.POSITIVE_INFINITY, 2],
      [Number.POSITIVE_INFINITY, 0],
    ],
    [1, 1],
  )
  expect(tournamentPick(run as { snapshots: readonly Snapshot[] } & Run, 4)?.snapshot.step).toBe(10)
})
