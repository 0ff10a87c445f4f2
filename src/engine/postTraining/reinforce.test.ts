import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { postDefaults } from '../../config/postTraining'
import { successProbabilities } from '../../coverage/passEstimates'
import { held } from '../../kernels/held'
import { parameterCount } from '../../models/transformer/layout'
import { scoreAll, weightedGradient } from '../../models/transformer/policy'
import { openReader } from '../../models/transformer/readers'
import type { TaughtSequence, TokenTask } from '../../models/transformer/task'
import { Stream } from '../../random/streams'
import { groupAdvantages, klWeights } from '../../training/policyGradient'
import { openBackend } from '../backend'
import type { PostSnapshot } from './protocol'
import { reinforcement } from './reinforce'
import { postTrain } from './trainee'

const draws = new Stream(6, 'evaluation')
const every = Array.from({ length: 9 }, (_, y) => [Math.floor(y / 3), y % 3])

/** A response of two of three tokens is right where they differ in the way that the class asks for. */
const right = (c: number, [i, j]: readonly number[]) => (c === 0 ? i === j : j === (i + 1) % 3)

function taught(c: number, prompt: readonly number[]): TaughtSequence {
  const rewarded = every.filter(response => right(c, response))
  const candidates = rewarded.map(response => ({
    response,
    kind: 0,
    rewarded: true,
    probability: 1 / rewarded.length,
  }))
  return {
    tokens: [...prompt, ...rewarded[0]],
    responseFrom: prompt.length,
    teacher: rewarded[0].map((token, h) =>
      h === 0 ? [0, 1, 2].map(any => ({ token: any, probability: 1 / 3 })) : [{ token, probability: 1 }],
    ),
    answers: {
      candidates,
      complete: false,
      options: [
        [0, 1, 2],
        [0, 1, 2],
      ],
      verdict: response => (right(c, response) ? 'rewarded' : 'valid'),
    },
  }
}

const task: TokenTask = {
  shape: { vocabulary: 3, context: 5, width: 8, layers: 1, heads: 2 },
  tokens: ['0', '1', '2'],
  classes: [
    { name: 'equal', mass: 0.7 },
    { name: 'next', mass: 0.3 },
  ],
  kinds: ['any'],
  training: () => ({ tokens: [], responseFrom: 0 }),
  heldOut: (c, m) => taught(c, [c, draws.uint32(c, m, 0) % 3]),
  fresh: (seed, c, step, k) => taught(c, [c, new Stream(seed, 'postPrompts').uint32(step, k, c) % 3]),
}

const P = parameterCount(task.shape)
/** Larger than a start's, so that next tokens depend on all before them. */
const parameters = (of: number) => Float32Array.from({ length: P }, (_, i) => 0.5 * draws.normal(90, of, i))
const settings = { ...postDefaults('transformer'), prompts: 6, group: 4, etaPost: 0.01, steps: 20, evaluate: 5 }
const none = async () => {}

beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
})

async function trained(thetas: readonly Float32Array[], changes: Record<string, number> = {}) {
  const own = { ...settings, ...changes }
  const starts = thetas.map((theta, i) => ({ label: String(i), theta }))
  const snapshots: PostSnapshot[][] = thetas.map(() => [])
  const cohort = reinforcement(task, starts, own, 12, 0)
  await postTrain(cohort, own, { between: none, snapshot: (start, snapshot) => snapshots[start].push(snapshot) })
  const { candidates, prompt } = cohort.description.measured
  const passAt1 = (snapshot: PostSnapshot, c: number) => {
    const successes = successProbabilities(candidates!, snapshot.evaluation.candidates!.logProbs, 'rewarded')!
    const ofClass = successes.filter((_, i) => prompt[i] === c)
    return ofClass.reduce((sum, p) => sum + p, 0) / ofClass.length
  }
  return { snapshots, passAt1 }
}

const identity = (snapshots: readonly PostSnapshot[]) => snapshots.map(({ seconds: _, ...rest }) => rest)

