import { beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../../../../cli/platform'
import { decodeLink } from '../../../config/link'
import { openBackend } from '../../../engine/backend'
import { closeKernels, openKernels } from '../../../kernels/wasm/kernels'
import { scenarioOf } from '../../../scenarios/registry'
import { ruleById } from '../../../training/registry'
import type { GradientRule } from '../../../training/rule'
import { createTrainer } from '../../../training/trainers'
import type { TokenSequence } from '../batch'
import type { TokenTask } from '../task'
import { longestBatch } from '../work'
import { packedTrainingMemory } from './memory'
import { SharedBatch } from './shared'

beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
})

const PAGE = 2 ** 16

function taskOf(link: string): TokenTask {
  const { config } = decodeLink(`scenario=graph-horizon&${link}`)
  return scenarioOf(config).build(config.values) as TokenTask
}

/** Nobody finds memory that another one has left. */
function begin(): () => number {
  let fresh = openKernels()!
  while (fresh.memory.buffer.byteLength > PAGE) fresh = openKernels()!
  closeKernels(fresh)
  let grown = 0
  vi.restoreAllMocks()
  const { grow } = WebAssembly.Memory.prototype
  const spy = vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(function (
    this: WebAssembly.Memory,
    by,
  ) {
    grown += by * PAGE
    return grow.call(this, by)
  })
  return () => {
    spy.mockRestore()
    return grown
  }
}

describe.each([
  ['H=2&width=32&layers=1&heads=2', 16],
  ['H=4&width=32&layers=3&heads=4', 2],
  ['H=4&width=64&layers=2&heads=4', 100],
  ['H=16&width=96&layers=4&heads=4', 3],
  ['H=64&width=24&layers=2&heads=8', 1],
])('memory of kernels with %s, %i sequences at a time', (link, K) => {
  const task = taskOf(link)
  const sequences = Array.from({ length: K }, (_, k) => task.training(0, k))
  const longest = (of: (sequence: TokenSequence) => number) => Math.max(...sequences.map(of))
  const size = {
    batch: K,
    length: longest(({ tokens }) => tokens.length - 1),
    queries: longest(({ tokens, responseFrom }) => tokens.length - responseFrom),
  }

  it.each([
    ['adam', 0],
    ['adam', 0.01],
    ['sgd', 0.01],
  ])('is what a step of %s takes with weight decay %d', async (id, decay) => {
    const rule = ruleById(id) as GradientRule
    const end = begin()
    const trainer = createTrainer({ rule, task, values: { K, seed: 0, eta: 1e-3, lambda: 0, decay }, resume: null })
    trainer.advance(0)
    const grown = end()
    const { theta, slots } = await trainer.read()
    trainer.dispose()
    // Two memories of a page to begin with; the parameters are there twice.
    const taken = grown + 2 * PAGE + 4 * theta.length * (2 + slots.length)
    const { total } = packedTrainingMemory(task.shape, size, rule.slots)
    expect(total / taken).toBeGreaterThan(0.9)
    expect(total / taken).toBeLessThan(1.25)
  })
})

it('is that of every thread, and what they share as long as they do', () => {
  const task = taskOf('H=4&width=32')
  const size = longestBatch(task, 16)
  const [one, two, three] = [1, 2, 3].map(threads => packedTrainingMemory(task.shape, size, 0, threads).total)
  expect(two - one - (three - two)).toBe(SharedBatch.bytes(task.shape, 16))
  const large = taskOf('H=4&width=384&layers=6&heads=8')
  const alone = packedTrainingMemory(large.shape, longestBatch(large, 16), 0, 1)
  expect(packedTrainingMemory(large.shape, longestBatch(large, 16), 0, 8)).toEqual(alone)
})
