import { expect, it } from 'vitest'
import { decodeLink } from '../config/link'
import { coverageAt } from '../coverage/profile'
import { runToEnd } from '../engine/run'
import { profileOf } from './derive'
import { packed } from './packing'
import type { Run } from './types'

const { config } = decodeLink('T=64&every=8&H=16&backend=cpu')
const { description, snapshots } = await runToEnd(config)
const run: Run = {
  id: 1,
  colour: 1,
  config,
  description,
  estimate: null,
  snapshots,
  checkpoints: snapshots.map(({ checkpoint }, index) => ({ ...checkpoint, index })),
  origin: null,
  shipped: null,
  changes: [],
  pinned: false,
}
const bytesOf = (array: ArrayBufferView) => array.buffer.byteLength

it('keeps a small run as it is', () => {
  expect(packed(run).snapshots).toEqual(snapshots)
})

it('keeps of a run that is too large every other evaluation whole, and of those between the profile alone', () => {
  const whole = snapshots.reduce((sum, { logRatios }) => sum + bytesOf(logRatios), 0)
  const { snapshots: kept } = packed(run, 0.7 * whole)
  expect(kept.map(({ logRatios }) => logRatios.length > 0)).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1].map(Boolean))
  for (const [i, { stated }] of kept.entries()) {
    if (!stated) continue
    const profile = profileOf(run, snapshots[i])
    for (const [j, N] of stated.Ns.entries()) expect(stated.shares[j]).toBe(coverageAt(profile, N))
  }
  // Nothing that is left holds on to the memory of what is not kept, with which it was in one piece.
  const [before, after] = [snapshots[1], kept[1]].map(({ klByPosition }) => klByPosition)
  expect(bytesOf(before)).toBeGreaterThan(before.byteLength)
  expect(after).toEqual(before)
  expect(bytesOf(after)).toBe(after.byteLength)
})
