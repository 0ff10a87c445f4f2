import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { deleteDB, openDB } from 'idb'
import { beforeEach, describe, expect, it } from 'vitest'
import { defaultConfig } from '../config/settings'
import type { RunDescription, Snapshot } from '../engine/snapshot'
import { openDeviceStorage } from './deviceStorage'
import { type KeptRun, makingRoom, PageStorage, type Storage } from './storage'

const exact = { exact: true, how: '' }
const description: RunDescription = {
  parameters: 1,
  responses: 3,
  weights: null,
  strata: [{ mass: 1, samples: 3 }],
  logTeacher: Float64Array.of(-1, -2, -3),
  prompt: Uint16Array.of(0, 0, 0),
  promptNames: ['x'],
  sentences: [],
  exactness: {
    kl: exact,
    crossEntropy: exact,
    coverage: exact,
    stoppedKl: exact,
    hellinger: exact,
    inherentVariance: exact,
  },
  teacherEntropy: 1,
  inherentVariance: null,
  featureNorm: null,
  longest: 2,
  optimum: null,
  landmarks: [],
  answers: null,
  candidates: null,
}

function snapshotOf(step: number, ratios: readonly number[], kl: number): Snapshot {
  return {
    step,
    samples: step,
    crossEntropy: kl,
    kl,
    klError: 0,
    hellinger: 0.5,
    supLogRatio: Number.POSITIVE_INFINITY,
    logRatios: Float32Array.from(ratios),
    pathKl: Float32Array.of(1, 2, 3),
    klByPosition: Float64Array.of(kl, kl),
    answerLogRatios: null,
    candidates: null,
    counts: null,
    seconds: 1,
  }
}

