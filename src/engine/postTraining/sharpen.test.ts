import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { decodeLink } from '../../config/link'
import { postDefaults } from '../../config/postTraining'
import { modeSuccess } from '../../coverage/sharpening'
import { held } from '../../kernels/held'
import { isLanguage, isLinear } from '../../models/task'
import { parameterCount } from '../../models/transformer/layout'
import { Stream } from '../../random/streams'
import { scenarioOf } from '../../scenarios/registry'
import { openBackend } from '../backend'
import type { PostSnapshot } from './protocol'
import { sharpenTransformers } from './sharpen'
import { sharpenLinear } from './sharpenLinear'
import { postTrain } from './trainee'

const draws = new Stream(3, 'evaluation')
const none = async () => {}

beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
})

function taskOf(link: string) {
  const { config } = decodeLink(link)
  return scenarioOf(config).build(config.values)
}

function linearTask() {
  const task = taskOf('scenario=random-linear&H=4&V=3&d=6&X=3&c=1&B=4')
  if (isLanguage(task) || !isLinear(task)) throw new Error('random-linear is linear.')
  const theta = Float64Array.from({ length: 6 }, (_, i) => 0.25 * draws.normal(0, 0, i))
  return { task, starts: [{ label: '', theta }] }
}

function sentences() {
  const task = taskOf('scenario=pivotal-tokens&model=transformer&H=4&P=2&width=8&layers=1&heads=1')
  if (!isLanguage(task)) throw new Error('A transformer learns it.')
  const theta = Float32Array.from({ length: parameterCount(task.shape) }, (_, i) => 0.3 * draws.normal(1, 0, i))
  return { task, starts: [{ label: '', theta }] }
}

describe('SFT-sharpening', () => {
  it.each(['linear', 'transformer'] as const)(
    'raises the probability of y⋆ and lowers the entropy: %s',
    async model => {
      const settings = { ...postDefaults(model), prompts: 8, picks: 32, steps: 30, evaluate: 30, etaPost: 0.03 }
      const sharpening =
        model === 'linear'
          ? sharpenLinear(linearTask().task, linearTask().starts, settings, 64, 0)
          : await sharpenTransformers(sentences().task, sentences().starts, settings, 64, 0, none)
      const [{ masses }] = sharpening.ranked
      const snapshots: PostSnapshot[] = []
      await postTrain(sharpening, settings, { between: none, snapshot: (_, snapshot) => snapshots.push(snapshot) })
      const [before, after] = snapshots
      const chance = ({ modeLogProbs }: PostSnapshot) => modeSuccess(modeLogProbs!, masses, 1)
      expect(chance(after)).toBeGreaterThan(1.5 * chance(before))
      expect(after.entropy).toBeLessThan(before.entropy)
      expect(after.klToStart).toBeGreaterThan(0.1)
    },
  )

  it('holds as many tensors after a step as before, and none at its end', async () => {
    const { task, starts } = sentences()
    const settings = { ...postDefaults('transformer'), prompts: 4, picks: 4 }
    const before = held()
    const { trainees } = await sharpenTransformers(task, starts, settings, 64, 0, none)
    const during = held()
    for (let step = 0; step < 3; step++) {
      await trainees[0].advance(step, none)
      await trainees[0].measure(none)
      expect(held()).toEqual(during)
    }
    trainees[0].dispose()
    expect(held()).toEqual(before)
  })

  it('frees what it took where it is ended before its first step', async () => {
    const { task, starts } = sentences()
    const before = held()
    let parts = 0
    const between = async () => {
      if (++parts > 3) throw new Error('ended')
    }
    await expect(
      sharpenTransformers(task, [...starts, ...starts], postDefaults('transformer'), 64, 0, between),
    ).rejects.toThrow('ended')
    expect(held()).toEqual(before)
  })
})
