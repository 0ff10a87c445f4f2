import { beforeAll, describe, expect, it } from 'vitest'
import { defaultConfig } from '../config/settings'
import { loadKernels } from '../kernels/wasm/kernels'
import { createLinearArrays } from '../models/linear/arrays'
import { isLinear } from '../models/task'
import { scenarioById } from '../scenarios/registry'
import { advanceTogether, EnsembleTrainer } from './ensembleTrainer'
import { createFloat64Trainer } from './float64Trainer'
import { RULES } from './registry'
import type { GradientRule } from './rule'
import type { Trainer } from './trainer'

beforeAll(() => loadKernels())

const GRADIENT_RULES = RULES.filter((rule): rule is GradientRule => rule.kind === 'gradient')

/** Independent tokens and states of their own for each, few outcomes and many, θ of 2 to 24 numbers. */
const SCENARIOS = [
  'mixed-lengths',
  'rare-prompt',
  'steep-prompts',
  'slow-prompts',
  'pivotal-tokens',
  'orthonormal',
  'random-linear',
]

function setUp(scenario: string, rule: GradientRule, changes: Record<string, number> = {}) {
  const values: Record<string, number> = { ...defaultConfig(scenario).values, ...changes }
  values.eta ??= 0.01
  values.lambda ??= 1
  const task = scenarioById(scenario).build(values)
  if (!isLinear(task)) throw new Error(`${scenario} is not linear.`)
  return { rule, task, values, resume: null }
}
type Input = ReturnType<typeof setUp>

const byKernel = (input: Input) => EnsembleTrainer.open(input)!
const byLoops = ({ rule, task, values, resume }: Input) =>
  createFloat64Trainer(rule, createLinearArrays(task, values.seed, values.K), values, resume)

/** What a trainer comes to after its first steps, which leaves it. */
async function trainedBy(trainer: Trainer, steps: number) {
  for (let step = 0; step < steps; step++) trainer.advance(step)
  const trained = await trainer.read()
  trainer.dispose()
  return trained
}

describe.each(SCENARIOS)('an ensemble of %s', scenario => {
  it.each(GRADIENT_RULES)('takes the steps of $id that loops take, bit for bit', async rule => {
    const input = setUp(scenario, rule)
    expect(await trainedBy(byKernel(input), 200)).toEqual(await trainedBy(byLoops(input), 200))
  })
})

describe('members of an ensemble', () => {
  it('take many steps at once as they would alone, whatever they differ in', async () => {
    const inputs = [
      ...GRADIENT_RULES.map(rule => setUp('mixed-lengths', rule)),
      setUp('mixed-lengths', GRADIENT_RULES[0], { eta: 0.1 }),
      setUp('mixed-lengths', GRADIENT_RULES[0], { seed: 2 ** 32 - 1 }),
      setUp('mixed-lengths', GRADIENT_RULES[0], { K: 3 }),
      setUp('mixed-lengths', GRADIENT_RULES[0], { H: 5 }),
      // The same sequences, but other features.
      setUp('slow-prompts', GRADIENT_RULES[0], { Bbar: 2 }),
      setUp('slow-prompts', GRADIENT_RULES[0], { Bbar: 3 }),
      setUp('random-linear', GRADIENT_RULES[3]),
    ]
    const members = inputs.map(byKernel)
    // Not all alike.
    advanceTogether(members.map((trainer, i) => ({ trainer, first: 0, count: i % 2 ? 200 : 150 })))
    advanceTogether(members.filter((_, i) => i % 2 === 0).map(trainer => ({ trainer, first: 150, count: 50 })))
    for (const [i, trainer] of members.entries()) {
      expect(await trainedBy(trainer, 0)).toEqual(await trainedBy(byLoops(inputs[i]), 200))
    }
  })

  it('follow settings that change, and go on from what another came to', async () => {
    for (const rule of GRADIENT_RULES) {
      const input = setUp('mixed-lengths', rule, { lambda: 0.5 })
      const change = { eta: 0.002, lambda: 3 }
      const kernel = byKernel(input)
      const loops = byLoops(input)
      for (const trainer of [kernel, loops]) for (let step = 0; step < 10; step++) trainer.advance(step)
      Object.assign(input.values, change)
      const resumed = EnsembleTrainer.open({ ...input, resume: await kernel.read() })!
      for (const trainer of [kernel, loops, resumed]) for (let step = 10; step < 20; step++) trainer.advance(step)
      const expected = await loops.read()
      expect(await kernel.read()).toEqual(expected)
      expect(await resumed.read()).toEqual(expected)
      for (const trainer of [kernel, loops, resumed]) trainer.dispose()
    }
  })

  it('give back their memory, and share what is alike', () => {
    const input = setUp('random-linear', GRADIENT_RULES[0])
    const first = byKernel(input)
    const many = Array.from({ length: 50 }, () => byKernel(input))
    const { byteLength } = first.learner.vector(0).buffer
    for (const trainer of [first, ...many]) trainer.dispose()
    const others = Array.from({ length: 500 }, () => {
      const trainer = byKernel(input)
      trainer.advance(0)
      trainer.dispose()
      return trainer
    })
    expect(others[499].learner.vector(0).buffer.byteLength).toBe(byteLength)
    const features = input.task.features.byteLength
    expect(byteLength).toBeLessThan(50 * features)
  })
})
