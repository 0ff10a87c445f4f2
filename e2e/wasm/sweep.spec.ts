import { readFile } from 'node:fs/promises'
import type { Page, Worker } from '@playwright/test'
import { runSweepLink } from '../../cli/runLink'
import type { SweepFile } from '../../src/engine/sweepFile'
import { expectAccessible } from '../axe'
import { keptOutcomes } from '../kept'
import { copiedLink, Lab } from '../lab'
import { expect, test } from '../page'

/** Four runs of a second's fraction each. */
const TINY = 'view=sweep&sweep=H:4,8&by=rule:sgd,sign&seeds=1&T=60'

/** A second or two of many runs. */
const SHORT = 'view=sweep&sweep=H:4,8,16,32&by=rule:sgd,sign&seeds=16&T=1000'

/** Takes a second or two, so that it follows what is dragged on slow machines and not for a hundred times the steps on fast ones. */
const DRAGGED = SHORT.replace('seeds=16', 'seeds=48')

/** More than can be finished before it is cancelled. */
const LONG = 'view=sweep&sweep=H:4,8,16&seeds=50&T=80000'

const isOfSweep = (worker: Worker) => /sweepWorker/.test(worker.url())

class SweepView {
  readonly run
  readonly cancel
  readonly again
  readonly stage
  readonly title
  readonly picture

  constructor(readonly page: Page) {
    this.run = page.getByRole('button', { name: 'Run', exact: true })
    this.cancel = page.getByRole('button', { name: 'Cancel', exact: true })
    this.again = page.getByRole('button', { name: 'Run again' })
    this.stage = page.locator('.sweep .stage')
    this.title = page.locator('.sweep').getByRole('heading', { level: 2, name: /Cov|KL/ })
    this.picture = page.locator('.sweep-figure').getByRole('img').first()
  }

  async open(query: string): Promise<void> {
    await this.page.goto(`./?${query}`)
    await expect(this.stage).toBeVisible()
  }

  /** Runs of the sweep that are there. */
  async done(): Promise<number> {
    return Number(await this.page.locator('.sweep-bar .progress strong').textContent())
  }

  /** Opens a sweep and waits until it is under way. @returns its workers */
  async underWay(query: string): Promise<Worker[]> {
    await this.open(query)
    await this.run.click()
    await expect.poll(() => this.done(), { timeout: 60_000 }).toBeGreaterThan(3)
    return this.page.workers().filter(isOfSweep)
  }

  async finished(): Promise<void> {
    await expect(this.stage).toContainText('Finished', { timeout: 120_000 })
  }

  async download(): Promise<SweepFile> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: 'Download data' }).click(),
    ])
    return JSON.parse(await readFile(await download.path(), 'utf8'))
  }

  /** The cells of the table's rows. */
  async rows(): Promise<string[][]> {
    await this.page.locator('.sweep-figure .as-table').evaluate(details => {
      ;(details as HTMLDetailsElement).open = true
    })
    const rows = this.page.locator('.sweep-figure tbody tr')
    await expect(rows.first()).toBeVisible()
    return rows.evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent ?? '')))
  }

  view(name: 'Explore' | 'Sweep') {
    return this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name })
  }
}

