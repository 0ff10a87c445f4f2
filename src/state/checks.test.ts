import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { decodeLink } from '../config/link'
import { answerRatios, TWO_DERIVATIONS } from '../coverage/answers'
import { klBound } from '../coverage/bounds'
import { coverageAt, coverageProfile } from '../coverage/profile'
import { openBackend } from '../engine/backend'
import { runToEnd } from '../engine/run'
import type { Snapshot } from '../engine/snapshot'
import { answerCheck, checksOf } from './checks'
import { coverageHistory, klHistory, profileOf, snapshotAt } from './derive'
import type { Run } from './types'

async function runOf(link: string): Promise<Run> {
  const { config } = decodeLink(link)
  return {
    id: 1,
    colour: 1,
    config,
    changes: [],
    checkpoints: [],
    origin: null,
    pinned: false,
    estimate: null,
    shipped: null,
    ...(await runToEnd(config)),
  }
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
    'scenario=steep-prompts&T=20&every=4',
    'scenario=slow-prompts&T=400&every=80',
    'scenario=bernoulli&T=20',
    'scenario=rare-prompt&T=2',
    'scenario=rare-prompt&decode=ttt&T=2&H=10',
    'scenario=rare-prompt&decode=ttt&rule=token&seen=draw&T=40&every=8',
    'scenario=pivotal-tokens&T=10&H=10&P=4&n=6',
    'scenario=pivotal-tokens&T=5&n=6&M=200',
    'scenario=pivotal-tokens&model=transformer&T=20&every=5&H=4&P=2&K=4&M=64&width=8&heads=1&eta=0.01',
    'scenario=orthonormal&T=10&M=200',
    'scenario=missing-mass&T=20',
    'scenario=fine-rate&T=20',
    'scenario=misspecified&T=10&rule=tournament',
    'scenario=random-linear&T=20&every=5&H=5&rule=token&decode=ttt',
    'scenario=random-linear&T=20&every=5&rule=distill&M=200',
  ])('hold along %s at every N', async link => {
    const run = await runOf(link)
    for (const N of [1, 2, Math.E, 4, 16, 1024, 1e6]) {
      for (const snapshot of run.snapshots) {
        // With exact numbers nothing may lie above its bound; with estimates nothing beyond a band whose false-alarm
        // probability is 1e-6 for the run and each of the 7 N.
        for (const check of checksOf(at(run, N), snapshot, 1e-6)) {
          const sides = `${check.id} at N = ${N}, step ${snapshot.step}: ${check.left} against ${check.right}`
          expect(check.status, sides).not.toBe('broken')
          const isExact = run.description?.strata.length === 0
          if (isExact && check.id !== '5.1' && check.id !== '6.1') expect(check.status, sides).not.toBe('undecided')
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

  it('bound the mean KL of token-level SGD with test-time training (Thm 6.1)', async () => {
    const link = 'scenario=random-linear&rule=token&decode=ttt&H=5&T=60&K=2&every=6'
    const run = await runOf(link)
    const { eta, etaT, B } = run.config.values
    expect(etaT).toBe(eta)
    expect(eta).toBeLessThanOrEqual(1 / (2 * B ** 2))
    const check = checksOf(run, run.snapshots.at(-1)!).find(({ id }) => id === '6.1')!
    expect(check.status).toBe('holds')
    expect(check.right).toBeCloseTo(4 / (eta * 120) + 2 * eta * run.description!.inherentVariance!, 10)
    const other = await runOf(`${link}&etaT=0.5`)
    expect(checksOf(other, other.snapshots.at(-1)!).find(({ id }) => id === '6.1')!.status).toBe('not applicable')
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

describe('checks of what coverage is good for', () => {
  const check = (run: Run, snapshot: Snapshot, id: string) => checksOf(run, snapshot).find(check => check.id === id)!
  const broken = (run: Run, snapshot: Snapshot) =>
    checksOf(run, snapshot)
      .filter(({ status }) => status === 'broken')
      .map(({ id }) => id)

  it('have the regret of Best-of-N with one side of D.6 and one of D.7', async () => {
    const run = at(await runOf('scenario=random-linear&T=20&every=20&H=4'), 3)
    const { weights, prompt, promptNames } = run.description!
    for (const snapshot of run.snapshots) {
      let regret = 0
      promptNames.forEach((_, x) => {
        const own = [...prompt.keys()].filter(i => prompt[i] === x)
        const mass = own.reduce((sum, i) => sum + weights![i], 0)
        const rewarded = own.filter(i => Math.exp(snapshot.logRatios[i]) >= 6)
        const data = rewarded.reduce((sum, i) => sum + weights![i] / mass, 0)
        const model = rewarded.reduce((sum, i) => sum + weights![i] / mass / Math.exp(snapshot.logRatios[i]), 0)
        regret += mass * (data - 1 + (1 - model) ** 3)
      })
      expect(regret).toBeGreaterThan(0.001)
      expect(check(run, snapshot, 'D.6').left).toBeCloseTo(regret, 10)
      expect(check(run, snapshot, 'D.7').right).toBeCloseTo(regret, 10)
      expect(check(run, snapshot, 'D.7').left).toBe(coverageAt(profileOf(run, snapshot), 6) / 2)
    }
  })

  it('say where they do not speak', async () => {
    const exact = await runOf('T=20')
    for (const id of ['D.2', 'D.5', 'D.7']) {
      expect(check(at(exact, 1.9), exact.snapshots[0], id)).toMatchObject({ status: 'not applicable' })
      expect(check(at(exact, 2), exact.snapshots[0], id)).toMatchObject({ status: 'holds' })
    }
    // Nothing is under-weighted a million times at the end, and so there is no example of it.
    const end = (await runOf('T=200&every=200')).snapshots[1]
    expect(check(at(exact, 1e6), end, 'D.2').note).toContain('Cov_N > 0')
    // SGD covers next to nothing here, at any M.
    const steep = await runOf('scenario=steep-prompts&T=1')
    expect(check(steep, steep.snapshots[0], 'D.6')).toMatchObject({
      status: 'not applicable',
      note: 'It needs an M with Cov_M ≤ ½.',
    })
    const sampled = await runOf('scenario=random-linear&T=1&H=64')
    for (const id of ['D.6', 'D.7']) {
      const { status, note } = check(sampled, sampled.snapshots[0], id)
      expect([status, note]).toEqual(['not applicable', expect.stringContaining('every response')])
    }
    expect(check(sampled, sampled.snapshots[0], 'D.5').status).toBe('holds')
  })

  it('D.2 compares its own pair of distributions with the bound that D.1 has for it', async () => {
    const run = await runOf('T=200&every=100')
    for (const N of [2, 16, 1024]) {
      for (const snapshot of run.snapshots) {
        const { left, right: p, status, note } = check(at(run, N), snapshot, 'D.2')
        const coverage = coverageAt(profileOf(run, snapshot), N)
        if (coverage === 0) continue
        expect(p).toBe(Math.min(0.5, coverage))
        expect(status).toBe('holds')
        const kl = p * Math.log(N) + (1 - p) * Math.log((1 - p) / (1 - p / N))
        expect(left).toBeCloseTo(kl / (Math.log(N) - 0.5 + 1 / (2 * N)), 12)
        const factor = Number(note.match(/factor of (\d\.\d+)/)![1])
        expect(Math.abs(klBound(kl, N)! / left - factor)).toBeLessThan(0.006)
      }
    }
  })

  it('see responses that are not those of the profile, such as a buffer that was used again', async () => {
    const run = await runOf('T=200&every=200')
    const [first, last] = run.snapshots
    for (const snapshot of run.snapshots) expect(broken(run, snapshot)).toEqual([])
    // The profiles are sorted by now.
    first.logRatios.fill(0)
    expect(broken(run, first)).toEqual(['D.7'])
    last.logRatios.fill(30)
    expect(broken(run, last)).toEqual(['D.5', 'D.6'])
  })
})

describe('answerCheck', () => {
  const profile = (ratios: number[], weights: number[] | null = null) =>
    coverageProfile(Float64Array.from(ratios, Math.log), weights && Float64Array.from(weights))
  const answers = answerRatios(TWO_DERIVATIONS)
  const responses = profile([32, 14.4])

  it('holds where answers are under-weighted more often than responses, which the paper rules out', () => {
    const check = answerCheck(responses, coverageProfile(answers.logRatios, answers.weights), 16, 0)
    expect(check).toMatchObject({ id: '7.1', source: 'Sec. 7.1', status: 'holds' })
    expect(check.left).toBeCloseTo(1, 12)
    expect(check.right).toBeCloseTo(16 / 15, 12)
  })

  it('is broken by answers that their responses do not explain, unless a band does', () => {
    const covered = profile([4, 2])
    expect(answerCheck(covered, profile([100]), 16, 0)).toMatchObject({ left: 1, right: 0, status: 'broken' })
    expect(answerCheck(covered, profile([100]), 16, 0.1).status).toBe('broken')
    // The band leaves 0.1 to the answers and 0.1/(1 − 4/16) to the bound.
    for (const [mass, status] of [
      [0.23, 'undecided'],
      [0.24, 'broken'],
    ] as const) {
      expect(answerCheck(covered, profile([100, 1], [mass, 1 - mass]), 16, 0.1).status).toBe(status)
    }
  })

  it('does not speak without answers, or at N = 1', () => {
    expect(answerCheck(responses, null, 16, 0)).toMatchObject({
      status: 'not applicable',
      note: 'It needs responses that end in an answer.',
    })
    expect(answerCheck(responses, responses, 1, 0)).toMatchObject({ status: 'not applicable', note: 'It needs N > 1.' })
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
