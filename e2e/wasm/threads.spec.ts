import type { Page } from '@playwright/test'
import { Checkpoints } from '../checkpoints'
import { Lab } from '../lab'
import { expect, test } from '../page'

// A service worker would answer in place of `route`.
test.use({ serviceWorkers: 'block' })

/** Has the engine believe in so many cores, of which it uses half: on a machine with few, that would be one. */
async function withCores(page: Page, cores: number): Promise<void> {
  await page.unrouteAll()
  await page.route(/\/assets\/worker-[^/]*\.js$/, async route => {
    const response = await route.fetch()
    const told = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${cores} });`
    await route.fulfill({ response, body: told + (await response.text()) })
  })
}

const workersOf = (page: Page, name: RegExp) => page.workers().filter(worker => name.test(worker.url()))

test('WebAssembly computes on several threads, under the policy', async ({ page }) => {
  await withCores(page, 4)
  await page.goto('./?backend=wasm')
  await expect(page.getByRole('banner')).toContainText('WASM · 2 threads')
  expect(workersOf(page, /wasm-thread/).length).toBeGreaterThan(0)
})

test('a transformer learns and is measured the same on any number of threads, bit for bit', async ({ page }) => {
  const lab = new Lab(page)
  const checkpoints = new Checkpoints(page)
  const trained = async (cores: number, helpers: number) => {
    await withCores(page, cores)
    await lab.open('scenario=graph-horizon&H=2&W=2&width=8&layers=2&heads=2&K=9&M=64&T=200&every=200&backend=wasm')
    await expect(page.getByRole('banner')).toContainText(`WASM · ${helpers + 1} thread`)
    await lab.speed('max')
    await lab.play.click()
    await lab.finished()
    expect(workersOf(page, /helper/)).toHaveLength(helpers)
    expect(workersOf(page, /readingWorker/)).toHaveLength(helpers)
    const { tensors } = (await checkpoints.download()).file
    const { snapshots } = await lab.download()
    return { tensors, snapshots }
  }
  const alone = await trained(2, 0)
  expect(await trained(6, 2)).toEqual(alone)
})