function runOf(key: string, changes: Partial<KeptRun> = {}): KeptRun {
  const last = snapshotOf(7, [0.5, 1, Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY)
  const fixed = { visit: 'v', file: null, backend: 'CPU', version: '0', changes: [], origin: null, bytes: 1000 }
  return { key, saved: 1, pinned: false, config: defaultConfig(), description, last, ...fixed, ...changes }
}

const evaluations = (run: KeptRun) => ({
  snapshots: [run.last],
  checkpoints: [{ index: 0, step: 7, theta: Float32Array.of(1, 2) }],
})

let storage: Storage
beforeEach(async () => {
  await deleteDB('coverage-lab', { blocked: () => {} })
  storage = await openDeviceStorage()
})

describe('what is kept on the device', () => {
  it('comes back as it was, typed arrays and infinities included', async () => {
    const numbers = fc.float({ noNaN: true })
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.array(numbers, { minLength: 3, maxLength: 3 }),
        fc.oneof(fc.double({ noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)),
        fc.boolean(),
        async (key, ratios, kl, pinned) => {
          const run = runOf(key, { last: snapshotOf(3, ratios, kl), pinned })
          await storage.put(run, evaluations(run))
          const { kept, damaged } = await storage.runs()
          expect(damaged).toBe(0)
          expect(kept.find(one => one.key === key)).toEqual(run)
          expect(await storage.evaluations(key)).toEqual(evaluations(run))
          await storage.remove([key])
          expect(await storage.evaluations(key)).toBeNull()
        },
      ),
      { numRuns: 50, seed: 1 },
    )
  })

  it('leaves the runs of another page alone', async () => {
    const other = await openDeviceStorage()
    await Promise.all(['a', 'b'].map((key, i) => [storage, other][i].put(runOf(key), evaluations(runOf(key)))))
    expect((await storage.runs()).kept.map(({ key }) => key).sort()).toEqual(['a', 'b'])
  })

  it('drops a damaged record and keeps the others', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await storage.put(runOf(key), evaluations(runOf(key)))
    const database = await openDB('coverage-lab')
    await database.put('runs', { ...runOf('b'), shelf: [1, 1, 0], last: 'torn' })
    await database.put('runs', { ...runOf('c'), shelf: [1, 1, 0], config: { ...defaultConfig(), scenario: 'lost' } })
    await database.put('evaluations', { snapshots: [snapshotOf(7, [0, Number.NaN, 1], 1)], checkpoints: [] }, 'd')
    database.close()
    const { kept, damaged } = await storage.runs()
    expect(kept.map(({ key }) => key)).toEqual(['a', 'd'])
    expect(damaged).toBe(2)
    expect(await storage.evaluations('d')).toBeNull()
    expect((await storage.runs()).damaged).toBe(0)
  })

  it('makes room: the oldest that are not pinned go', async () => {
    const large = 20 * 2 ** 20
    await storage.put(runOf('pinned', { saved: 1, bytes: large, pinned: true }), evaluations(runOf('pinned')))
    await storage.put(runOf('old', { saved: 2, bytes: large }), evaluations(runOf('old')))
    await storage.put(runOf('new', { saved: 3, bytes: large }), evaluations(runOf('new')))
    expect(await storage.put(runOf('newest', { saved: 4, bytes: large }), evaluations(runOf('newest')))).toEqual([
      'old',
    ])
    expect((await storage.runs()).kept.map(({ key }) => key).sort()).toEqual(['new', 'newest', 'pinned'])
    expect(await storage.evaluations('old')).toBeNull()
  })

  it('keeps sessions and outcomes, the newest of many, and clears all of it', async () => {
    const session = {
      saved: 0,
      link: 'v=1',
      speed: 'max' as const,
      playhead: 3,
      rival: null,
      overlays: [{ key: 'a', pinned: true }],
    }
    const checkpoint = { step: 7, theta: Float32Array.of(1), slots: [Float32Array.of(2)] }
    const run = { key: 'a', checkpoint, origin: null, shipped: null }
    for (let i = 0; i < 10; i++) await storage.putSession({ ...session, tab: `t${i}`, saved: i, run })
    const { kept } = await storage.sessions()
    expect(kept.map(({ tab }) => tab)).toEqual(['t2', 't3', 't4', 't5', 't6', 't7', 't8', 't9'])
    expect(kept[0].run).toEqual(run)
    const measures = { meanKl: Number.POSITIVE_INFINITY } as never
    const outcome = { measures, facts: null, history: null, failure: 'It failed.' }
    await storage.putOutcomes([{ key: 'k', saved: 1, backend: 'CPU', version: '0', outcome }])
    expect((await storage.outcomes()).kept[0].outcome).toEqual(outcome)
    await storage.clear()
    const left = await Promise.all([storage.runs(), storage.sessions(), storage.outcomes()])
    expect(left).toEqual(Array.from({ length: 3 }, () => ({ kept: [], damaged: 0 })))
  })

  it('is refused where a newer version of the lab has left its own', async () => {
    await deleteDB('coverage-lab', { blocked: () => {} })
    ;(await openDB('coverage-lab', 99)).close()
    await expect(openDeviceStorage()).rejects.toThrow()
    await deleteDB('coverage-lab')
  })
})

describe('room', () => {
  const shelved = (key: string, saved: number, pinned = false) => ({ key, saved, bytes: 10, pinned })

  it('is made by the fewest, and never by the newest', () => {
    const all = [shelved('a', 1, true), shelved('b', 2), shelved('c', 3), shelved('d', 4)]
    expect(makingRoom(all, 40, 4)).toEqual([])
    expect(makingRoom(all, 30, 4)).toEqual(['b'])
    expect(makingRoom(all, 10, 4)).toEqual(['b', 'c', 'a'])
    expect(makingRoom(all, 0, 0)).toEqual(['b', 'c', 'a'])
    expect(makingRoom(all, 100, 3)).toEqual(['b'])
  })

  it('is kept in the page in the same way where the device keeps nothing', async () => {
    const page = new PageStorage()
    await page.put(runOf('a', { saved: 1, bytes: 50e6 }), evaluations(runOf('a')))
    expect(await page.put(runOf('b', { saved: 2, bytes: 50e6 }), evaluations(runOf('b')))).toEqual(['a'])
    expect((await page.runs()).kept).toHaveLength(1)
    expect(await page.evaluations('a')).toBeNull()
  })
})
