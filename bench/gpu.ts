import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { findAdapter } from './race/browser'
import { bundleEngines, race } from './race/race'
import { LARGE, SMALL } from './race/work'
import { say, table, words } from './report'

/** Training steps on a graphics card, beside PyTorch on the same one where a Python has it. */
const adapter = await findAdapter()
say(`Chromium ${adapter.browser}; WebGPU adapter: ${adapter.name}.`)
if (adapter.kind === 'none') throw new Error('This browser has no WebGPU adapter at all.')
const bundles = await bundleEngines()
const software = adapter.kind === 'software'
if (software) say('The adapter computes on the CPU: this only shows that everything runs, on a small batch.')
for (const work of software ? [{ ...SMALL, batch: 2 }] : [SMALL, LARGE]) {
  const heat = { name: 'WebGPU', backend: 'webgpu', threads: 1, isolated: false, flags: adapter.flags } as const
  await race(work, [{ ...heat, engines: ['lab', 'jax', 'plain'], compared: ['lab', 'jax'] }], bundles)
  const python = spawnSync('python3', [join(import.meta.dirname, 'pytorch.py'), JSON.stringify(work)], {
    encoding: 'utf8',
  })
  if (python.status !== 0) {
    say(`PyTorch could not be asked: ${python.stderr?.trim().split('\n').at(-1) || 'there is no python3'}`)
    continue
  }
  const { device, eager, graph } = JSON.parse(python.stdout)
  say(`PyTorch on ${device}:`)
  table(['way', 'step, ms'], [['eager', words(eager)], ...(graph === null ? [] : [['CUDA graph', words(graph)]])])
}
