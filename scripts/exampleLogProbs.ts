import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { opened } from '../cli/measured'
import { Run } from '../src/engine/run'
import { shortestFloat32 } from '../src/logprobs/shortest'

/**
 * Writes the file of log-probabilities that ships with the lab (`npx tsx scripts/exampleLogProbs.ts`, some minutes): a model that is
 * fine-tuned on graphs of two rules, at a few checkpoints. One row for each held-out path, log-probabilities in nats. The teacher's
 * path is certain given its graph, so log π_D = 0 and log π̂ = −R.
 */
const LINK = 'scenario=graph-two-rules&M=1100&backend=wasm'
const STEPS = [0, 30, 60, 120, 240, 480, 900, 1500]
const FILE = join(import.meta.dirname, '..', 'public', 'examples', 'graph-two-rules.csv')

const { config, startOf } = await opened(LINK)
const run = new Run(config, (await startOf(config))?.checkpoint)
const { description } = run
const columns: Float32Array[] = []
for (const step of STEPS) {
  while (run.step < step) run.advance()
  const { logRatios, kl } = await run.snapshot()
  columns.push(logRatios)
  console.log(`step ${run.step}: KL ${kl.toFixed(3)} nats`)
}
run.dispose()

const header = ['id', 'group', 'teacher', ...STEPS.map(step => `step ${step}`)]
const rows = sampled().map(i => [
  i,
  description.promptNames[description.prompt[i]],
  0,
  // Rounding can leave R of a certain path a hair below 0.
  ...columns.map(logRatios => shortestFloat32(Math.min(0, -logRatios[i]))),
])
mkdirSync(join(FILE, '..'), { recursive: true })
writeFileSync(FILE, [header, ...rows].map(row => `${row.join(',')}\n`).join(''))
console.log(`${rows.length} rows`)

/**
 * The run scores as many responses of one class as of the other and weights them; rows of a file all weigh the same, so of each
 * class as many are taken, from the first on, as its mass says.
 */
function sampled(): number[] {
  const { weights, prompt } = description
  const heaviest = Math.max(...weights!)
  const room = weights!.map(weight => weight / heaviest)
  const due = new Float64Array(description.promptNames.length)
  return Array.from(weights!, (_, i) => i).filter(i => {
    due[prompt[i]] += room[i]
    const take = due[prompt[i]] > 1 - 1e-9
    if (take) due[prompt[i]]--
    return take
  })
}
