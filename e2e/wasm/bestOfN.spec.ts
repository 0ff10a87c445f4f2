import type { Page } from '@playwright/test'
import { expectAccessible } from '../axe'
import { Lab } from '../lab'
import { expect, test } from '../page'

const QUICK = 'view=select&panel=best-of-n&scenario=mixed-lengths&H=8&T=60&every=20&eta=0.003'
/** From the checkpoint that ships: an untrained model earns next to nothing. */
const GRAPH = 'view=select&panel=best-of-n&scenario=graph-two-rules&M=64&backend=wasm'

/** The rows of a figure's table, opened. */
async function tableOf(page: Page, caption: string): Promise<string[][]> {
  const figure = page.getByRole('figure').filter({ hasText: caption.includes('Regret') ? 'D.7' : 'guaranteed by' })
  await figure.getByText('Show as table').click()
  const rows = page.getByRole('table', { name: caption }).locator('tbody tr')
  await expect(rows.first()).toBeVisible()
  return rows.evaluateAll(all => all.map(row => Array.from(row.children, cell => cell.textContent ?? '')))
}

test('encloses what the adversary’s reward costs, at every N, and keeps to it while N moves', async ({ page }) => {
  const lab = new Lab(page)
  await page.goto(`./?${QUICK}`)
  const heading = page.getByRole('heading', { level: 2, name: /the adversary’s reward costs|no such reward costs/ })
  await expect(heading).toBeVisible({ timeout: 60_000 })
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await expect(page.locator('.moment')).toContainText('Step 60')
  const rows = (await tableOf(page, 'Regret of Best-of-N on the adversary’s task of each N')).map(row =>
    row.map(Number),
  )
  expect(rows.length).toBeGreaterThan(8)
  let enclosed = 0
  for (const [N, least, regret, most] of rows) {
    // Numbers are written with three digits; where a proposition says nothing there is a dash.
    if (!Number.isNaN(least)) expect(regret, `N = ${N}`).toBeGreaterThanOrEqual(0.99 * least)
    if (!Number.isNaN(most)) expect(regret, `N = ${N}`).toBeLessThanOrEqual(1.01 * most + 1e-9)
    enclosed += Number(!Number.isNaN(least + most))
  }
  expect(enclosed).toBeGreaterThan(3)

  const line = page.getByRole('slider', { name: 'Budget N, on the plot of regret' })
  const before = await heading.textContent()
  await line.press('End')
  await expect(heading).not.toHaveText(before!)
  await expect(line).toHaveAttribute('aria-valuenow', '1024')
  await expect(lab.field('N')).toHaveValue('1024')
  await page.keyboard.press('Tab')
  await expect(page).toHaveURL(/view=select&panel=best-of-n/)
  await expect(page).toHaveURL(/N=1024/)
  await expectAccessible(page)
})

test('shows earlier runs beside the checkpoint at the playhead', async ({ page }) => {
  const lab = new Lab(page)
  await page.goto(`./?${QUICK}`)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await lab.type('eta', '0.03')
  await lab.finished()
  const legend = page.locator('.legend').first()
  await expect(legend).toContainText('step 60 of this run')
  await expect(legend).toContainText('earlier: η 0.003, step 60')
  await page.locator('.moment input').press('Home')
  await expect(legend).toContainText('step 0 of this run')
  // Another length is measured on other responses.
  await lab.type('H', '16')
  await lab.finished()
  await expect(legend).toContainText('2 earlier not shown: measured on other responses')
})

test('knows what graphs reward, by every path’s probability and by samples', async ({ page }) => {
  await page.goto(`./?${GRAPH}`)
  const heading = page.getByRole('heading', { level: 2, name: /At N = 6 one or more samples obey the rule with/ })
  await expect(heading).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText(/Dots with bars: from 16 samples/)).toBeVisible()
  const passes = (await tableOf(page, 'Pass@N against N')).map(([N, pass]) => [
    Number(N.replace(',', '')),
    Number.parseFloat(pass),
  ])
  for (let i = 1; i < passes.length; i++) expect(passes[i][1]).toBeGreaterThanOrEqual(passes[i - 1][1])
  const rewards = page.getByRole('group', { name: 'Reward' })
  await rewards.getByRole('radio', { name: 'any valid path' }).check()
  await expect(page.getByRole('heading', { level: 2, name: /are valid with/ })).toBeVisible()
  await rewards.getByRole('radio', { name: 'the adversary’s task' }).check()
  await expect(page.getByRole('heading', { level: 2, name: /satisfy the adversary with/ })).toBeVisible()
  await expectAccessible(page)
})

test('says so where the responses are too many to know', async ({ page }) => {
  await page.goto('./?view=select&panel=best-of-n&scenario=pivotal-tokens')
  await expect(page.getByText(/samples of the teacher do not tell/)).toBeVisible({ timeout: 60_000 })
})
