import { cpus } from 'node:os'
import { findAdapter } from './race/browser'
import { bundleEngines, ENGINES, type EngineId, type Heat, race, sizeOf } from './race/race'
import { SMALL } from './race/work'
import { say, table, words } from './report'

/**
 * A training step of one transformer by the lab and by others, on every backend: each engine in a worker of a page of its
 * own, in turns. They agree on the losses before anything is timed.
 */
const bundles = await bundleEngines()
const adapter = await findAdapter()
say(
  `Chromium ${adapter.browser}, ${cpus().length} cores (${cpus()[0].model}); WebGPU adapter: ${adapter.name}. Median (least – most) of the rounds, each in browsers of its own.`,
)

const engines: readonly EngineId[] = ['lab', 'jax', 'plain']
const onWasm = { backend: 'wasm', flags: [], engines, compared: engines } as const
const heats: Heat[] = [
  { ...onWasm, name: 'WASM, one thread', threads: 1, isolated: false },
  { ...onWasm, name: `WASM, ${cpus().length} threads`, threads: cpus().length, isolated: true },
]
if (adapter.kind !== 'none') {
  heats.push({
    name: adapter.kind === 'software' ? 'WebGPU, computed on the CPU' : 'WebGPU',
    backend: 'webgpu',
    threads: 1,
    isolated: false,
    flags: adapter.flags,
    engines: [...engines, 'nanogpt'],
    // TensorFlow.js takes seconds a step there, and is compared on WASM.
    compared: adapter.kind === 'software' ? ['lab', 'jax'] : engines,
  })
}
await race(SMALL, heats, bundles)

say('What a page loads for each, with its WASM, compressed:')
table(
  ['engine', 'kB gzip'],
  Object.entries(bundles).map(([id, files]) => [ENGINES[id as EngineId].name, words(sizeOf(files))]),
)