test('a link opens a sweep, which runs, is read in three ways, and downloads', async ({ page }) => {
  // As on a machine with room for several workers.
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 }))
  const sweep = new SweepView(page)
  await sweep.open(TINY)
  await expect(sweep.stage).toContainText('Press Run: 4 runs of 60 steps.')
  await expect(sweep.title).toHaveText('Mean Cov₁₆ against H')
  await expect(page.getByRole('button', { name: 'Download data' })).toBeDisabled()
  await sweep.run.click()
  await sweep.finished()
  await expect(sweep.title).toHaveText(/^From H = 4 to 8, mean Cov₁₆ \w+ .* with SGD .*with Sign descent$/)
  await expect(sweep.picture).toHaveAttribute('aria-label', (await sweep.title.textContent())!)
  await expect(page.locator('.sweep-marker')).toHaveCount(4)
  await expect(page.getByText('WASM · 1 thread × 3 workers')).toBeVisible()

  // The numbers are the command line's.
  const file = await sweep.download()
  const expected = await runSweepLink(TINY, () => {})
  const { cells, runs, ...settings } = file
  const { cells: expectedCells, runs: expectedRuns, ...expectedSettings } = expected
  expect(settings).toEqual(expectedSettings)
  expect(runs.map(({ link }) => link)).toEqual(expectedRuns.map(({ link }) => link))
  // Equal but for the last bits of the two engines' exp and log.
  for (const [i, { median }] of cells.entries()) {
    expect(Number(median)).toBeCloseTo(Number(expectedCells[i].median), 9)
  }
  const rows = await sweep.rows()
  expect(rows.map(([point]) => point)).toEqual([
    'SGD, H = 4',
    'SGD, H = 8',
    'Sign descent, H = 4',
    'Sign descent, H = 8',
  ])
  for (const [i, row] of rows.entries()) expect(Number(row[1])).toBeCloseTo(Number(expectedCells[i].median), 2)

  // Another metric needs no run.
  await page.getByLabel('Metric').selectOption('final KL')
  await expect(sweep.title).toContainText('final KL')
  await sweep.finished()
  await expect(page).toHaveURL(/metric=finalKl/)

  // After it has been run, what is missing is computed at once.
  await page.getByLabel('Values').fill('4, 8, 12')
  await page.getByLabel('Values').press('Enter')
  await expect(sweep.stage).toContainText('Finished: 6 runs.')
  expect((await sweep.download()).runs).toHaveLength(6)
})

