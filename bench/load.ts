import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from '@playwright/test'
import { preview } from 'vite'
import { ensureBrowser } from '../scripts/browser.mjs'

/**
 * How fast the built page is there for a first visitor: nothing in any cache, everything over the loopback. Build first:
 * npm run build && npm run bench -- load
 */
const REPETITIONS = 7

/** Milliseconds from the start of the navigation, or bytes. */
interface Opening {
  /** The first text or picture. */
  readonly painted: number
  /** Play and the sliders for N, on the chart too, are there and answer: the sum of the longest wait. */
  readonly interactive: number
  /** The plots are drawn. */
  readonly drawn: number
  /** The backend is there and the run has been measured once. */
  readonly ready: number
  /** Tasks that kept the page from answering for more than 50 ms, until it is ready. */
  readonly blocked: number
  readonly longest: number
  /** JavaScript asked for by the page itself until it can be used, gzipped; what the worker loads is not in it. */
  readonly initial: number
}

const MEASURES: readonly { key: keyof Opening; name: string; digits: number; unit: number }[] = [
  { key: 'painted', name: 'first contentful paint, ms', digits: 0, unit: 1 },
  { key: 'interactive', name: 'Play and N answer, ms', digits: 0, unit: 1 },
  { key: 'drawn', name: 'plots are drawn, ms', digits: 0, unit: 1 },
  { key: 'ready', name: 'own run is measured, ms', digits: 0, unit: 1 },
  { key: 'blocked', name: 'long tasks in all, ms', digits: 0, unit: 1 },
  { key: 'longest', name: 'longest task, ms', digits: 0, unit: 1 },
  { key: 'initial', name: 'JavaScript until interactive, kB gzip', digits: 1, unit: 1000 },
]

const server = await preview({ preview: { port: 4398 }, logLevel: 'error' })
const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--headless=new', ...root] })
try {
  const home = server.resolvedUrls!.local[0]
  // The first start of a browser is not the page's.
  await opening(browser, home)
  const openings: Opening[] = []
  for (let i = 0; i < REPETITIONS; i++) openings.push(await opening(browser, home))
  console.log('| first visit | median | least | most |')
  console.log('| --- | ---: | ---: | ---: |')
  for (const { key, name, digits, unit } of MEASURES) {
    const sorted = openings.map(each => each[key] / unit).sort((a, b) => a - b)
    const cells = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted[sorted.length - 1]]
    console.log(`| ${[name, ...cells.map(cell => cell.toFixed(digits))].join(' | ')} |`)
  }
} finally {
  await browser.close()
  await server.close()
}

/** Opens the page in a context of its own, so that no cache and no service worker knows it. */
async function opening(from: Browser, home: string): Promise<Opening> {
  const context = await from.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const scripts: { readonly at: number; readonly bytes: number }[] = []
  page.on('response', async response => {
    if (!response.url().endsWith('.js') || response.serviceWorker() || response.request().serviceWorker()) return
    // Of a worker's own requests Playwright knows no frame.
    const own = await Promise.resolve(response.request().frame()).catch(() => null)
    if (own) scripts.push({ at: response.request().timing().startTime, bytes: gzipSync(await response.body()).length })
  })
  await page.addInitScript(watchOpening)
  await page.goto(home, { waitUntil: 'commit' })
  await page.getByRole('heading', { level: 2, name: /KL, is/ }).waitFor({ timeout: 120_000 })
  const seen = await page.evaluate(() => (window as unknown as { opening: Seen }).opening)
  const origin = await page.evaluate(() => performance.timeOrigin)
  const initial = scripts.filter(({ at }) => at - origin <= seen.interactive).reduce((sum, { bytes }) => sum + bytes, 0)
  const ready = await page.evaluate(() => performance.now())
  await context.close()
  const blocked = seen.tasks.reduce((sum, task) => sum + task, 0)
  return { ...seen, ready, blocked, longest: Math.max(0, ...seen.tasks), initial }
}

interface Seen extends Pick<Opening, 'painted' | 'interactive' | 'drawn'> {
  readonly tasks: number[]
}

/** Runs in the page, before anything of it: notes when what is there, by its own clock. */
function watchOpening(): void {
  const seen = { painted: 0, interactive: 0, drawn: 0, tasks: [] as number[] }
  Object.assign(window, { opening: seen })
  new PerformanceObserver(list => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') seen.painted = startTime
  }).observe({ type: 'paint', buffered: true })
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration)
  }).observe({ type: 'longtask', buffered: true })
  let asked = false
  const look = (): void => {
    const N = document.querySelector<HTMLInputElement>('[data-parameter="N"] input[type="range"]')
    const play = document.querySelector<HTMLButtonElement>('.button-main')
    if (!asked && N && play && !play.disabled) {
      asked = true
      // A key on the slider has to be answered by the field beside it: in the next frame it can be seen.
      const field = document.querySelector<HTMLInputElement>('[data-parameter="N"] input[type="text"]')!
      const before = field.value
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!
      const move = (by: number): void => {
        set.call(N, String(Number(N.value) + by))
        N.dispatchEvent(new Event('input', { bubbles: true }))
      }
      move(1)
      const answered = (): void => {
        if (field.value === before) {
          requestAnimationFrame(answered)
          return
        }
        seen.interactive = performance.now()
        move(-1)
      }
      requestAnimationFrame(answered)
    }
    if (seen.drawn === 0 && document.querySelector('.ratio-plots .recharts-surface')) seen.drawn = performance.now()
    if (seen.interactive === 0 || seen.drawn === 0) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
