import { beforeAll, expect, it } from 'vitest'
import { defaultConfig } from '../../config/settings'
import { createSampler } from '../../models/sequences/sampler'
import { isLinear } from '../../models/task'
import { Stream } from '../../random/streams'
import { scenarioById } from '../../scenarios/registry'
import { loadKernels } from './kernels'
import { createVisits } from './visits'

beforeAll(() => loadKernels())

/** Few outcomes and many, states of their own for every token, prompts of different lengths. */
const CASES = [
  ['mixed-lengths', { H: 1 }],
  ['mixed-lengths', { H: 7 }],
  ['mixed-lengths', { H: 128 }],
  ['random-linear', { V: 3, X: 5 }],
  ['random-linear', { V: 24, H: 5 }],
  ['rare-prompt', { seen: 1 }],
  ['steep-prompts', {}],
] as const

it.each(CASES)('counts the visits of the sequences of %s %o, draw by draw', (scenario, changes) => {
  const { values } = defaultConfig(scenario)
  const task = scenarioById(scenario).build({ ...values, ...changes })
  if (!isLinear(task)) throw new Error(`${scenario} is not linear.`)
  const sampler = createSampler(task)
  for (const seed of [0, 2 ** 32 - 1]) {
    const stream = new Stream(seed, 'data')
    for (const block of [0, 1, 2 ** 31 + 5]) {
      for (const count of [1, 3, 4, 17]) {
        const expected = new Uint32Array(task.states * task.vocabulary)
        for (const cells of sampler.sequences(stream, block, count)) for (const cell of cells) expected[cell]++
        expect(sampler.visits(stream, block, count)).toEqual(expected)
      }
    }
  }
})

it('finds thresholds that are passed by the largest word, and tables of more than a page', () => {
  const vocabulary = 64
  const states = 1000
  const largest = 2 ** 32 - 1
  const count = createVisits({
    prompts: Uint32Array.of(largest),
    states: [999],
    lengths: [40],
    // Every draw but the very largest passes the first threshold only where it is 0.
    tokens: Uint32Array.from({ length: states * vocabulary }, (_, cell) => (cell % vocabulary < 63 ? 0 : largest)),
    next: Int32Array.from({ length: states * vocabulary }, (_, cell) => (Math.floor(cell / vocabulary) + 999) % states),
    vocabulary,
  })!
  const visits = count(new Stream(1, 'data'), 0, 3)
  const visited = [...visits.keys()].filter(cell => visits[cell] > 0)
  expect(visited).toEqual(Array.from({ length: 40 }, (_, h) => (960 + h) * vocabulary + 63))
  expect(visited.every(cell => visits[cell] === 3)).toBe(true)
})
