import { expectAccessible } from '../axe'
import { Lab } from '../lab'
import { expect, test } from '../page'

test('learns the same sentences by another model, and keeps what was set about them', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('scenario=pivotal-tokens&H=6&P=2&T=5')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await expect(page.locator('.picture h2')).toContainText('σ⋆² =')
  const model = page.getByRole('group', { name: 'Model' })
  await expect(model.getByRole('radio', { name: 'linear' })).toBeChecked()

  await model.getByRole('radio', { name: 'transformer' }).check()
  await expect(page).toHaveURL(/model=transformer/)
  await expect(page.locator('.legend').getByText('earlier: linear model')).toBeVisible()
  await expect(page.getByRole('group', { name: 'Learned by' }).getByRole('radio', { name: 'Adam' })).toBeChecked()
  await expect(page.getByRole('group', { name: 'Decoding' })).toHaveCount(0)
  await expect(lab.field('H')).toHaveValue('6')
  await lab.finished()

  await lab.open('scenario=pivotal-tokens&model=transformer&H=6&P=2&T=150&K=8&M=64&width=8&heads=1&eta=0.01')
  await expect(page.locator('.picture h2')).toHaveText(/^No sentence is covered at 4×$/)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await expect(page.locator('.picture h2')).toHaveText(
    /^(Every sentence is covered|\d of 64 sentences (is|are) not covered) at 4×$/,
  )
  await expect(page.locator('.sentences li')).toHaveCount(64)
  await expect(page.locator('.sentences li').first().locator('strong')).toHaveCount(2)
  await expectAccessible(page)
  const { config, snapshots } = await lab.download()
  expect(config).toMatchObject({ model: 'transformer', rule: 'adam', H: 6, P: 2 })
  expect(snapshots.at(-1)!.kl).toBeLessThan(0.1 * Number(snapshots[0].kl))
  expect(snapshots.at(-1)!.inherentVariance).toBeNull()

  await page.goto('./?view=sweep&scenario=pivotal-tokens&model=transformer')
  await expect(page.getByRole('group', { name: 'Model' }).getByRole('radio', { name: 'transformer' })).toBeChecked()
  await page.getByRole('group', { name: 'Model' }).getByRole('radio', { name: 'linear' }).check()
  await expect(page).not.toHaveURL(/model=/)

  await lab.open('scenario=mixed-lengths')
  await expect(page.getByRole('group', { name: 'Model' })).toHaveCount(0)
})
