import { expect, test } from '../page'

test('WebAssembly computes on several threads, under the policy', async ({ page }) => {
  // TensorFlow.js uses half of the cores it is told of; on a machine with few, that would be one.
  await page.route(/\/assets\/worker-[^/]*\.js$/, async route => {
    const response = await route.fetch()
    const four = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 });`
    await route.fulfill({ response, body: four + (await response.text()) })
  })
  await page.goto('./?backend=wasm')
  await expect(page.getByRole('banner')).toContainText('WASM · 2 threads')
  const threads = page.workers().filter(worker => /wasm-thread/.test(worker.url()))
  expect(threads.length).toBeGreaterThan(0)
})
