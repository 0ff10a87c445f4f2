import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { decodeLink } from '../config/link'
import { openBackend } from '../engine/backend'
import { runToEnd } from '../engine/run'
import { checksOf } from './checks'
import { coverageHistory, klHistory, snapshotAt } from './derive'
import type { Run } from './types'

async function runOf(link: string): Promise<Run> {
  const { config } = decodeLink(link)
  return { id: 1, colour: 1, config, changes: [], ...(await runToEnd(config)) }
}

/** The run as it would stand at another N. */
const at = (run: Run, N: number): Run => ({ ...run, config: { ...run.config, values: { ...run.config.values, N } } })

beforeAll(async () => {
  await openBackend('cpu', nodePlatform())
})

describe('live checks', () => {
  it.each([
    'T=200&every=20',
    'T=200&every=20&rule=normalized&H=128',
    'scenario=random-linear&T=100&every=10&H=5',
    'scenario=random-linear&T=100&every=10&H=64&rule=adam',
  ])('hold along %s at every N', async link => {
    const run = await runOf(link)
    for (const N of [1, 2, Math.E, 4, 16, 1024, 1e6]) {
      for (const snapshot of run.snapshots) {
        // With exact numbers nothing may lie above its bound; with estimates nothing beyond a band whose false-alarm
        // probability is 1e-6 for the run and each of the 7 N.
        for (const check of checksOf(at(run, N), snapshot, 1e-6)) {
          const sides = `${check.id} at N = ${N}, step ${snapshot.step}: ${check.left} against ${check.right}`
          expect(check.status, sides).not.toBe('broken')
          if (run.description?.weights && check.id !== '5.1') expect(check.status).not.toBe('undecided')
        }
      }
    }
  })

  it('say where a bound does not speak', async () => {
    const run = await runOf('T=20')
    const statuses = (N: number) =>
      Object.fromEntries(checksOf(at(run, N), run.snapshots[5]).map(c => [c.id, c.status]))
    expect(statuses(1)).toMatchObject({ 'D.1': 'not applicable', 'D.4': 'not applicable', 'D.10': 'not applicable' })
    expect(statuses(2)).toMatchObject({ 'D.1': 'holds', 'D.4': 'holds', 'D.10': 'not applicable' })
    // η = 0.003 is above 1/(2HB²) = 1/576.
    expect(statuses(16)).toMatchObject({ 'D.10': 'holds', '5.1': 'not applicable' })
  })

  it('bound the mean KL of SGD with a small enough step (Prop. 5.1)', async () => {
    const run = await runOf('T=2000&eta=0.0015')
    const check = checksOf(run, run.snapshots.at(-1)!).find(({ id }) => id === '5.1')!
    expect(check.status).toBe('holds')
    expect(check.right).toBeCloseTo(4 / (0.0015 * 2000) + 2 * 0.0015 * run.description!.inherentVariance!, 10)
  })

  it('see a run that breaks a bound', async () => {
    const run = await runOf('T=20')
    const [snapshot] = run.snapshots
    const broken = checksOf(run, { ...snapshot, kl: 0, hellinger: 0, pathKl: snapshot.pathKl.map(() => 0) })
    expect(broken.filter(({ status }) => status === 'broken').map(({ id }) => id)).toEqual(['D.1', 'D.10', 'D.4'])
    const tail = checksOf(run, { ...snapshot, kl: 1000 })
    expect(tail.find(({ id }) => id === 'D.3')!.status).toBe('broken')
  })
})

describe('the playhead', () => {
  it('shows the newest evaluation at or before its step', async () => {
    const run = await runOf('T=20&every=5')
    expect([null, 0, 4, 5, 19, 20, 99].map(step => snapshotAt(run, step)!.step)).toEqual([20, 0, 0, 5, 15, 20, 20])
    expect(snapshotAt({ ...run, snapshots: [] }, null)).toBeNull()
  })

  it('has one point of history per evaluation', async () => {
    const run = await runOf('T=20&every=5')
    expect(klHistory(run).map(({ step }) => step)).toEqual([0, 5, 10, 15, 20])
    const [first] = coverageHistory(run, 16)
    expect(first.value).toBeGreaterThan(0.99)
  })
})
