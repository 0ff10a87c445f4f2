import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { tournament } from '../../src/coverage/tournament'
import { expectAccessible } from '../axe'
import { copiedLink, Lab } from '../lab'
import { expect, test } from '../page'

/** Seven checkpoints of a small model, measured on samples of equal weight. */
const SAMPLED = 'view=select&scenario=random-linear&H=48&M=256&T=120&every=20&N=2'
/** The same where all responses are enumerated, with weights. */
const ENUMERATED = 'view=select&scenario=mixed-lengths&H=8&T=120&every=20&K=4&p=0.2&N=2'
/** A transformer that takes no time. */
const TINY = 'view=select&scenario=graph-horizon&H=2&W=2&width=8&layers=1&heads=1&K=2&M=64&T=6&every=2'

/** The tab Checkpoints as a person handles it. */
class Selection {
  readonly title: Locator
  readonly matrix: Locator
  readonly words: Locator

  constructor(readonly page: Page) {
    this.title = page.locator('.selection-matrix').getByRole('heading', { level: 2 })
    this.matrix = page.getByRole('grid')
    this.words = page.locator('.matrix-words')
  }

  pick(kind: string): Locator {
    return this.page.locator(`[data-pick="${kind}"]`)
  }

  /** Runs a link to its end. */
  async run(lab: Lab, link: string): Promise<void> {
    await this.page.goto(`./?${link}`)
    await lab.speed('max')
    await lab.play.click()
    await lab.finished()
    await expect(this.matrix).toBeVisible()
    await expect(this.page.getByText(/^All 7 checkpoints|^All 4 checkpoints/)).toBeVisible()
  }

  /** The table below the matrix: every row as it is read. */
  async table(): Promise<string[][]> {
    const details = this.page.locator('.selection-matrix .as-table')
    if ((await details.getAttribute('open')) === null) await details.getByText('Show as table').click()
    return details
      .locator('tbody tr')
      .evaluateAll(rows => rows.map(row => [...row.children].map(c => c.textContent ?? '')))
  }

  async downloadCsv(): Promise<{ head: string[]; rows: string[][] }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: 'Download log-probabilities' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.csv$/)
    const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trim().split('\n')
    return { head: head.split(','), rows: rows.map(row => row.split(',')) }
  }
}

/** "2.5 %" as a share. */
const share = (text: string): number => Number(text.replace(' %', '')) / 100

test('the matrix and its winner are those of the downloaded log-probabilities, at every N', async ({ page }) => {
  const lab = new Lab(page)
  const selection = new Selection(page)
  await page.goto(`./?${SAMPLED}`)
  await expect(page.getByText('So far there is only the start')).toBeVisible()
  await selection.run(lab, SAMPLED)
  const { head, rows } = await selection.downloadCsv()
  expect(head).toEqual(['group', 'teacher', ...[0, 20, 40, 60, 80, 100, 120].map(step => `step ${step}`)])
  expect(rows).toHaveLength(256)
  const logProbs = head.slice(2).map((_, c) => Float32Array.from(rows, row => Number(row[2 + c])))
  const teacher = Float32Array.from(rows, row => Number(row[1]))
  const titles: string[] = []
  for (const N of [2, 6, 30]) {
    await lab.type('N', String(N))
    await expect(selection.matrix).toHaveAccessibleName(N === 2 ? /2× its/ : new RegExp(` ${N}× its`))
    const { pairwise, worst, winners } = tournament(logProbs, null, N)
    const table = await selection.table()
    table.forEach(([name, worstCase, coverage, , ...cells], i) => {
      expect(name).toBe(head[2 + i])
      // Two or three digits are written.
      expect(share(worstCase)).toBeCloseTo(worst[i], 3)
      cells.forEach((cell, j) => {
        expect(share(cell)).toBeCloseTo(pairwise[i][j], 3)
      })
      const missed = logProbs[i].filter((log, k) => teacher[k] - log >= Math.log(N)).length
      expect(Number(coverage)).toBeCloseTo(missed / 256, 2)
    })
    await expect(selection.pick('tournament').locator('strong')).toContainText(head[2 + winners[0]])
    titles.push(await selection.title.innerText())
  }
  expect(new Set(titles).size).toBeGreaterThan(1)
  await expectAccessible(page)
})

