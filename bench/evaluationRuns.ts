import type { ExperimentConfig } from '../src/config/config'
import { decodeLink } from '../src/config/link'
import { openBackend } from '../src/engine/backend'
import { browserPlatform } from '../src/engine/browserPlatform'
import { Run } from '../src/engine/run'
import type { Checkpoint } from '../src/engine/snapshot'
import { answerWith } from './race/engine'

/** Runs in a worker of the benchmark's page. */

export interface EvaluationOrder {
  readonly scenario: string
  /** Where the scenario begins; null for its initial weights. */
  readonly start: Checkpoint | null
  /** For so long runs are made in turns, with their evaluations and without. */
  readonly seconds: number
}

export interface EvaluationTimes {
  readonly rule: string
  /** Evaluations of a whole run. */
  readonly evaluations: number
  /** Milliseconds from one evaluation point to the next without evaluations: that of each group of runs, */
  readonly training: readonly number[]
  /** and those that an evaluation adds. */
  readonly evaluating: readonly number[]
}

/** Milliseconds that a group of runs takes at least: longer than between two collections of garbage. */
const GROUP = 100

async function race({ scenario, start, seconds }: EvaluationOrder): Promise<EvaluationTimes> {
  await openBackend('wasm', browserPlatform(1))
  const { config } = decodeLink(`scenario=${scenario}`)
  const { T, every } = config.values
  const whole = Math.ceil(T / every)
  const time = (evaluates: boolean, points: number, runs: number) => timeOf({ config, start, evaluates, points, runs })
  // The first of each is still being compiled.
  for (const evaluates of [true, false]) await time(evaluates, 1, 1)
  // Long runs are cut off, all their evaluations are alike; a group gets a quarter of the time at most.
  const one = await time(true, 1, 1)
  const points = Math.max(1, Math.min(whole, Math.floor((250 * seconds) / one)))
  const runs = Math.ceil(GROUP / (await time(false, points, 1)))
  const training: number[] = []
  const evaluating: number[] = []
  const began = performance.now()
  do {
    const both = await time(true, points, runs)
    const steps = await time(false, points, runs)
    training.push(steps / runs / points)
    evaluating.push((both - steps) / runs / (points + 1))
  } while (performance.now() - began < 1000 * seconds)
  return { rule: config.rule, evaluations: whole + 1, training, evaluating }
}

interface Timing {
  readonly config: ExperimentConfig
  readonly start: Checkpoint | null
  /** Whether it is evaluated at its points; else only read, since some rules take their steps only then. */
  readonly evaluates: boolean
  /** Evaluation points that each run goes to, beside its start. */
  readonly points: number
  readonly runs: number
}

/** Milliseconds that so many runs take, but for building them. */
async function timeOf({ config, start, evaluates, points, runs }: Timing): Promise<number> {
  let total = 0
  for (let i = 0; i < runs; i++) {
    const run = new Run(config, start)
    const pause = () => (evaluates ? run.snapshot() : run.read())
    const began = performance.now()
    await pause()
    for (let point = 0; point < points; point++) {
      run.advance(run.stepsToEvaluation)
      await pause()
    }
    total += performance.now() - began
    run.dispose()
  }
  return total
}

answerWith(race)
