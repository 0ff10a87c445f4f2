import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodePlatform } from '../cli/platform'
import { openBackend } from '../src/engine/backend'
import { createTransformerEvaluator } from '../src/models/transformer/evaluator'
import { decodeTensors, encodeTensors, flatParameters, namedTensors } from '../src/models/transformer/safetensors'
import { createTransformerTensors } from '../src/models/transformer/tensors'
import { graphTask } from '../src/scenarios/graphSearch/task'
import { adam } from '../src/training/adam'
import { createGradientTrainer } from '../src/training/gradientTrainer'

/** Pre-training of graph-two-rules (App. C.2): a third each of classes 1, 2 and 3. */
const SETTINGS = {
  kind: 'two-rules',
  layers: 4,
  width: 3,
  nodes: 32,
  seed: 0,
  training: [1 / 3, 1 / 3, 1 / 3],
  evaluation: [1 / 3, 1 / 3, 1 / 3],
} as const
const MODEL = { width: 64, layers: 2, heads: 4 }
const STEPS = 14_000
const BATCH = 64
const VALUES = { eta: 1e-3, lambda: 0 }

/** Steps between two states on disk. */
const KEEP_EVERY = 100
const FOLDER = join(import.meta.dirname, '..', '.cache', 'pretrain')
const STATE = join(FOLDER, 'graph-two-rules.safetensors')

/** Trains until the last step, from the newest state on disk if there is one; hours on two cores. */
async function main(): Promise<void> {
  await openBackend('wasm', nodePlatform())
  mkdirSync(FOLDER, { recursive: true })
  const task = graphTask(SETTINGS, MODEL)
  const { shape } = task
  const state = existsSync(STATE) ? decodeTensors(readFileSync(STATE)) : null
  const resume = state && {
    theta: flatParameters(shape, state),
    slots: [flatParameters(shape, state, 'm.'), flatParameters(shape, state, 'v.')],
  }
  const first = Number(state?.metadata.step ?? 0)
  const trainer = createGradientTrainer(adam, createTransformerTensors(task, SETTINGS.seed, BATCH), VALUES, resume)
  const evaluator = createTransformerEvaluator(task, 600, SETTINGS.seed)
  const began = performance.now()
  for (let step = first; step < STEPS; step++) {
    trainer.advance(step)
    if ((step + 1) % KEEP_EVERY !== 0) continue
    const { theta, slots } = await trainer.read()
    const parameters = theta as Float32Array
    const tensors = new Map([
      ...namedTensors(shape, parameters),
      ...namedTensors(shape, slots[0], 'm.'),
      ...namedTensors(shape, slots[1], 'v.'),
    ])
    // A state is there whole or not at all.
    writeFileSync(`${STATE}.new`, encodeTensors({ tensors, metadata: { step: String(step + 1) } }))
    renameSync(`${STATE}.new`, STATE)
    const { kl, crossEntropy } = await evaluator.evaluate(parameters)
    const left = ((performance.now() - began) / 1000 / (step + 1 - first)) * (STEPS - step - 1)
    console.log(
      `step ${step + 1}: cross-entropy ${crossEntropy.toFixed(3)}, KL ${kl.toFixed(3)} nats; about ${Math.round(left / 60)} min left`,
    )
  }
  trainer.dispose()
}

await main()
