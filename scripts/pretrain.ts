import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodePlatform } from '../cli/platform'
import { decodeLink } from '../src/config/link'
import { openBackend } from '../src/engine/backend'
import { Run } from '../src/engine/run'
import type { Checkpoint } from '../src/engine/snapshot'
import { isLanguage } from '../src/models/task'
import { decodeTensors, encodeTensors, flatParameters, namedTensors } from '../src/models/transformer/safetensors'
import { scenarioOf } from '../src/scenarios/registry'
import { ship } from './ship'

/** What graph-two-rules starts from (App. C.2): a third each of classes 1, 2 and 3. Evaluated on 600 responses. */
const NAME = 'graph-two-rules'
const LINK = 'scenario=graph-two-rules&phase=pre-training&M=600&every=100'

/** The optimizer's two running means, beside the parameters. */
const SLOTS = ['m.', 'v.']

const FOLDER = join(import.meta.dirname, '..', '.cache', 'pretrain')
const STATE = join(FOLDER, `${NAME}.safetensors`)

const { config } = decodeLink(LINK)
const task = scenarioOf(config).build(config.values)
if (!isLanguage(task)) throw new Error(`${config.scenario} is not learned by a transformer.`)
const { shape } = task

/** Trains until the last step, from the newest state on disk if there is one; hours on two cores. */
async function train(): Promise<void> {
  await openBackend('wasm', nodePlatform())
  mkdirSync(FOLDER, { recursive: true })
  const run = new Run(config, readState())
  const first = run.step
  const began = performance.now()
  while (!run.finished) {
    run.advance()
    if (!run.atEvaluationPoint) continue
    const { step, checkpoint, kl, crossEntropy } = await run.snapshot()
    writeState(checkpoint)
    const left = ((performance.now() - began) / 1000 / (step - first)) * (config.values.T - step)
    console.log(
      `step ${step}: cross-entropy ${crossEntropy.toFixed(3)}, KL ${kl.toFixed(3)} nats; about ${Math.round(left / 60)} min left`,
    )
  }
  run.dispose()
}

function readState(): Checkpoint | null {
  if (!existsSync(STATE)) return null
  const file = decodeTensors(readFileSync(STATE))
  const slots = SLOTS.map(prefix => flatParameters(shape, file, prefix))
  return { step: Number(file.metadata.step), theta: flatParameters(shape, file), slots }
}

function writeState({ step, theta, slots }: Checkpoint): void {
  const tensors = new Map([
    ...namedTensors(shape, Float32Array.from(theta)),
    ...SLOTS.flatMap((prefix, i) => [...namedTensors(shape, Float32Array.from(slots[i]), prefix)]),
  ])
  // A state is there whole or not at all.
  writeFileSync(`${STATE}.new`, encodeTensors({ tensors, metadata: { step: String(step) } }))
  renameSync(`${STATE}.new`, STATE)
}

/** Puts the newest state's parameters where the lab finds them. */
async function shipState(): Promise<void> {
  const state = readState()
  if (!state) throw new Error(`There is nothing to ship: ${STATE} is not there.`)
  // The link says what was trained, not how it was looked at here.
  const shown = decodeLink('scenario=graph-two-rules&phase=pre-training').config
  await ship(NAME, shown, Float32Array.from(state.theta), state.step)
}

if (!process.argv.includes('--ship')) await train()
await shipState()
