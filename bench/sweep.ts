import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { preview } from 'vite'
import { nodePlatform } from '../cli/platform'
import { ensureBrowser } from '../scripts/browser.mjs'
import { decodeSweepLink } from '../src/config/sweepLink'
import { planSweep } from '../src/config/sweepPlan'
import { openBackend } from '../src/engine/backend'
import { outcomesOf } from '../src/engine/sweep'
import { median, say, spread, table } from './report'

/**
 * How long a sweep of the linear model takes: in the built page with all its workers, and by length in one process, where the
 * time must grow no faster than the number of tokens. Build first: npm run build && npm run bench -- sweep
 */
const LENGTHS = [8, 16, 32, 64, 128]
const SEEDS = 16
const T = 500
const ROUNDS = 5

const link = (lengths: readonly number[]) =>
  `view=sweep&sweep=H:${lengths.join(',')}&by=rule:sgd,normalized,sign,adam&seeds=${SEEDS}&K=16&T=${T}`

const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const server = await preview({ root: join(import.meta.dirname, '..'), preview: { port: 4399 }, logLevel: 'error' })
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--headless=new', ...root] })
try {
  const seconds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    // In a context of its own: a page remembers the sweep that it showed last.
    const page = await browser.newPage({ serviceWorkers: 'block' })
    await page.goto(`${server.resolvedUrls!.local[0]}?${link(LENGTHS)}`)
    const run = page.getByRole('button', { name: 'Run', exact: true })
    await run.waitFor()
    const began = performance.now()
    await run.click()
    await page.getByRole('button', { name: 'Run again' }).waitFor({ timeout: 300_000 })
    seconds.push((performance.now() - began) / 1000)
    await page.context().close()
  }
  const steps = LENGTHS.length * 4 * SEEDS * T
  say(
    `H ∈ {${LENGTHS.join(', ')}} × 4 rules × ${SEEDS} seeds × ${T} steps in the page: ${spread(seconds)} s, ${Math.round(steps / median(seconds) / 1000)} thousand steps a second.`,
  )
} finally {
  await browser.close()
  await server.close()
}

await openBackend('wasm', nodePlatform())
const rows = []
let first = 0
for (const H of LENGTHS) {
  const { runs } = planSweep(decodeSweepLink(link([H])).sweep)
  await outcomesOf(runs.slice(0, 8))
  const began = process.cpuUsage()
  await outcomesOf(runs)
  const each = process.cpuUsage(began).user / 1000 / runs.length
  first ||= each
  rows.push([H, each.toFixed(2), (each / first).toFixed(2), (H / LENGTHS[0]).toFixed(0)])
}
table(['H', 'ms a run', 'of one at H = 8', 'tokens, of those at H = 8'], rows)