describe('a step of reinforcement', () => {
  it('goes in expectation along the gradient of the reward, less that of the penalty', async () => {
    const [beta, G] = [0.4, 3]
    const prompt = [1, 0]
    const [theta, start] = [parameters(0), parameters(1)]
    const logsAt = async (at: Float32Array) => {
      const reader = openReader(task.shape, at)
      const [logs] = await scoreAll(reader, [prompt], [every], { most: 64 })
      reader.dispose()
      return logs
    }
    const before = await logsAt(start)
    const logs = await logsAt(theta)
    const probabilities = logs.map(Math.exp)
    const rewards = every.map(response => Number(right(1, response)))
    const success = (own: Float64Array) => own.reduce((sum, log, y) => sum + rewards[y] * Math.exp(log), 0)
    const kl = (own: Float64Array) => own.reduce((sum, log, y) => sum + Math.exp(log) * (log - before[y]), 0)

    // What each response weighs, in expectation over all groups it may be drawn with.
    const weights = new Float64Array(9)
    for (let y = 0; y < 9; y++) {
      for (let a = 0; a < 9; a++) {
        for (let b = 0; b < 9; b++) {
          const group = [y, a, b]
          const [advantage] = groupAdvantages(group.map(r => rewards[r]))
          const [penalty] = klWeights(group.map(r => logs[r] - before[r]))
          weights[y] += probabilities[a] * probabilities[b] * (advantage + beta * penalty)
        }
      }
    }
    const sequences = every.map((response, y) => ({
      tokens: [...prompt, ...response],
      responseFrom: prompt.length,
      weight: probabilities[y] * weights[y],
    }))
    const taken = await weightedGradient(task.shape, theta, sequences, { most: 4 })
    const gradient = await taken.data()
    taken.dispose()

    // c_G(p), by the binomial distribution of the others' successes.
    const p = success(logs)
    const advantage = (reward: number, others: number) => {
      const mean = (reward + others) / G
      return (reward - mean) / (Math.sqrt(mean * (1 - mean)) + 1e-4)
    }
    const others = [(1 - p) ** 2, 2 * p * (1 - p), p ** 2]
    const factor = others.reduce((sum, share, k) => sum + share * (advantage(1, k) - advantage(0, k)), 0)
    const objective = async (at: Float32Array) => {
      const own = await logsAt(at)
      return factor * success(own) - beta * kl(own)
    }
    for (let direction = 0; direction < 4; direction++) {
      const along = Float32Array.from({ length: P }, (_, i) => draws.normal(91, direction, i) / Math.sqrt(P))
      const h = 0.02
      const moved = (by: number) => theta.map((value, i) => value + by * along[i])
      const slope = ((await objective(moved(h))) - (await objective(moved(-h)))) / (2 * h)
      const expected = Array.from(gradient).reduce((sum, value, i) => sum + value * along[i], 0)
      const size = Math.hypot(...gradient) / Math.sqrt(P)
      expect(Math.abs(slope - expected)).toBeLessThan(0.02 * size)
    }
  })
})

describe('reinforcement', () => {
  it('raises Pass@1 of the class that it asks, and says how it departs from its start', async () => {
    const { snapshots, passAt1 } = await trained([parameters(2)], { of: 2, etaPost: 0.03 })
    const [first] = snapshots[0]
    const last = snapshots[0].at(-1)!
    expect(snapshots[0].map(({ step }) => step)).toEqual([0, 5, 10, 15, 20])
    expect(passAt1(last, 1)).toBeGreaterThan(passAt1(first, 1) + 0.3)
    expect([first.klToStart, first.reward]).toEqual([0, null])
    expect(last.klToStart).toBeGreaterThan(0.05)
    expect(last.reward).toBeGreaterThan(0.5)
  })

  it('stays closer to its start under a penalty', async () => {
    const free = await trained([parameters(2)], { of: 2 })
    const held = await trained([parameters(2)], { of: 2, beta: 2 })
    expect(held.snapshots[0].at(-1)!.klToStart).toBeLessThan(free.snapshots[0].at(-1)!.klToStart / 2)
  })

  it('gives every start the same prompts and draws, whatever the others are', async () => {
    const [one, other] = [parameters(2), parameters(3)]
    const together = await trained([one, other, one])
    expect(identity(together.snapshots[2])).toEqual(identity(together.snapshots[0]))
    expect(identity((await trained([other])).snapshots[0])).toEqual(identity(together.snapshots[1]))
    const elsewhere = await trained([one], { seedPost: 1 })
    expect(elsewhere.snapshots[0].at(-1)!.theta).not.toEqual(together.snapshots[0].at(-1)!.theta)
  })

  it('holds as many tensors after a step as before, and none at its end', async () => {
    const before = held()
    const { trainees } = reinforcement(task, [{ label: '', theta: parameters(2) }], { ...settings, beta: 1 }, 12, 0)
    const during = held()
    for (let step = 0; step < 3; step++) {
      await trainees[0].advance(step, none)
      await trainees[0].measure(none)
      expect(held()).toEqual(during)
    }
    trainees[0].dispose()
    expect(held()).toEqual(before)
  })

  it('frees what it took where it is ended in the middle', async () => {
    const before = held()
    for (const last of [1, 7, 20]) {
      let parts = 0
      const between = async () => {
        if (++parts > last) throw new Error('ended')
      }
      const cohort = reinforcement(task, [{ label: '', theta: parameters(2) }], { ...settings, beta: 1 }, 12, 0)
      await expect(postTrain(cohort, settings, { between, snapshot() {} })).rejects.toThrow('ended')
      expect(held()).toEqual(before)
    }
  })

  it('is refused where it makes no sense, in a sentence', () => {
    const starts = [{ label: '', theta: parameters(2) }]
    expect(() => reinforcement(task, starts, { ...settings, of: 3 }, 12, 0)).toThrow(
      'of is 3; this run has classes 1 to 2, and 0 stands for all of them.',
    )
    const unrewarded = { ...task, heldOut: (c: number, m: number) => ({ ...task.heldOut(c, m), answers: null }) }
    expect(() => reinforcement(unrewarded, starts, settings, 12, 0)).toThrow('Nothing is rewarded')
  })
})