test('follows settings that are dragged, where that takes seconds, and keeps the picture meanwhile', async ({
  page,
}) => {
  const sweep = new SweepView(page)
  await sweep.open(DRAGGED)
  const slider = page.locator('[data-parameter="K"]').getByRole('slider')
  // Not before it has been run.
  await slider.press('ArrowRight')
  await expect(sweep.stage).toContainText('Press Run: 384 runs of 1,000 steps.')
  await sweep.run.click()
  await expect(sweep.stage).toContainText('what is missing is computed at once')
  const before = await sweep.rows()
  await expect.poll(() => keptOutcomes(page)).toBe(384)

  // When the picture is empty, and at which K the sweep comes to rest: keys on a busy machine may be so far apart.
  const seen = await page.evaluateHandle(() => {
    const K = document.querySelector<HTMLInputElement>('[data-parameter="K"] [type=range]')!
    const seen = { empty: 0, rests: new Set([K.value]) }
    new MutationObserver(() => {
      if (document.querySelector('.sweep-figure .empty')) seen.empty++
      if (document.querySelector('.sweep .stage')!.textContent.includes('Finished')) seen.rests.add(K.value)
    }).observe(document.querySelector('.sweep')!, { childList: true, subtree: true, characterData: true })
    return seen
  })
  for (let i = 0; i < 30; i++) {
    await slider.press(i < 20 ? 'ArrowRight' : 'ArrowLeft')
    await expect(sweep.stage).toContainText('Following the settings')
  }
  // Also back to what was just left.
  for (let i = 0; i < 20; i++) await slider.press(i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft')
  await sweep.finished()
  expect(await seen.evaluate(({ empty }) => empty)).toBe(0)
  // What was only passed through takes no room on the device.
  await expect.poll(() => keptOutcomes(page)).toBe(384 * (await seen.evaluate(({ rests }) => rests.size)))
  // The numbers are those of the newest settings.
  const file = await sweep.download()
  const link = new URL(page.url()).search.slice(1)
  const expected = await runSweepLink(link, () => {})
  expect(file.runs.map(({ link }) => link)).toEqual(expected.runs.map(({ link }) => link))
  for (const [i, { median }] of file.cells.entries()) {
    expect(Number(median)).toBeCloseTo(Number(expected.cells[i].median), 9)
  }
  expect(await sweep.rows()).not.toEqual(before)

  // What would take longer waits to be run, and what is there needs no run.
  const steps = page.locator('[data-parameter="T"]').getByRole('textbox')
  const setSteps = async (T: string) => {
    await steps.fill(T)
    await steps.press('Enter')
  }
  await setSteps('100000')
  await expect(sweep.stage).toContainText('Press Run: 384 runs of 100,000 steps.')
  await setSteps('1000')
  await sweep.finished()
  await setSteps('3000')
  await expect(sweep.stage).toContainText('Following the settings')
  // It ends where the person ends it, and what is another has not been run.
  await sweep.cancel.click()
  await expect(sweep.stage).toContainText('Cancelled')
  await setSteps('800')
  await expect(sweep.stage).toContainText('Press Run: 384 runs of 800 steps.')
  await sweep.run.click()
  await sweep.finished()
  await page.getByLabel('Scenario').selectOption('random-linear')
  await expect(sweep.stage).toContainText('Press Run')
  await setSteps('20')
  await expect(sweep.stage).toContainText('of 20 steps')
})

test('goes on where more is asked for while it runs', async ({ page }) => {
  const sweep = new SweepView(page)
  const busy = await sweep.underWay(LONG)
  const seeds = page.locator('[data-parameter="seeds"]').getByRole('textbox')
  await seeds.fill('60')
  await seeds.press('Enter')
  await expect(page.locator('.sweep-bar .progress')).toContainText('/ 180')
  const kept = await sweep.done()
  expect(kept).toBeGreaterThan(3)
  await expect(sweep.stage).toContainText('Running')
  await expect.poll(() => sweep.done(), { timeout: 60_000 }).toBeGreaterThan(kept)
  expect(page.workers().filter(isOfSweep)).toEqual(busy)
  await sweep.cancel.click()
  await expect(sweep.stage).toContainText(/Cancelled after \d+ of 180 runs/)
})

test('has the numbers of its runs made one by one, bit for bit', async ({ page }) => {
  const sweep = new SweepView(page)
  await sweep.open('view=sweep&sweep=H:4,32&by=rule:sgd,normalized,sign,adam&seeds=2&T=200&run=1')
  await sweep.finished()
  const { runs } = await sweep.download()
  const lab = new Lab(page)
  for (const { link, measures } of runs.filter((_, i) => i % 5 === 0)) {
    await page.goto(`./?${link}`)
    await lab.speed('max')
    await lab.play.click()
    await lab.finished()
    const { snapshots } = await lab.download()
    const last = snapshots.at(-1)!
    expect(last.step).toBe(200)
    expect(measures).toMatchObject({ finalKl: last.kl, finalCrossEntropy: last.crossEntropy })
  }
})

test('shows the best step size of every point, and a heat map of two parameters', async ({ page }) => {
  const sweep = new SweepView(page)
  await sweep.open(`${TINY}&best=1&etaFrom=0.001&etaTo=0.1&run=1`)
  await sweep.finished()
  await expect(sweep.title).toContainText('each at its own best η')
  const file = await sweep.download()
  expect(file.etas).toHaveLength(9)
  const rows = await sweep.rows()
  for (const [i, row] of rows.entries()) {
    const { eta, etaAtEdge } = file.cells[i]
    expect(row.at(-1)).toBe(`${eta}${etaAtEdge ? ' (edge)' : ''}`)
  }

  await sweep.open('view=sweep&sweep=H:4,8&by=eta:0.001,0.1&seeds=1&T=30&plot=heat&run=1')
  await sweep.finished()
  await expect(sweep.title).toContainText('is lowest')
  await expect(page.locator('.heat-number')).toHaveCount(4)
  await page.getByRole('group', { name: 'Picture' }).getByRole('radio', { name: 'lines' }).check()
  await expect(page.locator('.sweep-marker')).toHaveCount(4)
  await expect(page).toHaveURL(/sweep=H:4,8&by=eta:0\.001,0\.1/)
})

test('a link opens a sweep over the steps of its runs, which are written with their histories', async ({ page }) => {
  const query = 'view=sweep&scenario=mixed-lengths&sweep=H:2,4&seeds=3&T=40&every=4&plot=steps'
  const sweep = new SweepView(page)
  await sweep.open(query)
  await expect(sweep.title).toHaveText('KL and Cov₁₆ over the training steps')
  await sweep.run.click()
  await sweep.finished()
  await expect(sweep.title).toHaveText(/^After 40 steps KL is .* nats at (each of )?H = 2, 4; Cov₁₆ is /)
  await expect(sweep.picture).toHaveAttribute('aria-label', (await sweep.title.textContent())!)
  await expect(page.locator('.sweep-plot')).toHaveCount(3)
  await expect(page.locator('.sweep-name')).toHaveText(Array.from({ length: 3 }, () => ['H = 2', 'H = 4']).flat())
  await expect(page.locator('.sweep-figure')).toContainText('the band holds them from 10 to 90 %')

  const { runs } = await sweep.download()
  const expected = await runSweepLink(query, () => {})
  expect(runs).toHaveLength(6)
  for (const [i, { history }] of runs.entries()) {
    const { steps, kl, coverage } = expected.runs[i].history!
    expect(history!.steps).toEqual(steps)
    expect(steps).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40])
    for (const k of steps.keys()) {
      expect(Number(history!.kl[k])).toBeCloseTo(Number(kl[k]), 9)
      expect(history!.coverage[k]).toBeCloseTo(coverage[k], 9)
    }
  }
  // The last row of each value is where its line ends: of three seeds, their second.
  const rows = await sweep.rows()
  for (const [i, H] of [2, 4].entries()) {
    const last = rows.find(([point]) => point === `H = ${H}, step 40`)!
    const ends = [0, 1, 2].map(seed => Number(expected.runs[2 * seed + i].history!.kl[10]))
    expect(Number.parseFloat(last[1])).toBeCloseTo(ends.sort((a, b) => a - b)[1], 2)
    expect(last.at(-1)).toBe('3')
  }

  await page.getByRole('group', { name: 'Horizontal' }).getByRole('radio', { name: 'log' }).check()
  await expect(page).toHaveURL(/plot=steps&xaxis=log/)
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)

  // Datasets have no steps to draw over.
  await page.setViewportSize({ width: 1280, height: 800 })
  await sweep.open('view=sweep&scenario=bernoulli&T=20&seeds=1&plot=steps')
  await expect(page.locator('.notice').first()).toContainText('Datasets have nothing to do with each other')
  await expect(page.getByRole('radio', { name: 'over steps' })).toHaveCount(0)
})

