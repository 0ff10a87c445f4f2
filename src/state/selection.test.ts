import { expect, it } from 'vitest'
import type { Snapshot } from '../engine/snapshot'
import { evenlySpaced, leastKl, outdated, tournamentPick } from './selection'
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

it('knows a pick of fewer checkpoints or of another N from the one that belongs here', () => {
  const early = runOf([[3, 3]], [3])
  const late = runOf(
    [3, 1].map(R => [R, R]),
    [3, 1],
  )
  const pick = tournamentPick(early, 4)!
  expect(outdated(pick, early, 4)).toBe(false)
  expect(outdated(pick, late, 4)).toBe(true)
  expect(outdated(pick, early, 8)).toBe(true)
  tournamentPick(late, 4)
  expect(outdated(pick, late, 4)).toBe(true)
  expect(outdated(tournamentPick(late, 4)!, late, 4)).toBe(false)
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
