import type { Page } from '@playwright/test'
import { expect, test } from '../page'

/** The page in the pseudo-language, whose every string of the catalogue stands in brackets. */
async function inBrackets(page: Page): Promise<void> {
  await page.route(
    url => /\/(index\.html)?$/.test(url.pathname),
    async route => {
      const response = await route.fetch()
      await route.fulfill({ response, body: (await response.text()).replace('<html lang="en"', '<html lang="en-XA"') })
    },
  )
}

test('every area takes its words from the catalogue in the language of the page', async ({ page }) => {
  await inBrackets(page)
  await page.goto('./?T=50')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA')
  // The head, the transport bar, the settings, the state, the centrepiece and the history.
  await expect(page.getByRole('navigation', { name: '⟦Views⟧' }).getByRole('link').first()).toHaveText('⟦Explore⟧')
  await expect(page.getByRole('button', { name: '⟦Play⟧' })).toBeEnabled()
  await expect(page.getByRole('group', { name: '⟦Changes of the settings⟧' })).toBeVisible()
  await expect(page.getByText('⟦More settings⟧', { exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: '⟦History⟧' })).toBeVisible()
  await expect(page.getByText('⟦What am I looking at?⟧').first()).toBeVisible()

  await page.getByRole('link', { name: '⟦Lessons⟧' }).click()
  await expect(page.locator('.lesson-index h2').first()).toHaveText(/^⟦.+⟧$/)
})