test('cancels at once, keeps what is done, and goes on from there', async ({ page }) => {
  const sweep = new SweepView(page)
  const busy = await sweep.underWay(LONG)
  expect(busy.length).toBeGreaterThan(0)
  await sweep.cancel.click()
  await expect(sweep.stage).toContainText(/Cancelled after \d+ of 150 runs/)
  await expect.poll(() => page.workers().filter(worker => busy.includes(worker))).toEqual([])
  const kept = await sweep.done()
  expect(kept).toBeGreaterThan(3)
  expect((await sweep.download()).runs).toHaveLength(kept)
  await sweep.run.click()
  await expect.poll(() => sweep.done(), { timeout: 60_000 }).toBeGreaterThan(kept)
  // Other runs are asked for: these are no longer wanted.
  const values = page.getByLabel('Values')
  const before = await values.inputValue()
  for (const others of ['5', '6']) {
    await values.fill(others)
    await values.press('Enter')
  }
  await expect(sweep.stage).toContainText('The settings changed while it ran; set back, it goes on.')
  await expect(sweep.run).toBeVisible()
  // A slip is no reason to begin again.
  await values.fill(before)
  await values.press('Enter')
  await expect(sweep.cancel).toBeVisible()
  expect(await sweep.done()).toBeGreaterThan(kept)
})

test('has workers ready before it is run, for the next one too, and none behind other views', async ({ page }) => {
  const sweep = new SweepView(page)
  const ofSweep = () => page.workers().filter(isOfSweep)
  await sweep.open(TINY)
  await expect.poll(() => ofSweep().length).toBeGreaterThan(0)
  const ready = ofSweep()
  await sweep.run.click()
  await sweep.finished()
  expect(ofSweep()).toEqual(ready)
  await sweep.again.click()
  await sweep.finished()
  expect(ofSweep()).toEqual(ready)
  await sweep.view('Explore').click()
  await expect.poll(() => ofSweep().length).toBe(0)
  // A sweep that is under way goes on, and then leaves none behind.
  await sweep.view('Sweep').click()
  await sweep.again.click()
  await sweep.view('Explore').click()
  await expect.poll(() => ofSweep().length).toBe(0)
  await sweep.view('Sweep').click()
  await sweep.finished()
})

