import { nodePlatform } from '../cli/platform'
import { decodeLink } from '../src/config/link'
import { openBackend } from '../src/engine/backend'
import { Run } from '../src/engine/run'
import { SCENARIOS } from '../src/scenarios/registry'

/**
 * How much of a run of each linear scenario, as it opens, goes into its evaluations: what stands between two of them, the steps
 * and reading the parameters, beside one evaluation, in Node. Of many of each the first decile, since whatever else the
 * machine does only adds.
 */
const SECONDS = 2

await openBackend('wasm', nodePlatform())
console.log('| scenario | rule | points | µs between | µs for one | share |')
console.log('| --- | --- | ---: | ---: | ---: | ---: |')
for (const { id } of SCENARIOS) {
  const { config } = decodeLink(`scenario=${id}`)
  if (config.model !== 'linear') continue
  // The first run of a scenario is still being compiled.
  await intervalsOf(config, SECONDS / 2)
  const { training, evaluation } = await intervalsOf(config, SECONDS)
  const share = evaluation / (training + evaluation)
  const points = 1 + Math.ceil(config.values.T / config.values.every)
  console.log(
    `| ${id} | ${config.rule} | ${points} | ${training.toFixed(1)} | ${evaluation.toFixed(1)} | ${(100 * share).toFixed(0)} % |`,
  )
}

/** Microseconds from one evaluation to the next, and in one, over runs that are made until so many seconds are over. */
async function intervalsOf(
  config: ReturnType<typeof decodeLink>['config'],
  seconds: number,
): Promise<{ training: number; evaluation: number }> {
  const training: number[] = []
  const evaluation: number[] = []
  const end = performance.now() + 1000 * seconds
  while (performance.now() < end) {
    const run = new Run(config)
    let trained = 0
    while (!run.finished) {
      const began = performance.now()
      do run.advance()
      while (!run.atEvaluationPoint)
      // The run tells training, which for some rules happens only when the model is read, from evaluating.
      const { seconds: sofar } = await run.snapshot()
      const own = 1000 * sofar - trained
      training.push(own)
      evaluation.push(performance.now() - began - own)
      trained = 1000 * sofar
    }
    run.dispose()
  }
  return { training: 1000 * decile(training), evaluation: 1000 * decile(evaluation) }
}

function decile(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 10)]
}
