import { expectAccessible } from '../axe'
import { Lab } from '../lab'
import { expect, test } from '../page'

// Pictures read what an evaluation carries, whatever the backend: one project is enough.

const TINY =
  'scenario=graph-two-rules&phase=pre-training&K=4&M=64&H=2&W=2&width=8&layers=1&heads=2&T=6&every=2&backend=wasm'

test('shows a scenario’s pictures as tabs, each accessible, and remembers which was in front', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open(TINY)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  const title = page.locator('.pictures h2')
  const tabs = page.getByRole('tab')
  await expect(tabs).toHaveText(['Figure 1', 'Pass@N', 'Rules', 'Graph', 'Classes'])
  await expect(title).toContainText(/Cov₆ .* KL/)
  await tabs.first().press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Pass@N' })).toBeFocused()
  await expect(page.locator('.pictures .picture-note')).toContainText(/from 16 samples for each of \d+ prompts/)
  await expect(page.locator('.pictures .picture-note')).toContainText('● the tournament at N = 6: step')
  for (const name of ['Figure 1', 'Pass@N', 'Rules', 'Graph', 'Classes']) {
    await page.getByRole('tab', { name }).click()
    await expect(page.getByRole('tabpanel', { name })).toBeVisible()
    await expectAccessible(page, '.pictures')
  }

  await page.getByRole('tab', { name: 'Rules' }).click()
  await expect(title).toContainText(/^On class [12] the model puts /)
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption('bernoulli')
  await expect(tabs).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption('graph-two-rules')
  await expect(page.getByRole('tab', { name: 'Rules' })).toHaveAttribute('aria-selected', 'true')
})

test('moves the playhead from checkpoint to checkpoint in the scatter', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open(TINY)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await page.getByRole('tab', { name: 'Pass@N' }).click()
  const checkpoint = page.getByRole('slider', { name: 'Checkpoint' })
  await checkpoint.press('Home')
  await expect(checkpoint).toHaveAttribute('aria-valuetext', /^Step 0: Pass@4 /)
  await expect(lab.stage).toContainText('The charts show step 0.')
  await checkpoint.press('ArrowRight')
  await expect(lab.stage).toContainText('The charts show step 2.')

  const plot = page.locator('.scatter-stage').first()
  const box = (await plot.boundingBox())!
  const hold = async (): Promise<string> => (await checkpoint.getAttribute('aria-valuenow'))!
  const marks = plot.locator('.pick-leastKl')
  const least = (await marks.boundingBox())!
  await page.mouse.move(least.x + 8, least.y + 8)
  await expect.poll(hold).not.toBe('2')
  // It goes back where it was, unless a checkpoint is pressed.
  await page.mouse.move(box.x + box.width / 2, box.y - 40)
  await expect.poll(hold).toBe('2')
})

test('draws the graph of the prompt that is selected, and keeps it while the playhead moves', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open(TINY)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await page.getByRole('tab', { name: 'Graph' }).click()
  const prompts = page.getByRole('radio', { name: /^.*class \d, no\. / })
  await expect(prompts).toHaveCount(48)
  const title = page.locator('.pictures h2')
  const third = prompts.nth(2)
  const name = /class \d, no\. \d+/.exec((await third.locator('..').textContent())!)![0]
  await third.check()
  await expect(title).toContainText(new RegExp(`^${name}: .*weighted .*covered at 6×$`, 'i'))
  // Two layers of two nodes between source and target.
  await expect(page.locator('.graph-node')).toHaveCount(6)
  await expect(page.getByRole('region', { name: `Graph of ${name}` })).toBeVisible()
  await third.press('ArrowDown')
  await expect(title).not.toContainText(new RegExp(`^${name}:`, 'i'))
  await third.check()

  await lab.playhead.press('Home')
  await expect(lab.stage).toContainText('The charts show step 0.')
  await expect(title).toContainText(new RegExp(`^${name}: `, 'i'))
  await expect(page.locator('.prompts legend')).toContainText('not covered at 6×')
  await page.getByRole('region', { name: `Graph of ${name}` }).press('ArrowRight')
  await expect(page.locator('.graph-readout')).toHaveText(/^From \d+ to \d+: .* %$/)
})
