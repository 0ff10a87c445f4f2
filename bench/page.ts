import { type Browser, chromium, type Locator, type Page } from '@playwright/test'
import { ensureBrowser } from '../scripts/browser.mjs'
import { type Load, loadWhile, redrawn } from './mainThread'
import { servePlainHistory } from './plainHistory/serve'
import { say, table } from './report'
import { servePage } from './servePage'

/**
 * How the built page keeps up while it trains at full speed and while a person drags: with one run and with four over each
 * other, of 500 evaluations each. Frame times against the same page’s own idle frames, in one run; and what its main thread
 * computed, by the processor’s clock, so that others may work on the same machine, beside a chart that is drawn plainly.
 */
const MOVES = 80
const LINK = 'T=500&every=1'

/** Of the runs that lie over each other; the page opens with the first. */
const LENGTHS = [32, 8, 16, 64]

/** Of a run after them. */
const ANOTHER = 48

const server = await servePage(4399)
const plain = await servePlainHistory()
const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--headless=new', ...root] })
try {
  const home = server.resolvedUrls!.local[0]
  const opened = await openPage(browser, home)
  const first = await loadWhile(opened, () => trained(opened, () => play(opened)))
  const rows: (readonly [string, Load])[] = [['training, as it opens', first]]
  await opened.context().close()

  const page = await openPage(browser, `${home}?${LINK}`)
  let idle: Load | null = null
  for (const [i, H] of LENGTHS.entries()) {
    // A page that has trained trains anew with each setting.
    const begin = i === 0 ? () => play(page) : () => choose(page, H, i)
    const load = await loadWhile(page, () => trained(page, begin))
    if (i === 0) {
      idle = await loadWhile(page, () => page.waitForTimeout(2000))
      rows.push(['idle', idle], ['training, one run', load], ...(await dragged(page, 'one run')))
    }
    if (i === LENGTHS.length - 1) rows.push(['training, over three runs', load], ...(await dragged(page, 'four runs')))
  }
  const yardstick = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await yardstick.goto(plain.resolvedUrls!.local[0])
  const chart = yardstick.locator('.recharts-wrapper')
  await sweep(yardstick, chart)
  const drawn = await loadWhile(yardstick, () => sweep(yardstick, chart))
  rows.push(['one history of eight curves, drawn plainly', drawn])
  table(
    [
      'while',
      'median frame, ms',
      '95 %',
      'longest',
      'median / idle',
      'redraw: script, ms',
      'style and layout',
      'paint',
      'sum',
      '95 %',
      'of the plain history’s',
      'longest task, ms',
      'over 50 ms',
    ],
    rows.map(([name, { frames, work, tasks }]) => [
      name,
      ...[0.5, 0.95, 1].map(share => at(frames, share).toFixed(1)),
      (at(frames, 0.5) / at(idle!.frames, 0.5)).toFixed(2),
      ...[work.script, work.layout, work.paint, work.all].map(each => at(each, 0.5).toFixed(1)),
      at(work.all, 0.95).toFixed(1),
      (at(work.all, 0.5) / at(drawn.work.all, 0.5)).toFixed(2),
      at(tasks, 1).toFixed(1),
      tasks.filter(task => task > 50).length,
    ]),
  )
  say(`From a new H to the first picture of its run: ${(await reactionTime(page)).toFixed(0)} ms.`)
} finally {
  await browser.close()
  await server.close()
  await plain.close()
}

/** A page at full speed whose run has not begun. */
async function openPage(from: Browser, address: string): Promise<Page> {
  const page = await from.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
  await page.goto(address)
  await page.getByRole('radio', { name: 'max', exact: true }).check()
  await page.getByRole('heading', { level: 2, name: /KL, is/ }).waitFor()
  return page
}

/** Begins a run of another length over so many others. */
async function choose(page: Page, H: number, others: number): Promise<void> {
  await page.locator('[data-parameter="H"] input[type="text"]').fill(String(H))
  await page.keyboard.press('Enter')
  // The run before is named among the others as soon as it is over.
  await page.locator('.run-chips li').nth(others).waitFor()
}

async function play(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Play', exact: true }).click()
}

/** From the start of a run to its end. */
async function trained(page: Page, begin: () => Promise<void>): Promise<void> {
  await begin()
  await page.getByRole('button', { name: 'Replay' }).waitFor({ timeout: 300_000 })
}

async function dragged(page: Page, runs: string): Promise<(readonly [string, Load])[]> {
  const threshold = page.getByRole('slider', { name: 'Tail parameter N, on the chart' })
  const playhead = page.locator('.history .scrub')
  return [
    [`dragging N, ${runs}`, await loadWhile(page, () => sweep(page, threshold))],
    [`dragging the playhead, ${runs}`, await loadWhile(page, () => sweep(page, playhead))],
  ]
}

/** The entry below which a share of them lies. @param values ascending */
function at(values: readonly number[], share: number): number {
  return values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0
}

/** Drags back and forth across the middle of the page's charts, one move for each redraw. */
async function sweep(page: Page, target: Locator): Promise<void> {
  const box = (await target.boundingBox())!
  const x = box.x + box.width / 2
  const y = box.y + Math.min(20, box.height / 2)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let i = 0; i < MOVES; i++) {
    await page.mouse.move(x + 80 * Math.sin((2 * Math.PI * i) / 40), y)
    await redrawn(page)
  }
  await page.mouse.up()
}

/** Milliseconds from typing another H to the change of the centrepiece's title. */
async function reactionTime(page: Page): Promise<number> {
  await page.locator('[data-parameter="H"] input[type="text"]').fill(String(ANOTHER))
  await page.evaluate(() => {
    const watch = window as unknown as { pressed: number; reaction: Promise<number> }
    window.addEventListener('keydown', () => {
      watch.pressed = performance.now()
    })
    watch.reaction = new Promise(resolve => {
      const title = document.querySelector('main h2')!
      new MutationObserver(() => resolve(performance.now() - watch.pressed)).observe(title, {
        characterData: true,
        childList: true,
        subtree: true,
      })
    })
  })
  await page.keyboard.press('Enter')
  return page.evaluate(() => (window as unknown as { reaction: Promise<number> }).reaction)
}
