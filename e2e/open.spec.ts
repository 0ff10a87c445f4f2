import { expectAccessible } from './axe'
import { expect, test } from './page'

test('opens, and is accessible', async ({ page }) => {
  await page.goto('./')
  await expect(page).toHaveTitle(/Coverage Lab/)
  await expect(page.getByRole('main')).toBeVisible()
  await expectAccessible(page)
})

test('is isolated from other origins, so that WebAssembly has threads', async ({ page }) => {
  await page.goto('./')
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true)
})
