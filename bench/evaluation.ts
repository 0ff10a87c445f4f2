import { nodePlatform } from '../cli/platform'
import { decodeLink } from '../src/config/link'
import { openBackend } from '../src/engine/backend'
import { Run } from '../src/engine/run'
import { shippedStarts } from '../src/engine/shipped'
import { SCENARIOS } from '../src/scenarios/registry'
import { say, table } from './report'

/**
 * What share of a run goes into evaluating it, for every scenario as it opens, on WASM, one thread, in Node: what stands
 * between two evaluations, the steps and reading the parameters, beside one evaluation. Of many of each the first decile,
 * since whatever else the machine does only adds. Long runs are cut off: all evaluations of a run are alike.
 */
const SECONDS = 5

type Config = ReturnType<typeof decodeLink>['config']

const platform = nodePlatform()
await openBackend('wasm', platform)
const startOf = shippedStarts(platform.readShipped)
const rows = []
for (const { id } of SCENARIOS) {
  const { config } = decodeLink(`scenario=${id}`)
  // The first run of a scenario is still being compiled.
  await intervalsOf(config, SECONDS / 5)
  const { training, evaluation } = await intervalsOf(config, SECONDS)
  const { T, every } = config.values
  const share = `${((100 * evaluation) / (training + evaluation)).toFixed(0)} %`
  rows.push([id, config.rule, Math.ceil(T / every) + 1, training.toFixed(3), evaluation.toFixed(3), share])
}
say('Milliseconds.')
table(['scenario', 'rule', 'evaluations of a run', 'steps between two', 'one evaluation', 'share of evaluating'], rows)

/** From one evaluation to the next, and in one, ms, over runs that are made until so many seconds are over. */
async function intervalsOf(config: Config, seconds: number): Promise<{ training: number; evaluation: number }> {
  const start = (await startOf(config))?.checkpoint
  const training: number[] = []
  const evaluation: number[] = []
  const end = performance.now() + 1000 * seconds
  do {
    const run = new Run(config, start)
    let trained = 0
    do {
      const began = performance.now()
      do run.advance()
      while (!run.atEvaluationPoint)
      // The run tells training, which for some rules happens only when the model is read, from evaluating.
      const snapshot = await run.snapshot()
      const own = 1000 * snapshot.seconds - trained
      training.push(own)
      evaluation.push(performance.now() - began - own)
      trained = 1000 * snapshot.seconds
    } while (!run.finished && performance.now() < end)
    run.dispose()
  } while (performance.now() < end)
  return { training: decile(training), evaluation: decile(evaluation) }
}

function decile(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 10)]
}
