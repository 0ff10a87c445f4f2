import { join } from 'node:path'
import { nodePlatform } from '../cli/platform'
import { bundle } from '../scripts/bundle'
import { decodeLink } from '../src/config/link'
import { shippedStarts } from '../src/engine/shipped'
import { median, spread } from './figures'
import { openPage } from './openPage'
import type { ReadingRace } from './readingRace'

/**
 * Time of an evaluation of the transformer that graph-two-rules opens with, by the lab's own reader and by its tensors: in
 * turns, in one page, on each backend. It begins with the checkpoint that ships, since what a trained model writes begins
 * alike more often.
 */

const ROUNDS = { wasm: 5, hardware: 9, software: 1 } as const

const files = await bundle(join(import.meta.dirname, 'readingRace.ts'))
const { browser, page, adapter } = await openPage(files)
const theta = await shippedParameters()
try {
  console.log(
    '| backend | first, by tensors, s | by the lab, s | later ones, by tensors, s | by the lab, s | tensors / lab | dispatches | submits |',
  )
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  const backends = adapter === 'none' ? (['wasm'] as const) : (['wasm', 'webgpu'] as const)
  for (const choice of backends) {
    const rounds = choice === 'webgpu' && adapter !== 'none' ? ROUNDS[adapter] : ROUNDS.wasm
    const call = `import('./entry.js').then(module => module.race('${choice}', ${rounds}, [${theta}]))`
    const { backend, tensors, lab } = await page.evaluate<ReadingRace>(call)
    const [theirs, own] = [tensors, lab].map(({ seconds }) => seconds.slice(1))
    const counts = (what: 'dispatches' | 'submits') => [tensors, lab].map(({ calls }) => calls?.[what] ?? '').join(', ')
    const cells = [
      backend,
      ...[tensors, lab].map(({ seconds: [first] }) => first.toPrecision(3)),
      ...[theirs, own].map(spread),
      (median(theirs) / median(own)).toFixed(1),
      ...(['dispatches', 'submits'] as const).map(counts),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
} finally {
  await browser.close()
}

async function shippedParameters(): Promise<ArrayLike<number>> {
  const start = await shippedStarts(nodePlatform().readShipped)(decodeLink('scenario=graph-two-rules').config)
  if (!start) throw new Error('No checkpoint ships for this.')
  return start.checkpoint.theta
}
