import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { reportOf } from './rlReport'
import { LARGER, reached, SETTINGS } from './rlRuns'

/**
 * How many steps of RL each shipped checkpoint of graph-two-rules needs on the rare class; minutes a seed. `npm run rl` runs
 * seeds 0–9 and writes docs/rl.md; `npm run rl -- 1000 etaPost=0.001` tries seeds and settings out.
 */
const [range = '0-9', ...changes] = process.argv.slice(2)
const [first, last = first] = range.split('-').map(Number)
const seeds = Array.from({ length: last - first + 1 }, (_, i) => first + i)
if (changes.length > 0 || range !== '0-9') {
  const given = changes.map(change => change.split('=')).map(([id, value]) => [id, Number(value)])
  console.table(await reached(seeds, { ...SETTINGS, ...Object.fromEntries(given) }))
} else {
  const results = await reached(seeds, SETTINGS)
  const larger = await reached(seeds, LARGER)
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'rl.md'), await reportOf(results, larger))
}
