import { expect, test } from '../page'

// The other specs rely on the watch: it has to see each kind of thing it is there for.
test.beforeEach(async ({ page }) => {
  await page.goto('./')
})

test('sees what is written to the console, and errors', async ({ page, watch }) => {
  await page.evaluate(() => {
    console.warn('planted warning')
    console.error('planted error')
    setTimeout(() => {
      throw new Error('planted exception')
    })
  })
  for (const kind of ['console warning', 'console error', 'uncaught']) {
    await expect.poll(() => watch.problems).toContainEqual(expect.stringMatching(new RegExp(`^${kind}.*planted`)))
  }
  watch.allow(/planted/)
})

test('sees what a worker writes to the console', async ({ page, watch }) => {
  await expect.poll(() => page.workers().length).toBeGreaterThan(0)
  await page.workers()[0]!.evaluate(() => console.warn('planted in a worker'))
  await expect.poll(() => watch.problems).toContainEqual('console warning: planted in a worker')
  watch.allow(/planted/)
})

test('sees a request to another origin', async ({ page, watch }) => {
  await page.goto('http://127.0.0.1:9/planted').catch(() => null)
  await expect.poll(() => watch.problems).toContainEqual('request to http://127.0.0.1:9')
  watch.allow(/127\.0\.0\.1|^console error: Failed to load/)
})

test('sees the policy stop an inline script, a blob worker, and a request to elsewhere from page and worker', async ({
  page,
  watch,
}) => {
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.name = "planted"'
    document.head.append(script)
    void fetch('http://127.0.0.1:9/planted').catch(() => null)
    try {
      new Worker(URL.createObjectURL(new Blob(['']))).onerror = () => null
    } catch {
      // Some versions throw, some report to onerror.
    }
  })
  await expect.poll(() => page.workers().length).toBeGreaterThan(0)
  await page.workers()[0]!.evaluate(() => fetch('http://127.0.0.1:9/in-worker').catch(() => null))
  for (const directive of ['script-src-elem inline', 'connect-src http://127.0.0.1:9/planted', 'worker-src blob']) {
    await expect.poll(() => watch.problems).toContain(`policy: ${directive}`)
  }
  await expect
    .poll(() => watch.problems)
    .toContainEqual(expect.stringContaining(`policy in a worker: connect-src http://127.0.0.1:9/in-worker`))
  expect(await page.evaluate(() => window.name)).toBe('')
  watch.allow(/Content Security Policy|policy/)
})
