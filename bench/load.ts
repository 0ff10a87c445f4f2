import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from '@playwright/test'
import { ensureBrowser } from '../scripts/browser.mjs'
import { table } from './report'
import { servePage } from './servePage'

/** How fast the built page is there for a first visitor: nothing in any cache, everything over the loopback. */
const REPETITIONS = 7
const DIST = join(import.meta.dirname, '..', 'dist')

/** Milliseconds from the start of the navigation, or bytes. */
interface Opening {
  /** The first text or picture. */
  readonly painted: number
  /** Play and the slider for N are there, and what the slider says is answered. */
  readonly interactive: number
  /** The plots are drawn. */
  readonly drawn: number
  /** The backend is there and the run has been measured once. */
  readonly ready: number
  /** Tasks that kept the page from answering for more than 50 ms, until it is ready. */
  readonly blocked: number
  readonly longest: number
  /** JavaScript asked for by the page itself until it can be used, gzipped; the worker and what it loads are not in it. */
  readonly initial: number
  /** When the worker, and with it tfjs, is asked for. */
  readonly worker: number
}

const MEASURES: readonly { key: keyof Opening; name: string; digits: number; unit: number }[] = [
  { key: 'painted', name: 'first contentful paint, ms', digits: 0, unit: 1 },
  { key: 'interactive', name: 'Play and N answer, ms', digits: 0, unit: 1 },
  { key: 'drawn', name: 'plots are drawn, ms', digits: 0, unit: 1 },
  { key: 'ready', name: 'own run is measured, ms', digits: 0, unit: 1 },
  { key: 'blocked', name: 'long tasks in all, ms', digits: 0, unit: 1 },
  { key: 'longest', name: 'longest task, ms', digits: 0, unit: 1 },
  { key: 'worker', name: 'worker is asked for, ms', digits: 0, unit: 1 },
  { key: 'initial', name: 'JavaScript until interactive, kB gzip', digits: 1, unit: 1000 },
]

const server = await servePage(4398)
const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--headless=new', ...root] })
try {
  const home = server.resolvedUrls!.local[0]
  // The first start of a browser is not the page's.
  await opening(browser, home)
  const openings: Opening[] = []
  for (let i = 0; i < REPETITIONS; i++) openings.push(await opening(browser, home))
  table(
    ['first visit', 'median', 'least', 'most'],
    MEASURES.map(({ key, name, digits, unit }) => {
      const sorted = openings.map(each => each[key] / unit).sort((a, b) => a - b)
      const cells = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted[sorted.length - 1]]
      return [name, ...cells.map(cell => cell.toFixed(digits))]
    }),
  )
  table(['built files', 'number', 'kB', 'kB gzip'], ['html', 'css', 'js', 'wasm'].map(builtFiles))
} finally {
  await browser.close()
  await server.close()
}

/** All built files of a kind, whoever loads them. */
function builtFiles(extension: string) {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(`.${extension}`))
    .map(name => readFileSync(join(DIST, name)))
  const kilobytes = (size: (file: Buffer) => number) =>
    (files.reduce((sum, file) => sum + size(file), 0) / 1000).toFixed(0)
  return [extension, files.length, kilobytes(file => file.length), kilobytes(file => gzipSync(file).length)]
}

/** Opens the page in a context of its own, so that no cache and no service worker knows it. */
async function opening(from: Browser, home: string): Promise<Opening> {
  const context = await from.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(watchOpening)
  await page.goto(home, { waitUntil: 'commit' })
  await page.getByRole('heading', { level: 2, name: /KL, is/ }).waitFor({ timeout: 120_000 })
  const seen = await page.evaluate(() => (window as unknown as { opening: Seen }).opening)
  // By the page's own list: the worker's script is on it, what that loads is not.
  const scripts = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name, startTime }) => ({ name, startTime })),
  )
  const isWorker = ({ name }: { name: string }) => /\/worker-[^/]*\.js$/.test(name)
  const initial = scripts
    .filter(script => script.name.endsWith('.js') && !isWorker(script) && script.startTime <= seen.interactive)
    .reduce((sum, { name }) => sum + gzipSync(readFileSync(join(DIST, new URL(name).pathname))).length, 0)
  const worker = Math.min(...scripts.filter(isWorker).map(({ startTime }) => startTime))
  const ready = await page.evaluate(() => performance.now())
  await context.close()
  const blocked = seen.tasks.reduce((sum, task) => sum + task, 0)
  return { ...seen, ready, blocked, longest: Math.max(0, ...seen.tasks), initial, worker }
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
  // Methods, because what names functions in the bench is not there in the page.
  const watch = {
    asked: false,
    field: null as HTMLInputElement | null,
    before: '',
    move(by: number): void {
      const slider = document.querySelector<HTMLInputElement>('[data-parameter="N"] input[type="range"]')!
      const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!
      set!.call(slider, String(Number(slider.value) + by))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
    },
    look(): void {
      const play = document.querySelector<HTMLButtonElement>('.button-main')
      watch.field ??= document.querySelector<HTMLInputElement>('[data-parameter="N"] input[type="text"]')
      if (!watch.asked && watch.field && play && !play.disabled) {
        watch.asked = true
        watch.before = watch.field.value
        watch.move(1)
      } else if (watch.asked && seen.interactive === 0 && watch.field!.value !== watch.before) {
        // The frame in which the field beside the slider says what was moved.
        seen.interactive = performance.now()
        watch.move(-1)
      }
      if (seen.drawn === 0 && document.querySelector('.ratio-plots .recharts-surface')) seen.drawn = performance.now()
      if (seen.interactive === 0 || seen.drawn === 0) requestAnimationFrame(() => watch.look())
    },
  }
  requestAnimationFrame(() => watch.look())
}
