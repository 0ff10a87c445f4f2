import { cpus } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../scripts/bundle'
import { median, spread } from './figures'
import { openPage } from './openPage'
import type { Effort, Race } from './transformerRace'

/**
 * Time of a training step of the transformer that graph-two-rules opens with, beside plain TensorFlow.js code for the same
 * model: in turns, in one page, on each backend. The two agree on the loss and its gradient before anything is timed.
 */

/** As long as a coffee takes: what is slow takes a smaller batch and fewer steps. */
const EFFORTS = {
  wasm: { batch: 64, steps: 3, rounds: 9 },
  cpu: { batch: 4, steps: 1, rounds: 3 },
  hardware: { batch: 64, steps: 20, rounds: 9 },
  software: { batch: 4, steps: 1, rounds: 3 },
} satisfies Record<string, Effort>

const files = await bundle(join(import.meta.dirname, 'transformerRace.ts'))
const { browser, page, adapter } = await openPage(files)
try {
  const rows: { effort: Effort; race: Race }[] = []
  const run = async (choice: string, effort: Effort) => {
    const call = `import('./entry.js').then(module => module.race('${choice}', ${JSON.stringify(effort)}))`
    rows.push({ effort, race: await page.evaluate<Race>(call) })
  }
  await run('wasm', EFFORTS.wasm)
  await run('cpu', EFFORTS.cpu)
  if (adapter !== 'none') await run('webgpu', EFFORTS[adapter])
  report(rows, browser.version())
  if (adapter === 'none') console.log('\nThis browser has no WebGPU adapter at all.')
} finally {
  await browser.close()
}

function report(rows: readonly { effort: Effort; race: Race }[], version: string): void {
  const [{ race: first }] = rows
  const [{ model }] = cpus()
  console.log(
    `A training step with Adam: 2 layers, 4 heads, width 64, ${first.parameters.toLocaleString('en-US')} parameters, context ${first.context}, vocabulary ${first.vocabulary}. Chromium ${version}, ${cpus().length} cores (${model}). Median (smallest – largest) of the rounds, in turns.\n`,
  )
  console.log(
    '| backend | batch | rounds × steps | the lab, ms | plain tfjs-core, ms | plain / lab | differ in loss, gradient | dispatches | submits | encoding, ms |',
  )
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  for (const { effort, race } of rows) {
    const cells = [
      race.backend,
      effort.batch,
      `${effort.rounds} × ${effort.steps}`,
      spread(race.lab),
      spread(race.plain),
      (median(race.plain) / median(race.lab)).toFixed(2),
      [race.lossDifference, race.gradientDifference].map(by => (by === 0 ? '0' : by.toExponential(0))).join(', '),
      ...(['dispatches', 'submits', 'encoding'] as const).map(what => asked(race, what)),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

/** Of a step of the lab, and of the other. */
function asked({ asked }: Race, what: 'dispatches' | 'submits' | 'encoding'): string {
  if (!asked) return ''
  const words = (count: number) => count.toLocaleString('en-US', { maximumSignificantDigits: 3 })
  return `${words(asked.lab[what])}, ${words(asked.plain[what])}`
}
