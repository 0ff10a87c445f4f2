import { join } from 'node:path'
import { nodePlatform } from '../cli/platform'
import { bundle } from '../scripts/bundle'
import { decodeLink } from '../src/config/link'
import { shippedStarts } from '../src/engine/shipped'
import { findAdapter, withPage } from './race/browser'
import type { ReadingRace } from './readingRace'
import { median, say, spread, table, words } from './report'

/**
 * Time of an evaluation of the transformer that graph-two-rules opens with, by the lab's own reader and by its tensors: in
 * turns, in one page, on each backend. It begins with the checkpoint that ships, since what a trained model writes begins
 * alike more often.
 */

const ROUNDS = { wasm: 5, hardware: 9, software: 1 } as const

const files = await bundle(join(import.meta.dirname, 'readingRace.ts'))
const adapter = await findAdapter()
const theta = await shippedParameters()
const backends = [
  { choice: 'wasm', rounds: ROUNDS.wasm },
  ...(adapter.kind === 'none' ? [] : [{ choice: 'webgpu', rounds: ROUNDS[adapter.kind] }]),
]
await withPage(files, { flags: adapter.flags, isolated: false }, async page => {
  page.setDefaultTimeout(0)
  const rows = []
  for (const { choice, rounds } of backends) {
    const call = `import('./entry.js').then(module => module.race('${choice}', ${rounds}, [${theta}]))`
    const { backend, tensors, lab } = await page.evaluate<ReadingRace>(call)
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
    [
      'backend',
      'first, tensors',
      'first, lab',
      'later, tensors',
      'later, lab',
      'tensors / lab',
      'dispatches',
      'submits',
    ],
    rows,
  )
})

async function shippedParameters(): Promise<ArrayLike<number>> {
  const start = await shippedStarts(nodePlatform().readShipped)(decodeLink('scenario=graph-two-rules').config)
  if (!start) throw new Error('No checkpoint ships for this.')
  return start.checkpoint.theta
}
