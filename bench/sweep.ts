import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { preview } from 'vite'
import { nodePlatform } from '../cli/platform'
import { decodeSweepLink } from '../src/config/sweepLink'
import { planSweep } from '../src/config/sweepPlan'
import { openBackend } from '../src/engine/backend'
import { outcomesOf } from '../src/engine/sweep'
import { ensureBrowser } from '../scripts/browser.mjs'

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
  const page = await browser.newPage({ serviceWorkers: 'block' })
  const seconds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto(`${server.resolvedUrls!.local[0]}?${link(LENGTHS)}`)
    const run = page.getByRole('button', { name: /^Run \d+ runs|^Run/ }).first()
    await run.waitFor()
    // By the page's own clock, from the press of the button to the frame that says that all is done.
    seconds.push(await page.evaluate(timeSweep))
  }
  const sorted = [...seconds].sort((a, b) => a - b)
  console.log(
    `H ∈ {${LENGTHS.join(', ')}} × 4 rules × ${SEEDS} seeds × ${T} steps in the page: ${sorted[Math.floor(ROUNDS / 2)].toFixed(2)} s (${sorted[0].toFixed(2)} – ${sorted[ROUNDS - 1].toFixed(2)}), ${(LENGTHS.length * 4 * SEEDS * T) / sorted[Math.floor(ROUNDS / 2)] / 1000 | 0} thousand steps a second.\n`,
  )
} finally {
  await browser.close()
  await server.close()
}

await openBackend('wasm', nodePlatform())
console.log('| H | ms a run | of one at H = 8 | tokens, of those at H = 8 |')
console.log('| ---: | ---: | ---: | ---: |')
let first = 0
for (const H of LENGTHS) {
  const { runs } = planSweep(decodeSweepLink(link([H])).sweep)
  for (const run of runs.slice(0, 8)) await outcomesOf(run)
  const began = process.cpuUsage()
  for (const run of runs) await outcomesOf(run)
  const each = process.cpuUsage(began).user / 1000 / runs.length
  first ||= each
  console.log(`| ${H} | ${each.toFixed(2)} | ${(each / first).toFixed(2)} | ${(H / LENGTHS[0]).toFixed(0)} |`)
}

/** Runs in the page. */
function timeSweep(): Promise<number> {
  const button = [...document.querySelectorAll('button')].find(each => /^Run/.test(each.textContent ?? ''))!
  const began = performance.now()
  button.click()
  return new Promise(resolve => {
    const look = () => {
      const bar = document.querySelector<HTMLProgressElement>('progress')
      if (bar && bar.value === bar.max) resolve((performance.now() - began) / 1000)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}
