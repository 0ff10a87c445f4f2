import { cpus } from 'node:os'
import { join } from 'node:path'
import { threads as startedFromFiles } from '../build/threads'
import { nodePlatform } from '../cli/platform'
import { bundle } from '../scripts/bundle'
import { decodeLink } from '../src/config/link'
import { shippedStarts } from '../src/engine/shipped'
import { ask, findAdapter, withPage } from './race/browser'
import type { ReadingOrder, ReadingRace } from './readingRace'
import { median, say, spread, table, words } from './report'

/**
 * Time of an evaluation of the transformer that graph-two-rules opens with, by the lab's own reader and by its tensors: in
 * turns, in one page, on each backend, WASM also on all cores. It begins with the checkpoint that ships, since what a
 * trained model writes begins alike more often.
 */

const ROUNDS = { wasm: 5, hardware: 9, software: 1 } as const

const THREADS = cpus().length

const files = await bundle(join(import.meta.dirname, 'readingRace.ts'), [startedFromFiles()])
const adapter = await findAdapter()
const theta = await shippedParameters()
const backends: readonly Omit<ReadingOrder, 'theta'>[] = [
  { choice: 'wasm', rounds: ROUNDS.wasm, threads: 1 },
  ...(THREADS > 1 ? [{ choice: 'wasm' as const, rounds: ROUNDS.wasm, threads: THREADS }] : []),
  ...(adapter.kind === 'none' ? [] : [{ choice: 'webgpu' as const, rounds: ROUNDS[adapter.kind], threads: 1 }]),
]
const rows = []
for (const { choice, rounds, threads } of backends) {
  const { backend, tensors, lab } = await withPage(files, { flags: adapter.flags, isolated: threads > 1 }, page =>
    ask<ReadingOrder, ReadingRace>(page, { choice, rounds, threads, theta }),
  )
  const [theirs, own] = [tensors, lab].map(({ seconds }) => seconds.slice(1))
  const counts = (what: 'dispatches' | 'submits') => [tensors, lab].map(({ calls }) => calls?.[what] ?? '').join(', ')
  rows.push([
    backend,
    ...[tensors, lab].map(({ seconds: [first] }) => words(first)),
    ...[theirs, own].map(spread),
    (median(theirs) / median(own)).toFixed(1),
    ...(['dispatches', 'submits'] as const).map(counts),
  ])
}
say('Seconds.')
table(
  ['backend', 'first, tensors', 'first, lab', 'later, tensors', 'later, lab', 'tensors / lab', 'dispatches', 'submits'],
  rows,
)

async function shippedParameters(): Promise<Float32Array> {
  const start = await shippedStarts(nodePlatform().readShipped)(decodeLink('scenario=graph-two-rules').config)
  if (!start) throw new Error('No checkpoint ships for this.')
  return Float32Array.from(start.checkpoint.theta)
}
