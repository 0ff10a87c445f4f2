import { describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { decodeLink } from '../../config/link'
import { postDefaults } from '../../config/postTraining'
import { shapeOf } from '../../config/shape'
import { coverageCoefficient, modeLogProbs, pickSuccess, REWARDED } from '../../coverage/sharpening'
import { offsetTournament } from '../../coverage/tournament'
import { held } from '../../kernels/held'
import { parameterCount } from '../../models/transformer/layout'
import { Stream } from '../../random/streams'
import type { FromPostWorker, PostRequest } from './protocol'
import { PostTrainingSession } from './session'

const GRAPHS = 'scenario=graph-horizon&H=2&W=2&width=8&layers=1&heads=1&K=2&M=64&T=3&backend=wasm'
const LINEAR = 'scenario=random-linear&H=4&V=3&d=4&X=3&c=1&backend=wasm'

const draws = new Stream(8, 'evaluation')

function request(
  kind: PostRequest['kind'],
  link: string,
  changes: Record<string, number> = {},
  starts = 2,
): PostRequest {
  const { config } = decodeLink(link)
  const shape = shapeOf(config)
  const P = shape ? parameterCount(shape) : config.values.d
  const small = { prompts: 4, group: 4, picks: 8, steps: 4, evaluate: 2 }
  return {
    kind,
    config,
    starts: Array.from({ length: starts }, (_, s) => ({
      label: `start ${s}`,
      theta: Float32Array.from({ length: P }, (_, i) => 0.4 * draws.normal(s, 0, i)),
    })),
    settings: { ...postDefaults(config.model), ...small, ...changes },
  }
}

function open() {
  const said: FromPostWorker[] = []
  let heard = () => {}
  const session = new PostTrainingSession(nodePlatform(), message => {
    said.push(message)
    heard()
  })
  const until = async (type: FromPostWorker['type'], job: number) => {
    while (!said.some(message => message.type === type && (message.type === 'opened' || message.job === job))) {
      await new Promise<void>(resolve => {
        heard = resolve
      })
    }
  }
  const of = <T extends FromPostWorker['type']>(type: T) =>
    said.filter((message): message is Extract<FromPostWorker, { type: T }> => message.type === type)
  return { session, said, until, of }
}

describe('a session of post-training', () => {
  it.each([
    ['rl', GRAPHS],
    ['sharpen', GRAPHS],
    ['sharpen', LINEAR],
    ['sharpen', 'scenario=pivotal-tokens&model=transformer&H=4&P=2&width=8&layers=1&heads=1&M=64&backend=wasm'],
  ] as const)('trains by %s on %s, start beside start', async (kind, link) => {
    const { session, until, of } = open()
    session.receive({ type: 'begin', job: 1, ...request(kind, link) })
    await until('finished', 1)
    expect(of('snapshot').map(({ start, snapshot }) => [start, snapshot.step])).toEqual([
      [0, 0],
      [1, 0],
      [0, 2],
      [1, 2],
      [0, 4],
      [1, 4],
    ])
    expect(of('described')).toHaveLength(1)
    for (const { snapshot } of of('snapshot')) {
      expect(snapshot.entropy).toBeGreaterThan(0)
      if (snapshot.step === 0) expect(Math.abs(snapshot.klToStart)).toBeLessThan(1e-6)
      else expect(snapshot.klToStart).toBeGreaterThanOrEqual(0)
    }
    const [first, last] = [of('progress')[0], of('progress').at(-1)!]
    expect(first.done).toBeLessThan(last.done)
    expect(last.done).toBe(1)
  })

  it('ranks responses, and what it ranks is what sharpening starts from', async () => {
    for (const link of [GRAPHS, LINEAR]) {
      const { session, until, of } = open()
      session.receive({ type: 'begin', job: 1, ...request('sharpness', link) })
      await until('finished', 1)
      session.receive({ type: 'begin', job: 2, ...request('sharpen', link) })
      await until('finished', 2)
      const ranked = of('ranked')
      expect(ranked.map(({ job, start }) => [job, start])).toEqual([
        [1, 0],
        [1, 1],
        [2, 0],
        [2, 1],
      ])
      expect(ranked[2].ranked).toEqual(ranked[0].ranked)
      const modes = modeLogProbs(ranked[0].ranked)
      of('snapshot')[0].snapshot.modeLogProbs!.forEach((log, x) => {
        expect(log).toBeCloseTo(modes[x], 4)
      })
      expect(ranked[0].ranked.masses.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 10)
      expect(coverageCoefficient(modes, ranked[0].ranked.masses)).toBeGreaterThan(1)
      if (link === GRAPHS) {
        const { low, high } = pickSuccess(ranked[0].ranked, REWARDED, 4)
        expect(low).toBeLessThanOrEqual(high)
      }
    }
  })

  it('scores what every checkpoint writes, for the offset tournament', async () => {
    for (const link of [GRAPHS, LINEAR]) {
      const { session, until, of } = open()
      session.receive({ type: 'begin', job: 1, ...request('onPolicy', link, {}, 3) })
      await until('finished', 1)
      const [{ scores }] = of('onPolicy')
      expect(scores.own).toHaveLength(3)
      expect(scores.exact).toBe(link === LINEAR)
      const { onPolicy } = offsetTournament(scores.own[0], scores.own, 2, 0.5)
      onPolicy.forEach((shares, i) => {
        // Markov: what a candidate writes is N times as likely under another with probability 1/N at most.
        expect(shares[i]).toBe(0)
        for (const share of shares) expect(share).toBeLessThanOrEqual(link === LINEAR ? 0.5 : 1)
      })
    }
  })

  it('pauses between steps, goes on, and is cancelled at once', async () => {
    const { session, said, until, of } = open()
    session.receive({ type: 'begin', job: 1, ...request('rl', GRAPHS, { steps: 5000, evaluate: 1 }) })
    await until('snapshot', 1)
    const during = held()
    session.receive({ type: 'pause' })
    await until('paused', 1)
    const count = said.length
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(said).toHaveLength(count)
    session.receive({ type: 'resume' })
    while (said.length === count) await new Promise(resolve => setTimeout(resolve, 5))
    session.receive({ type: 'cancel' })
    await until('cancelled', 1)
    expect(of('finished')).toEqual([])
    // Parameters and Adam's memory of two starts in training, and their two base models.
    expect(during.tensors - held().tensors).toBeGreaterThanOrEqual(6)
    expect(during.kernels - held().kernels).toBe(2)
  })

  it('gives a job up for a newer one', async () => {
    const { session, until, of } = open()
    session.receive({ type: 'begin', job: 1, ...request('rl', GRAPHS, { steps: 5000 }) })
    await until('snapshot', 1)
    session.receive({ type: 'pause' })
    session.receive({ type: 'begin', job: 2, ...request('sharpen', LINEAR) })
    await until('finished', 2)
    expect(of('cancelled')).toEqual([{ type: 'cancelled', job: 1 }])
  })

  it.each([
    ['rl', LINEAR, {}, 'Reinforcement is for scenarios whose responses are rewarded: graph search.'],
    ['rl', GRAPHS, { etaPost: 2 }, 'etaPost is 2; it must be a number from 0.0000001 to 1.'],
    ['rl', GRAPHS, { group: 1 }, 'group is 1; it must be a whole number from 2 to 64.'],
    ['rl', GRAPHS, { nonsense: 1 }, 'Post-training has no setting "nonsense".'],
    [
      'sharpen',
      'scenario=bernoulli',
      {},
      'The models of this scenario have no gradient, so they cannot be fine-tuned.',
    ],
  ] as const)('refuses %s on %s with %o', async (kind, link, changes, message) => {
    const { session, until, of } = open()
    const asked = request(kind, link, changes)
    const starts = link === 'scenario=bernoulli' ? [{ label: '', theta: Float64Array.of(0.3) }] : asked.starts
    session.receive({ type: 'begin', job: 1, ...asked, starts })
    await until('failed', 1)
    expect(of('failed')[0].message).toBe(message)
  })

  it('refuses checkpoints of other models, and none at all', async () => {
    const { session, until, of } = open()
    const asked = request('rl', GRAPHS)
    session.receive({ type: 'begin', job: 1, ...asked, starts: [] })
    session.receive({ type: 'begin', job: 2, ...asked, starts: [{ label: 'mine', theta: new Float32Array(3) }] })
    await until('failed', 2)
    expect(of('failed').at(-1)!.message).toMatch(/^The checkpoint “mine” has 3 parameters; the model has \d+\.$/)
    session.receive({ type: 'begin', job: 3, ...asked, starts: [] })
    await until('failed', 3)
    expect(of('failed').at(-1)!.message).toBe('Post-training needs at least one checkpoint to start from.')
  })
})
