import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import type { BackendChoice } from '../config/config'
import { decodeLink } from '../config/link'
import { rulesOf } from '../config/settings'
import { held } from '../kernels/held'
import { logLikelihoodGradient } from '../models/linear/gradient'
import type { LinearTask } from '../models/linear/task'
import { createSampler } from '../models/sequences/sampler'
import { isLinear } from '../models/task'
import { Stream } from '../random/streams'
import { modelsOf, SCENARIOS, scenarioById } from '../scenarios/registry'
import { float64Algebra } from '../training/float64Algebra'
import { ruleById } from '../training/registry'
import { projectOntoBall } from '../training/rule'
import { openBackend } from './backend'
import { Run, runToEnd } from './run'
import type { Snapshot } from './snapshot'

const configOf = (link: string) => decodeLink(link).config

function linearTask(link: string): LinearTask {
  const { values, scenario } = configOf(link)
  const task = scenarioById(scenario).build(values)
  if (!isLinear(task)) throw new Error(`${scenario} is not linear.`)
  return task
}

/** The whole run in float64, on the same data. */
function reference(link: string): Float64Array {
  const { values, rule } = configOf(link)
  const task = linearTask(link)
  const update = ruleById(rule)
  if (update.kind !== 'gradient') throw new Error(`${rule} takes no gradient.`)
  const { step, slots } = update
  const sampler = createSampler(task)
  const data = new Stream(values.seed, 'data')
  let theta = task.start
  let memory: readonly Float64Array[] = Array.from({ length: slots }, () => new Float64Array(theta.length))
  for (let t = 0; t < values.T; t++) {
    const visits = Float64Array.from(sampler.visits(data, t, values.K), count => count / values.K)
    const gradient = logLikelihoodGradient(task, theta, visits)
    const input = { theta, gradient, slots: memory, t: t + 1, eta: values.eta, lambda: values.lambda }
    const next = step(float64Algebra, input)
    theta = projectOntoBall(float64Algebra, next.theta)
    memory = next.slots
  }
  return theta
}

/** Everything of a snapshot that a run's identity covers. */
const identity = ({ seconds: _, ...rest }: Snapshot) => rest

const combinations = SCENARIOS.flatMap(({ id }) =>
  modelsOf(id).flatMap(model => rulesOf(id, model).map(rule => [id, model, rule.id] as const)),
)
const alongGradients = combinations.filter(
  ([, model, rule]) => model === 'linear' && ruleById(rule).kind === 'gradient',
)

describe.each(['cpu', 'wasm'] as BackendChoice[])('on %s', choice => {
  beforeAll(async () => {
    const { report } = await openBackend(choice, nodePlatform())
    expect(report.id).toBe(choice)
  })

  it.each(combinations)(
    '%s by %s with %s holds as many tensors after a step as before, and none at its end',
    async (scenario, model, rule) => {
      // The draws of linear models keep their kernels for the next model.
      const drawing = new Run(configOf('scenario=random-linear&T=2&M=8'))
      drawing.advance()
      drawing.dispose()
      const before = held()
      // Settings that a scenario does not have change nothing.
      const small = 'H=2&K=2&T=20&W=2&width=8&layers=1&heads=1&decay=0.1&M=8'
      const run = new Run(configOf(`scenario=${scenario}&model=${model}&rule=${rule}&${small}`))
      run.advance()
      const during = held()
      for (let i = 0; i < 5; i++) {
        run.advance()
        await run.snapshot()
        await run.warmUp()
        expect(held()).toEqual(during)
      }
      run.dispose()
      expect(held()).toEqual(before)
    },
  )
})

describe('a run of the linear model, in float64 wherever there is no graphics device', () => {
  beforeAll(async () => {
    await openBackend('wasm', nodePlatform())
  })

  it.each(alongGradients)('%s by %s with %s is the float64 reference', async (scenario, _, rule) => {
    const link = `scenario=${scenario}&rule=${rule}&H=6&K=5&T=40&seed=5`
    const { snapshots } = await runToEnd(configOf(link))
    expect(snapshots.at(-1)!.checkpoint.theta).toEqual(reference(link))
  })

  it('gives the same snapshots again, bit for bit', async () => {
    const config = configOf('scenario=random-linear&rule=adam&T=30&M=128')
    const [first, second] = [await runToEnd(config), await runToEnd(config)]
    expect(second.snapshots.map(identity)).toEqual(first.snapshots.map(identity))
  })

  it.each(rulesOf('mixed-lengths').map(({ id }) => id))(
    'goes on from a checkpoint of %s as if nothing had happened',
    async rule => {
      const config = configOf(`rule=${rule}&T=60&every=10`)
      const { snapshots } = await runToEnd(config)
      const resumed = new Run(config, snapshots[3].checkpoint)
      expect(resumed.step).toBe(30)
      while (!resumed.finished) resumed.advance()
      expect(identity(await resumed.snapshot())).toEqual(identity(snapshots.at(-1)!))
      resumed.dispose()
    },
  )

  it('evaluates at step 0, at multiples of the cadence and at the end', async () => {
    const { snapshots } = await runToEnd(configOf('T=25&every=10&K=3'))
    expect(snapshots.map(({ step }) => step)).toEqual([0, 10, 20, 25])
    expect(snapshots.map(({ samples }) => samples)).toEqual([0, 30, 60, 75])
  })

  it('takes up a live change of the step size', async () => {
    const run = new Run(configOf('T=10'))
    run.advance()
    const before = (await run.snapshot()).checkpoint.theta
    run.set('eta', 0)
    run.advance()
    expect((await run.snapshot()).checkpoint.theta).toEqual(before)
    run.dispose()
  })

  it('says at which step the parameters stopped being finite', async () => {
    const run = new Run(configOf('T=10'))
    run.set('eta', Number.NaN)
    run.advance()
    await expect(run.snapshot()).rejects.toThrow('no longer finite at step 1')
    run.dispose()
  })
})
