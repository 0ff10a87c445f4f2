import type { Page } from '@playwright/test'
import { Lab } from '../lab'
import { expect, test } from '../page'

/** Lets the test reach the worker's device: the worker's script is served with a line in front that remembers it. */
async function exposeDevice(page: Page): Promise<void> {
  const line = `{
    const { requestDevice } = GPUAdapter.prototype
    GPUAdapter.prototype.requestDevice = async function (...args) {
      return (self.device = await requestDevice.apply(this, args))
    }
  }`
  await page.route(/\/worker-[^/]*\.js$/, async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${line}\n${await response.text()}` })
  })
}

const destroyDevice = (page: Page) =>
  page.workers()[0].evaluate(() => (self as unknown as { device: GPUDevice }).device.destroy())

test('a destroyed device loses nothing, and the second loss moves to another backend', async ({ page, watch }) => {
  watch.allow(/^console warning:.*(lost|destroyed)/i)
  await exposeDevice(page)
  const lab = new Lab(page)
  await lab.open('T=3000&every=20&seed=4')
  await lab.play.click()
  await lab.stepPast(60)
  await destroyDevice(page)
  await expect(lab.notices.first()).toContainText(/The graphics device was lost .* goes on from step/)
  await lab.stepPast((await lab.step()) + 40)
  await expect(page.locator('.chip summary')).toContainText('WebGPU')

  await destroyDevice(page)
  await expect(page.locator('.chip summary')).toContainText('WASM')
  await lab.speed('max')
  await lab.finished()
  const file = await lab.download()
  expect(file.snapshots.map(({ step }) => step)).toEqual(Array.from({ length: 151 }, (_, i) => 20 * i))
})

test('passes a software adapter over unless it is asked for, and says why', async ({ page }) => {
  await page.goto('./')
  const chip = page.locator('.chip summary')
  await expect(chip).toContainText('WASM')
  await chip.click()
  await expect(page.getByText(/only by a software adapter .* tens of times slower than WASM/)).toBeVisible()
  await page.getByRole('combobox', { name: 'Compute on' }).selectOption('webgpu')
  await expect(chip).toContainText('WebGPU')
  await expect(page).toHaveURL(/backend=webgpu/)
})

test('a transformer too large for the graphics device is refused with what it needs', async ({ page }) => {
  await page.goto('./?backend=webgpu&scenario=graph-horizon&H=16&K=1024&width=64&layers=2&heads=8&M=64')
  const sentence = /A step of this transformer needs about [\d.]+ GB .* the graphics device.* make it fit\./
  await expect(page.getByRole('main').getByText(sentence)).toBeVisible()
})
