import { chromium, type Page } from '@playwright/test'
import { preview } from 'vite'
import { ensureBrowser } from '../scripts/browser.mjs'

/**
 * How the built page keeps up while a person drags, with 500 evaluation points: frame times against the same page's own
 * idle frames, in one run. Build first: npm run build && npm run bench -- page
 */
const MOVES = 120
const LINK = 'T=500&every=1&run=1'

interface Frames {
  readonly name: string
  readonly median: number
  readonly p95: number
  readonly longest: number
}

const server = await preview({ preview: { port: 4399 }, logLevel: 'error' })
const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--headless=new', ...root] })
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${server.resolvedUrls!.local[0]}?${LINK}`)
  await page.getByRole('radio', { name: 'max', exact: true }).check()
  await page.getByRole('button', { name: 'Replay' }).waitFor({ timeout: 120_000 })
  const idle = await frames(page, 'idle', () => page.waitForTimeout(2000))
  const threshold = page.getByRole('slider', { name: 'Tail parameter N, on the chart' })
  const rows = [
    idle,
    await frames(page, 'dragging N', () => sweep(page, threshold)),
    await frames(page, 'dragging the playhead', () => sweep(page, page.locator('.overlay.scrub'))),
  ]
  console.log('| while | median frame, ms | 95 % | longest | median / idle |')
  console.log('| --- | ---: | ---: | ---: | ---: |')
  for (const { name, median, p95, longest } of rows) {
    const cells = [name, median.toFixed(1), p95.toFixed(1), longest.toFixed(1), (median / idle.median).toFixed(2)]
    console.log(`| ${cells.join(' | ')} |`)
  }
  const reaction = await reactionTime(page)
  console.log(`\nFrom a new H to the first picture of its run: ${reaction.toFixed(0)} ms.`)
} finally {
  await browser.close()
  await server.close()
}

/** Times between animation frames while something is done. */
async function frames(page: Page, name: string, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const watch = {
      times: [] as number[],
      on: true,
      tick(time: number) {
        watch.times.push(time)
        if (watch.on) requestAnimationFrame(watch.tick)
      },
    }
    ;(window as unknown as { watch: typeof watch }).watch = watch
    requestAnimationFrame(watch.tick)
  })
  await act()
  const times = await page.evaluate(() => {
    const { watch } = window as unknown as { watch: { times: number[]; on: boolean } }
    watch.on = false
    return watch.times
  })
  const gaps = times.slice(1).map((time, i) => time - times[i])
  gaps.sort((a, b) => a - b)
  const at = (share: number) => gaps[Math.min(gaps.length - 1, Math.floor(share * gaps.length))]
  return { name, median: at(0.5), p95: at(0.95), longest: at(1) }
}

/** Drags back and forth across the middle of the page's charts, about one move a frame. */
async function sweep(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  const box = (await target.boundingBox())!
  const x = box.x + box.width / 2
  const y = box.y + Math.min(20, box.height / 2)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let i = 0; i < MOVES; i++) {
    await page.mouse.move(x + 80 * Math.sin((2 * Math.PI * i) / 40), y)
    await page.waitForTimeout(12)
  }
  await page.mouse.up()
}

/** Milliseconds from typing another H to the change of the centrepiece's title. */
async function reactionTime(page: Page): Promise<number> {
  await page.locator('[data-parameter="H"] input[type="text"]').fill('64')
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
