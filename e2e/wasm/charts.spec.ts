import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '../axe'
import { Lab } from '../lab'
import { expect, test } from '../page'

// What every chart has beside its drawing; the backend does not matter.

const SMALL = 'scenario=steep-prompts&H=4&T=20&every=2'

async function saved(page: Page, figure: Locator, kind: string): Promise<string> {
  await figure.locator('.save-menu summary').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    figure.getByRole('button', { name: `as ${kind}`, exact: true }).click(),
  ])
  return readFile(await download.path(), 'utf8')
}

test('every chart tells what it shows, as words, as a table and as files', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open(SMALL)
  const charts = page.locator('figure[data-chart]')
  await expect(charts).toHaveCount(3)
  for (const chart of await charts.all()) {
    await expect(chart.locator('.chart-foot > .looking')).toHaveCount(1)
    await expect(chart.locator('.chart-foot > .as-table')).toHaveCount(1)
  }
  const history = page.locator('figure[data-chart="history"]')
  await history.getByText('What am I looking at?').click()
  const answer = history.locator('.looking li')
  await expect(answer.filter({ hasText: /^Now: / })).toContainText('KL starts at')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await expect(answer.filter({ hasText: /^Now: / })).toContainText(/KL (fell|rose|stands)/)
  await expectAccessible(page)

  await history.getByText('Show as table').click()
  const shown = await history
    .locator('tbody tr')
    .evaluateAll(rows => rows.map(row => [...row.children].map(cell => cell.textContent)))
  const lines = (await saved(page, history, 'CSV')).trim().split('\r\n')
  expect(shown).toHaveLength(11)
  expect(lines[0]).toMatch(/^Step,"KL, nats",Cov at N = /)
  const numbers = lines.slice(1).map(line => line.split(',').map(Number))
  expect(numbers.map(([step]) => String(step))).toEqual(shown.map(([step]) => step))
  for (const [i, [, kl]] of numbers.entries()) {
    expect(Math.abs(kl - Number(shown[i][1]!.replace(',', '')))).toBeLessThanOrEqual(0.005 * kl)
  }

  const coverage = page.locator('figure[data-chart="coverage"]')
  const svg = await saved(page, coverage, 'SVG')
  const imprint = await page.evaluate(source => {
    const image = new DOMParser().parseFromString(source, 'image/svg+xml')
    const link = image.querySelector('a')
    return {
      failed: image.querySelector('parsererror') !== null,
      link: link?.getAttribute('href'),
      written: [...(link?.querySelectorAll('text') ?? [])].map(({ textContent }) => textContent).join(''),
      words: image.documentElement.textContent,
    }
  }, svg)
  expect(imprint.failed).toBe(false)
  expect(imprint.link).toContain('scenario=steep-prompts')
  expect(imprint.written).toBe(imprint.link)
  expect(imprint.words).toContain('step 20 · Coverage Lab')
  // Words that the glossary explains belong to the figure; what is there to be pressed does not.
  expect(imprint.words).toContain('KL bound, Prop. D.1')
  expect(imprint.words).toContain('Exact, ')
  expect(imprint.words).not.toContain('linear')
  expect(JSON.parse(await saved(page, coverage, 'JSON'))).toMatchObject({
    format: 'coverage-lab/chart@1',
    chart: 'coverage',
    link: imprint.link,
  })
})

test('what is pointed at is told in words, and the glossary gives its value', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open(SMALL)
  const coverage = page.locator('figure[data-chart="coverage"]')
  const readout = coverage.locator('.readout')
  await expect(readout).toHaveText('Point at the curves for a number in words.')
  const before = (await coverage.boundingBox())!.height
  const stage = (await coverage.locator('.ratio-stage').boundingBox())!
  await page.mouse.move(stage.x + stage.width * 0.7, stage.y + 100)
  await expect(readout).toHaveText(/^\S.* (is|are) under-weighted by [\d,]+× or more \(.*%\)\.$/)
  expect((await coverage.boundingBox())!.height).toBe(before)
  await page.mouse.move(5, 5)
  await lab.threshold.focus()
  await expect(readout).toHaveText(/ 16× or more|probability/)

  // What is held by the mouse can be moved on by keys.
  await page.locator('.history .scrub').click({ position: { x: 60, y: 80 } })
  await expect(lab.playhead).toBeFocused()
  await lab.threshold.click({ position: { x: 14, y: 60 } })
  await expect(lab.threshold).toBeFocused()

  await page.getByRole('button', { name: 'Glossary' }).click()
  const glossary = page.getByRole('complementary', { name: 'Glossary' })
  await glossary.getByRole('searchbox').fill('tail param')
  await expect(glossary.locator('dt')).toHaveCount(1)
  await expect(glossary.locator('dt')).toContainText(/now \d+/)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(glossary).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Glossary' })).toBeFocused()
})

test('the tournament’s mark stands for the checkpoints that are shown, or says that it does not yet', async ({
  page,
}) => {
  const lab = new Lab(page)
  await lab.open('T=2000')
  await lab.speed('max')
  // Where the mark is in every frame after the end.
  await page.evaluate(() => {
    const seen: { place: string; outdated: boolean }[] = []
    const look = () => {
      const over = [...document.querySelectorAll('button')].some(({ textContent }) => textContent === 'Replay')
      const mark = document.querySelector('figure[data-chart="history"] .pick-tournament')
      if (over && mark) seen.push({ place: mark.getAttribute('d')!, outdated: mark.hasAttribute('data-outdated') })
      requestAnimationFrame(look)
    }
    look()
    Object.assign(window, { seen })
  })
  const history = page.locator('figure[data-chart="history"]')
  await lab.play.click()
  await lab.finished()
  await expect(history.locator('.pick-tournament:not([data-outdated])')).toHaveCount(2)
  await page.waitForTimeout(1500)
  const seen = await page.evaluate(() => (window as unknown as { seen: { place: string; outdated: boolean }[] }).seen)
  expect(seen.length).toBeGreaterThan(5)
  expect(new Set(seen.filter(({ outdated }) => !outdated).map(({ place }) => place)).size).toBe(1)
  await expect(history.locator('.axis-computing')).toHaveCount(0)
})

test('a touch that the browser takes over to scroll changes nothing', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open(`${SMALL}&run=1`)
  await lab.finished()
  const touch = await page.context().newCDPSession(page)
  for (const [target, by] of [
    [lab.threshold, -40],
    [lab.playhead, -60],
  ] as const) {
    const value = () => target.getAttribute('aria-valuenow')
    const before = await value()
    for (const end of ['touchCancel', 'touchEnd'] as const) {
      const { x, y, width, height } = (await target.boundingBox())!
      const at = (left: number) => [{ x: x + width / 2 + left, y: y + height / 2 }]
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(by / 2) })
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(by) })
      await expect.poll(value).not.toBe(before)
      await touch.send('Input.dispatchTouchEvent', { type: end, touchPoints: [] })
      if (end === 'touchCancel') await expect.poll(value).toBe(before)
    }
    expect(await value()).not.toBe(before)
  }
})