test('picks say how sure they are, follow a and n, and are the same from a copied link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const lab = new Lab(page)
  const selection = new Selection(page)
  await selection.run(lab, ENUMERATED)
  const sure = selection.pick('tournament').locator('.pick-quality')
  await expect(sure).toContainText('of 200 resampled sets of 200;')
  await expect(selection.pick('offset')).toContainText('Exact: every response of each checkpoint is known.')
  await expect(selection.pick('offset')).toContainText('of 200 resampled sets of 200;')
  await lab.type('rows', '40')
  await expect(sure).toContainText('of 200 resampled sets of 40;')
  await expect(page).toHaveURL(/rows=40/)
  await lab.type('a', '0.5')
  await expect(page).toHaveURL(/&a=0.5/)
  await expect(sure).toContainText('of 200 resampled sets of 40;')
  const said = await page.locator('.pick-list').innerText()
  // The file holds as many responses as were chosen, drawn by weight.
  expect((await selection.downloadCsv()).rows).toHaveLength(40)

  await page.goBack()
  await expect(lab.field('a')).toHaveValue('0.25')
  await page.goBack()
  await expect(lab.field('rows')).toHaveValue('200')
  await expect(sure).toContainText('of 200 resampled sets of 200;')
  await page.goForward()
  await page.goForward()
  await expect(lab.field('a')).toHaveValue('0.5')

  const link = await copiedLink(page)
  await page.goto(link)
  await lab.speed('max')
  await lab.finished()
  await expect(sure).toContainText('of 200 resampled sets of 40;')
  await expect(page.locator('.pick-list')).toHaveText(said, { useInnerText: true })
})

test('the keyboard goes from cell to cell, and each is said in words', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  const lab = new Lab(page)
  const selection = new Selection(page)
  await selection.run(lab, ENUMERATED)
  await selection.matrix.focus()
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Home')
  await expect(selection.words).toHaveText('Step 0 is not compared with itself.')
  await page.keyboard.press('End')
  await expect(selection.words).toContainText(/^Step 120 gives 2× or more to .* compared with step 0\.$/)
  const active = await selection.matrix.getAttribute('aria-activedescendant')
  await expect(page.locator(`[id="${active}"]`)).toHaveAccessibleName(/^Step 120 gives 2× or more/)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})

test('earlier runs join where they are measured alike, and are named where they are not', async ({ page }) => {
  const lab = new Lab(page)
  const selection = new Selection(page)
  await selection.run(lab, ENUMERATED)
  await lab.rule('sign')
  await lab.finished()
  const runs = page.getByRole('group', { name: 'Runs' })
  await runs.getByRole('radio', { name: 'all pinned runs' }).check()
  await expect(page.getByText('All 14 checkpoints are compared.')).toBeVisible()
  await expect(page.getByText('B: earlier: SGD')).toBeVisible()
  expect((await selection.table()).map(([name]) => name)).toContain('step 120 of run B')
  // Other prompts, other responses.
  await lab.type('H', '6')
  await lab.finished()
  await expect(page.getByText(/An earlier run \(.*H 8.*\) is not compared/).first()).toBeVisible()
  await expect(page.getByText('All 7 checkpoints are compared.')).toBeVisible()
})

test('checkpoints of a transformer draw responses of their own for the offset tournament', async ({ page }) => {
  const lab = new Lab(page)
  const selection = new Selection(page)
  await selection.run(lab, TINY)
  const offset = selection.pick('offset')
  await expect(offset).toContainText('4 evenly spaced ones can draw and score some')
  await offset.getByRole('button', { name: 'Compute' }).click()
  await expect(offset).toContainText('Among 4 of the checkpoints, from 8 responses to each of 16 held-out prompts', {
    timeout: 120_000,
  })
  await expect(offset.locator('strong')).toContainText('step')
  await expect(offset).toContainText('of 200 resampled sets of 200;')
  // Pass@N of what is rewarded.
  await expect(selection.pick('tournament')).toContainText('Pass@')
})
