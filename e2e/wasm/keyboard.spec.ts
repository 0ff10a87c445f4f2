import type { Locator, Page } from '@playwright/test'
import { Lab } from '../lab'
import { expect, test } from '../page'

/** More presses than the page has stops. */
const MOST_STOPS = 150

/** Presses Tab, or Shift+Tab, until the element has the focus; it is in sight then, and marked. */
async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let i = 0; i < MOST_STOPS; i++) {
    if (await wanted.evaluate(element => element === document.activeElement)) {
      await expectSeen(page)
      return
    }
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not come to ${wanted}.`)
}

/** What has the focus lies within the window and is marked: by itself, or by the label that stands for it. */
async function expectSeen(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const focused = document.activeElement!
    const marked = [focused, focused.nextElementSibling, focused.parentElement].some(
      element => element && getComputedStyle(element).outlineStyle !== 'none',
    )
    const { left, right, top, bottom } = focused.getBoundingClientRect()
    const inside = right > 0 && bottom > 0 && left < window.innerWidth && top < window.innerHeight
    return { marked, inside }
  })
  expect(seen, await page.evaluate(() => document.activeElement!.outerHTML.slice(0, 200))).toEqual({
    marked: true,
    inside: true,
  })
}

test('all of Explore is used by keyboard alone', async ({ page }) => {
  const lab = new Lab(page)
  const { keyboard } = page
  await lab.open('T=60&every=4')

  // Settings: scenario, length, N, rule; undo and redo.
  await tabTo(page, page.getByRole('combobox', { name: 'Scenario' }))
  await keyboard.press('ArrowDown')
  await expect(lab.control('n')).toBeVisible()
  await keyboard.press('Control+z')
  await expect(lab.field('H')).toHaveValue('32')
  await expect(lab.field('T')).toHaveValue('60')
  await tabTo(page, lab.control('H').getByRole('slider'))
  await keyboard.press('ArrowRight')
  expect(Number(await lab.field('H').inputValue())).toBeGreaterThan(32)
  await tabTo(page, lab.field('N'))
  await keyboard.type('8')
  await keyboard.press('Enter')
  await expect(lab.threshold).toHaveAttribute('aria-valuenow', '8')
  await tabTo(page, page.getByRole('radio', { name: 'none', exact: true }))
  await keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'normalized', exact: true })).toBeChecked()
  const more = page.locator('details.more > summary')
  await tabTo(page, more)
  await keyboard.press('Enter')
  await expect(lab.control('every')).toBeVisible()

  // N on the chart itself; what the chart says of itself, and its numbers.
  await tabTo(page, lab.threshold)
  await keyboard.press('ArrowRight')
  expect(Number(await lab.threshold.getAttribute('aria-valuenow'))).toBeGreaterThan(8)
  const chart = page.locator('[data-chart="coverage"]')
  await tabTo(page, chart.getByText('What am I looking at?'))
  await keyboard.press('Enter')
  // What opens pushes down what comes after it.
  await expect(chart.locator('.looking li').first()).toBeVisible()
  await tabTo(page, chart.getByText('Show as table'))
  await keyboard.press('Enter')
  await expect(chart.getByRole('table')).toBeVisible()

  // Plays to the end at full speed, and one step is taken after a reset.
  await tabTo(page, page.getByRole('radio', { name: '1×', exact: true }))
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'max', exact: true })).toBeChecked()
  await tabTo(page, lab.play, 'Shift+Tab')
  await keyboard.press('Enter')
  await lab.finished()
  await tabTo(page, page.getByRole('button', { name: 'Reset to step 0' }))
  await keyboard.press('Enter')
  await expect.poll(() => lab.step()).toBe(0)
  await tabTo(page, page.getByRole('button', { name: 'Single step' }), 'Shift+Tab')
  await keyboard.press('Enter')
  await expect.poll(() => lab.step()).toBe(1)
  await tabTo(page, lab.play, 'Shift+Tab')
  await keyboard.press('Enter')
  await lab.finished()

  // Scrubs, pins the run, and opens the table of runs.
  await tabTo(page, lab.playhead, 'Shift+Tab')
  await keyboard.press('Home')
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '0')
  await keyboard.press('ArrowRight')
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '1')
  const pin = page.locator('.run-chips').getByRole('button', { name: /^Pin/ })
  await tabTo(page, pin)
  await keyboard.press('Enter')
  await expect(page.locator('.run-chips [aria-pressed="true"]')).toHaveCount(1)
  await tabTo(page, page.getByRole('button', { name: /^Runs/ }))
  await keyboard.press('Enter')
  await expect(page.getByRole('table').last()).toBeVisible()

  // The dialog gives the focus back to its button.
  const share = page.getByRole('button', { name: 'Share', exact: true })
  await tabTo(page, share, 'Shift+Tab')
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(share).toBeFocused()
})

test('the settings of a phone are opened, walked and left by keys, and the focus stays near what goes', async ({
  page,
}) => {
  const lab = new Lab(page)
  const { keyboard } = page
  await page.setViewportSize({ width: 360, height: 740 })
  await lab.open('T=60')
  const settings = page.getByRole('button', { name: 'Settings' })
  await tabTo(page, settings, 'Shift+Tab')
  await keyboard.press('Enter')
  const sheet = page.getByRole('complementary', { name: 'Settings' })
  await expect(sheet).toBeFocused()
  await keyboard.press('Tab')
  await expect(sheet.getByRole('button').first()).toBeFocused()
  await keyboard.press('Escape')
  await expect(settings).toBeFocused()
  await expect(settings).toHaveAttribute('aria-expanded', 'false')

  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await page.setViewportSize({ width: 1280, height: 800 })
  await lab.type('H', '8')
  await lab.finished()
  // The button goes with the run that it removes.
  const chips = page.getByRole('list', { name: 'Runs over the charts' })
  await chips.getByRole('button', { name: /^Remove/ }).focus()
  await keyboard.press('Enter')
  await expect(chips.getByRole('listitem')).toHaveCount(1)
  await expect(chips.getByRole('button').first()).toBeFocused()
})