test('both views are kept while the other is seen, each under its address', async ({ page }) => {
  const sweep = new SweepView(page)
  const lab = new Lab(page)
  await page.goto('./?T=60&H=12')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await sweep.view('Sweep').click()
  await expect(page).toHaveURL(/view=sweep/)
  await expect(sweep.view('Sweep')).toHaveAttribute('aria-current', 'page')
  // It opens with what Explore shows.
  await expect(sweep.stage).toContainText('240 runs of 60 steps')
  await page.getByLabel('Values').fill('8')
  await page.getByLabel('Values').press('Enter')
  await sweep.run.click()
  await sweep.finished()
  const title = await sweep.title.textContent()

  await sweep.view('Explore').click()
  await expect(page).toHaveURL(/[?&]H=12/)
  await expect(page).not.toHaveURL(/view=/)
  await expect(lab.replay).toBeVisible()
  expect(await lab.step()).toBe(60)
  await page.goBack()
  await expect(sweep.title).toHaveText(title!)
  await sweep.finished()
  // What is missing there is computed at once.
  await page.goBack()
  await expect(sweep.stage).toContainText('Finished: 240 runs.')
  await page.goBack()
  await expect(lab.replay).toBeVisible()
  await page.goForward()
  await page.goForward()
  await sweep.finished()
})

test('copies a link that computes the same sweep', async ({ page, context }) => {
  const sweep = new SweepView(page)
  await sweep.open(`${TINY}&run=1`)
  await sweep.finished()
  const file = await sweep.download()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const link = await copiedLink(page)
  const second = new SweepView(await context.newPage())
  await second.page.goto(link)
  await second.finished()
  expect(await second.download()).toEqual(file)
})

test('opens hostile links of sweeps, says what it adjusted, and works', async ({ page }) => {
  const sweep = new SweepView(page)
  const hostile = [
    'sweep=__proto__:1,2&by=constructor:3',
    `sweep=H:${'9x,'.repeat(1000)}`,
    'sweep=<img src=x onerror=alert(1)>:1&metric=<b>',
    'sweep=H:1e999,-1,NaN&by=rule:rule,rule&seeds=-5&etaFrom=x',
    'seeds=1e9&best=yes&plot=3d&at=7',
  ]
  for (const query of hostile) {
    await sweep.open(`view=sweep&T=2&${query}`)
    await expect(page.locator('.notice').first(), query.slice(0, 40)).toBeVisible()
    await page.getByLabel('Horizontal axis').selectOption('N')
    await page.getByLabel('Seeds', { exact: true }).fill('1')
    await page.getByLabel('Seeds', { exact: true }).press('Enter')
    await sweep.run.click()
    await sweep.finished()
  }
})

test('compares rules of every kind, also those with settings of their own', async ({ page }) => {
  const sweep = new SweepView(page)
  await sweep.open('view=sweep&sweep=H:2,4&by=rule:sgd&seeds=1&T=2&best=0')
  for (const rule of ['Truncated distillation', 'Maximum likelihood']) {
    await page.getByRole('checkbox', { name: rule }).check()
    await expect(page.getByRole('checkbox', { name: rule })).toBeChecked()
  }
  await sweep.run.click()
  await sweep.finished()
  await expect(page.locator('.sweep-figure')).toContainText('From H = 2 to 4')
})

test('workers that cannot be loaded fail the sweep with a sentence, and it can be run again', async ({ page }) => {
  const sweep = new SweepView(page)
  await page.route(/sweepWorker/, route => route.abort())
  await sweep.open(TINY)
  await sweep.run.click()
  await expect(sweep.stage).toContainText(/The sweep stopped: .* 0 of 4 runs are kept/)
  await page.unroute(/sweepWorker/)
  await sweep.run.click()
  await sweep.finished()
})

test('is accessible in every state, size and theme, and by keyboard', async ({ page }) => {
  const sweep = new SweepView(page)
  await sweep.open(`${TINY}&seeds=2&H=banana`)
  await expectAccessible(page)
  await sweep.run.focus()
  await page.keyboard.press('Enter')
  await sweep.finished()
  await expect(sweep.again).toBeFocused()
  await page.locator('details').evaluateAll(all => {
    for (const details of all) (details as HTMLDetailsElement).open = true
  })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await sweep.open('view=sweep&sweep=H:4,8&by=eta:0.001,0.1&seeds=1&T=30&plot=heat&run=1')
  await sweep.finished()
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Settings' }).click()
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})
