import { readFile } from 'node:fs/promises'
import { expectAccessible } from '../axe'
import { keptSession } from '../kept'
import { Lab } from '../lab'
import { expect, test } from '../page'

test('overlays four runs, each under its own label, and refuses to lose a pinned one', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=60')
  await lab.speed('max')
  const chips = page.getByRole('list', { name: 'Runs over the charts' })
  for (const H of ['8', '16', '64']) {
    await lab.play.or(lab.replay).click()
    await lab.finished()
    await chips.getByRole('button', { name: /^Pin this run/ }).click()
    await lab.type('H', H)
    await lab.finished()
  }
  for (const place of [chips, page.locator('.legend')]) {
    for (const H of [8, 16, 32]) await expect(place.getByText(`earlier: H ${H}`, { exact: true })).toBeVisible()
    await expect(place.getByText('this run: H 64', { exact: true })).toBeVisible()
  }
  await chips.getByRole('button', { name: 'Pin this run: H 64' }).click()
  await expect(lab.notices.last()).toContainText('let go of a pinned run first')
  await expect(chips.getByRole('listitem')).toHaveCount(4)
  await chips.getByRole('button', { name: 'Remove earlier: H 16' }).click()
  await chips.getByRole('button', { name: 'Pin this run: H 64' }).click()
  await expect(chips.getByRole('button', { name: 'Pin this run: H 64' })).toHaveAttribute('aria-pressed', 'true')
  await expectAccessible(page)
  // What is pinned stays when the run begins again.
  await page.getByRole('button', { name: 'Reset to step 0' }).click()
  await expect(chips.getByRole('button', { name: /^Remove earlier: H 64/ })).toBeVisible()
})

test('trains A and B in lock-step by keyboard alone, and opens them again from the link', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=200&H=16')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await page.getByRole('button', { name: 'A/B' }).focus()
  await page.keyboard.press('Enter')
  await expect(lab.stage).toContainText('A and B are alike')
  await expect(lab.play).toBeVisible()
  expect(await lab.step()).toBe(0)
  await page.getByRole('button', { name: 'Dismiss earlier run' }).press('Enter')
  const tabs = page.getByRole('tablist', { name: 'Whose settings the controls edit' })
  await expect(tabs.getByRole('tab', { selected: true })).toContainText('B')
  await lab.field('H').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('64')
  await page.keyboard.press('Enter')
  await expect(tabs.getByRole('tab').nth(1)).toHaveText('B: H 64')
  await expect(tabs.getByRole('tab').nth(0)).toHaveText('A: H 16')
  await expect(lab.stage).toContainText('A and B start together')
  await tabs.getByRole('tab', { selected: true }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(lab.field('H')).toHaveValue('16')
  await page.keyboard.press('ArrowRight')
  await expect(lab.field('H')).toHaveValue('64')
  await lab.play.focus()
  await page.keyboard.press('Enter')
  await lab.finished()
  const difference = page.locator('[data-chart="difference"]')
  await expect(difference).toContainText(/[AB]’s KL is lower/)
  const titles = await difference.locator('.plot-title').allTextContents()
  expect(new URL(page.url()).searchParams.get('b')).toBe('H=64')
  // A, which was there before, has the line that it had.
  await expect(page.getByRole('button', { name: /^Runs \(/ })).toHaveText('Runs (2)')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download B’s data' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^coverage-lab B .*H=64/)
  // The tables of B's charts have A beside it.
  const { snapshots } = JSON.parse(await readFile(await download.path(), 'utf8'))
  const history = page.locator('[data-chart="history"]')
  await history.getByText('Show as table').click()
  await expect(history.getByRole('columnheader', { name: 'KL, nats, H 16' })).toBeVisible()
  const cells = await history.getByRole('row').last().getByRole('cell').allTextContents()
  expect(Number(cells[0])).toBeCloseTo(snapshots.at(-1).kl, 2)
  expect(Number(cells[2])).toBeGreaterThan(0)
  expect(cells[2]).not.toBe(cells[0])
  await history.getByText('Show as table').click()
  await expectAccessible(page)

  await expect.poll(() => keptSession(page)).toMatchObject({ run: true, rival: true })
  await page.reload()
  await expect(lab.notices.last()).toContainText('The last visit’s runs are back.')
  await expect(tabs.getByRole('tab').nth(1)).toHaveText('B: H 64')
  await expect(lab.field('H')).toHaveValue('16')
  expect(await lab.step()).toBe(200)
  await expect(difference.locator('.plot-title')).toHaveText(titles)
  await page.getByRole('button', { name: 'Reset to step 0' }).click()
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await expect(difference.locator('.plot-title')).toHaveText(titles)

  await tabs.getByRole('tab').nth(1).click()
  await expect(lab.field('H')).toHaveValue('64')
  await page.getByRole('button', { name: 'A/B' }).click()
  await expect(tabs).toHaveCount(0)
  await expect(lab.field('H')).toHaveValue('16')
  await expect(page.locator('.legend').getByText('earlier: H 64', { exact: true })).toBeVisible()
  expect(new URL(page.url()).searchParams.has('b')).toBe(false)
  // The run goes on alone where it stood.
  expect(await lab.step()).toBe(200)
})
