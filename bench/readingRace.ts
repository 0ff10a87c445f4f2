import { type GpuCalls, watchGpuCalls } from '../scripts/gpuCalls'
import type { BackendChoice } from '../src/config/config'
import { decodeLink } from '../src/config/link'
import { openBackend } from '../src/engine/backend'
import { browserPlatform } from '../src/engine/browserPlatform'
import { isLanguage } from '../src/models/task'
import { createTransformerEvaluator } from '../src/models/transformer/evaluator'
import { openReader } from '../src/models/transformer/readers'
import { openTensorReader } from '../src/models/transformer/tensorReader'
import { scenarioOf } from '../src/scenarios/registry'
import { allowThreads, answerWith } from './race/engine'

/** Runs in a worker of the benchmark's page. */

export interface ReadingOrder {
  readonly choice: BackendChoice
  /** Besides the first one. */
  readonly rounds: number
  readonly threads: number
  readonly theta: Float32Array
}

export interface ReadingRace {
  /** The backend in words. */
  readonly backend: string
  readonly tensors: Reading
  readonly lab: Reading
}

interface Reading {
  /** Of every evaluation; the first one compiles. */
  readonly seconds: readonly number[]
  /** What the last one asked of WebGPU; null on other backends. */
  readonly calls: GpuCalls | null
}

/** Largest difference of KL, relative, that rounding explains. */
const TOLERANCE = 1e-4

/**
 * Evaluates parameters of graph-two-rules as it opens.
 * @throws Error if the backend cannot be had, or if the two disagree
 */
async function race({ choice, rounds, threads, theta }: ReadingOrder): Promise<ReadingRace> {
  allowThreads(threads)
  const { report } = await openBackend(choice, browserPlatform(threads))
  if (report.id !== choice) throw new Error(report.reason ?? `${choice} is not available.`)
  const { config } = decodeLink('scenario=graph-two-rules')
  const task = scenarioOf(config).build(config.values)
  if (!isLanguage(task)) throw new Error('The scenario has no transformer.')
  const { M, seed } = config.values
  const readers = { lab: openReader, tensors: openTensorReader }
  const racers = Object.entries(readers).map(([name, open]) => ({
    name,
    evaluator: createTransformerEvaluator(task, M, seed, { open }),
    seconds: [] as number[],
    calls: null as GpuCalls | null,
  }))
  for (let round = 0; round <= rounds; round++) {
    const found: number[] = []
    for (const racer of racers) {
      const { calls, stop } = watchGpuCalls()
      const began = performance.now()
      const { kl } = await racer.evaluator.evaluate(theta)
      racer.seconds.push((performance.now() - began) / 1000)
      stop()
      racer.calls = choice === 'webgpu' ? calls : null
      found.push(kl)
    }
    if (!(Math.abs(found[0] / found[1] - 1) < TOLERANCE))
      throw new Error(`They disagree about KL: ${found.join(', ')}.`)
  }
  const [lab, tensors] = racers.map(({ seconds, calls }) => ({ seconds, calls }))
  return { backend: report.name, lab, tensors }
}

answerWith(race)
