import { expectAccessible } from '../axe'
import { Lab } from '../lab'
import { expect, test } from '../page'

// Models that are chosen from whole datasets are computed in float64 whatever the backend: one project is enough.

test('draws datasets one by one, counts them as such, and shows infinite KL', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('scenario=bernoulli&T=40&n=6')
  await expect(lab.stage).toContainText('datasets are drawn here')
  await page.getByRole('button', { name: 'Next dataset' }).click()
  await expect.poll(() => lab.step()).toBe(1)
  await expect(page.locator('.history')).toContainText('over 1 dataset')
  await expect(page.locator('.derived')).toHaveCount(0)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await expect(lab.stage).toContainText('Finished: 40 datasets')

  const { snapshots } = await lab.download()
  const infinite = snapshots.slice(1).filter(({ kl }) => kl === 'Infinity').length
  expect(infinite).toBeGreaterThan(3)
  const told = `KL is infinite in ${infinite} of 40 datasets`
  await expect(page.locator('.picture h2')).toHaveText(told)
  await expect(page.locator('.history')).toContainText(`${told}; so is its mean`)

  await lab.playhead.press('Home')
  await lab.playhead.press('ArrowRight')
  await expect(lab.stage).toContainText('The charts show dataset 1.')
  await expect(lab.playhead).toHaveAttribute('aria-valuetext', /^Dataset 1: /)
  await expect(page.locator('.picture h2')).toContainText('of 1 dataset')
})

test('reads a model by test-time training, and keeps the standard reading to compare', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('scenario=rare-prompt&T=3')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await expect(page.locator('.picture h2')).toHaveText('4 times the tokens bring 4 times the KL')
  await page.getByRole('group', { name: 'Decoding' }).getByRole('radio', { name: 'test-time training' }).check()
  await lab.finished()
  await expect(page).toHaveURL(/decode=ttt/)
  await expect(page.locator('.legend').getByText('earlier: standard decoding')).toBeVisible()
  await expect(lab.title).toContainText('±')
  await expect(page.locator('.history')).toContainText('(estimated)')
  const times = /bring ([\d.]+) times/.exec((await page.locator('.picture h2').textContent())!)!
  expect(Number(times[1])).toBeLessThan(3)

  await page.getByRole('group', { name: 'Rare prompt in the data' }).getByRole('radio', { name: 'draw' }).check()
  await expect(page).toHaveURL(/seen=draw/)
})

test('sets what a theorem prescribes', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('rule=normalized&T=20')
  await expect(page.locator('.theory')).toContainText('Theorem 5.1: η = 0.0026, λ = 66.5')
  await page.getByRole('button', { name: 'Use the theorem’s values' }).click()
  await expect(lab.field('eta')).toHaveValue('0.0026')
  await expect(lab.field('lambda')).toHaveValue('66.5')
  await expect(page.locator('.theory')).toContainText('as set here')
})

const PICTURED = {
  bernoulli: /KL is infinite in \d+ of 12 datasets/,
  'pivotal-tokens': /sentences are (not )?covered at/,
  orthonormal: /averages [\d.]+ over 12 datasets; σ⋆² =/,
  'missing-mass': /and still [\d.]+ at eᴮ/,
  'fine-rate': /prefers a wrong model in \d+ of 12 datasets/,
  misspecified: /likelihood picks π₂ in/,
}

test('says in words what every picture of datasets shows, accessibly', async ({ page }) => {
  const lab = new Lab(page)
  let phone = false
  for (const [scenario, words] of Object.entries(PICTURED)) {
    await page.setViewportSize(phone ? { width: 360, height: 740 } : { width: 1280, height: 800 })
    await page.emulateMedia({ colorScheme: phone ? 'light' : 'dark' })
    await lab.open(`scenario=${scenario}&T=12`)
    await lab.speed('max')
    await lab.play.click()
    await lab.finished()
    await expect(page.locator('.picture h2'), scenario).toHaveText(words)
    await expectAccessible(page, '.picture')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, scenario).toBeLessThanOrEqual(0)
    phone = !phone
  }
})
