import { chromium, type Page } from '@playwright/test'
import { nodePlatform } from '../cli/platform'
import { ensureBrowser } from '../scripts/browser.mjs'
import { decodeSweepLink } from '../src/config/sweepLink'
import { planSweep } from '../src/config/sweepPlan'
import { openBackend } from '../src/engine/backend'
import { outcomesOf } from '../src/engine/sweep'
import { median, say, spread, table } from './report'
import { servePage } from './servePage'

/**
 * How long a sweep of the linear model takes: in the built page with all its workers, and by length in one process, where the
 * time must grow no faster than the number of tokens.
 */
const LENGTHS = [8, 16, 32, 64, 128]
const SEEDS = 16
const T = 500
const ROUNDS = 5

/** Moves of a drag, and milliseconds between two of them: about a frame. */
const MOVES = 120
const MOVE = 16

const link = (lengths: readonly number[]) =>
  `view=sweep&sweep=H:${lengths.join(',')}&by=rule:sgd,normalized,sign,adam&seeds=${SEEDS}&K=16&T=${T}`

const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const server = await servePage(4399)
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--headless=new', ...root] })
try {
  const seconds: number[] = []
  const pauses: number[] = []
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
    pauses.push(...(await dragged(page)))
    await page.context().close()
  }
  const steps = LENGTHS.length * 4 * SEEDS * T
  say(
    `H ∈ {${LENGTHS.join(', ')}} × 4 rules × ${SEEDS} seeds × ${T} steps in the page: ${spread(seconds)} s, ${Math.round(steps / median(seconds) / 1000)} thousand steps a second.`,
  )
  say(
    `While K is dragged afterwards, every point is computed anew and drawn again and again: from one picture to the next ${spread(pauses)} ms.`,
  )
} finally {
  await browser.close()
  await server.close()
}

/** Drags the slider of K over half its length. @returns ms from one picture to the next, from the first move on */
async function dragged(page: Page): Promise<number[]> {
  const pictures = await page.evaluateHandle(() => {
    const times: number[] = []
    let last = ''
    new MutationObserver(() => {
      const curves = [...document.querySelectorAll('.sweep-figure .recharts-curve')]
      const drawn = curves.map(curve => curve.getAttribute('d')).join()
      if (drawn !== last) times.push(performance.now())
      last = drawn
    }).observe(document.querySelector('.sweep-figure')!, { subtree: true, childList: true, attributes: true })
    return times
  })
  const slider = page.locator('[data-parameter="K"]').getByRole('slider')
  await slider.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await slider.boundingBox())!
  const to = (i: number) => page.mouse.move(x + width * (0.25 + (i / MOVES) * 0.5), y + height / 2)
  await to(0)
  await page.mouse.down()
  const began = await page.evaluate(() => performance.now())
  for (let i = 1; i <= MOVES; i++) {
    await to(i)
    await page.waitForTimeout(MOVE)
  }
  await page.mouse.up()
  const times = [began, ...(await pictures.evaluate(times => times)).filter(time => time > began)]
  return times.slice(1).map((time, i) => time - times[i])
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
