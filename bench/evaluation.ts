import { nodePlatform } from '../cli/platform'
import { decodeLink } from '../src/config/link'
import { openBackend } from '../src/engine/backend'
import { Run } from '../src/engine/run'
import { shippedStarts } from '../src/engine/shipped'
import { SCENARIOS } from '../src/scenarios/registry'
import { say, table } from './report'

/**
 * What share of a run goes into evaluating it, for every scenario as it opens: on WASM, one thread, in Node. Long runs are
 * cut off, since all evaluations of a run are alike.
 */
const SECONDS = 5

const platform = nodePlatform()
await openBackend('wasm', platform)
const startOf = shippedStarts(platform.readShipped)
const rows = []
for (const { id } of SCENARIOS) {
  const { config } = decodeLink(`scenario=${id}`)
  const run = new Run(config, (await startOf(config))?.checkpoint)
  let [training, evaluating] = [0, 0]
  let points = 0
  // The first evaluation and the steps before the second compile what has to be compiled.
  await run.snapshot()
  do run.advance()
  while (!run.atEvaluationPoint)
  const began = performance.now()
  while (!run.finished && performance.now() - began < 1000 * SECONDS) {
    evaluating += await spent(() => run.snapshot())
    training += await spent(() => {
      do run.advance()
      while (!run.atEvaluationPoint)
    })
    points++
  }
  run.dispose()
  const { T, every } = config.values
  const share = (100 * evaluating) / (evaluating + training)
  rows.push([
    id,
    Math.floor(T / every) + 1,
    (evaluating / points).toFixed(1),
    (training / points).toFixed(1),
    `${share.toFixed(0)} %`,
  ])
}
say('Milliseconds of processor time.')
table(['scenario', 'evaluations of a run', 'one evaluation', 'steps between two', 'share of evaluating'], rows)

/** The processor’s clock, and not the wall’s: others may work on the same machine. */
async function spent(work: () => unknown): Promise<number> {
  const began = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}
