import { expect, it } from 'vitest'
import { defaultConfig } from '../../../config/settings'
import type { ShippedCheckpoint, ShippedFile } from '../../../engine/shipped'
import type { Snapshot } from '../../../engine/snapshot'
import type { Run } from '../../../state/types'
import { startRows } from './starts'

function shipped(name: string, link: string, steps: number): ShippedCheckpoint {
  const file = { file: `${name}.safetensors`, link, steps } as ShippedFile
  return { name, shipped: file, theta: async () => new Float32Array() }
}

const pretrained = shipped('pre', '?v=1&scenario=graph-two-rules&phase=pre-training', 14_000)
const tuned = shipped('tuned', '?v=1&scenario=graph-two-rules', 120)

const snapshot = { kl: 1.25, logRatios: Float32Array.of(0, 0, 0, Math.log(7)) } as unknown as Snapshot
const run = {
  config: defaultConfig('graph-two-rules'),
  origin: null,
  shipped: pretrained.shipped,
  description: { weights: null, candidates: null },
  snapshots: [snapshot],
} as unknown as Run
const start = {
  kept: { index: 0, step: 0, theta: new Float32Array() },
  roles: ['leastKl', 'zero'] as const,
  snapshot,
  insteadOf: [1200],
}

it('lists the run’s own checkpoints with their measures, then those that ship and are none of them', () => {
  const [own, other, ...rest] = startRows(run, [start], [pretrained, tuned], 6)
  expect(rest).toEqual([])
  expect(own).toMatchObject({
    ids: ['leastKl', 'zero'],
    title: 'Step 0',
    note: 'least KL, the start, ships with the lab; of step 1,200 only this is kept',
    measures: ['1.25', '0.25', '–'],
  })
  expect(other).toMatchObject({
    ids: ['tuned'],
    title: 'Fine-tuning step 120',
    measures: null,
    asked: { name: 'fine-tuning step 120', label: 'fine-tuning step 120, ships with the lab', theta: tuned.theta },
  })
})

it('lists all that ship where the run began from something else', () => {
  const forked = { ...run, origin: {} as NonNullable<Run['origin']> }
  const rows = startRows(forked, [start], [pretrained, tuned], 6)
  expect(rows.map(({ title }) => title)).toEqual(['Step 0', 'Pre-training step 14,000', 'Fine-tuning step 120'])
  expect(rows[0].note).not.toContain('ships')
  expect(rows.map(({ usual }) => usual)).toEqual([true, true, true])
  // A run that has gone on has checkpoints of its own to compare.
  const trained = startRows({ ...forked, snapshots: [snapshot, snapshot] }, [start], [pretrained, tuned], 6)
  expect(trained.map(({ usual }) => usual)).toEqual([true, false, false])
})

it('chooses the start only as long as there is nothing else', () => {
  const zero = { ...start, roles: ['zero'] as const, insteadOf: [] }
  const [own] = startRows(run, [zero], [pretrained], 6)
  expect(own).toMatchObject({ note: 'the start, ships with the lab', usual: true })
  expect(own.asked.label).toBe('step 0, the start')
  const [later] = startRows({ ...run, snapshots: [snapshot, snapshot] }, [zero], [pretrained], 6)
  expect(later.usual).toBe(false)
})
