import type { Page } from '@playwright/test'
import { expectAccessible } from '../axe'
import { Lab } from '../lab'
import { expect, test } from '../page'
import { StaticServer } from '../staticServer'

test.use({ serviceWorkers: 'allow' })

/** Waits until the page says that everything is on the device. */
async function kept(page: Page): Promise<void> {
  const chip = page.locator('.chip')
  await chip.locator('summary').click()
  await expect(chip).toContainText('works without a network', { timeout: 120_000 })
  await chip.locator('summary').click()
}

test('without a network a reload runs to the end, and every view and checkpoint is there', async ({
  page,
  context,
}) => {
  const lab = new Lab(page)
  await lab.open('T=40&every=10')
  await kept(page)
  await context.setOffline(true)
  await page.reload()
  await expect(lab.title).toContainText('KL')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await expect(page.locator('.recharts-surface').first()).toBeVisible()
  await page.getByRole('link', { name: 'Sweep' }).click()
  await expect(page.getByRole('button', { name: /^Run/ })).toBeVisible()
  await page.getByRole('link', { name: 'Select' }).click()
  await expect(page.getByRole('tab').first()).toBeVisible()
  // A link that was never opened here, whose run begins from a checkpoint that ships.
  await page.goto('./?scenario=graph-two-rules&M=64&T=1')
  await expect(lab.title).toContainText('KL', { timeout: 120_000 })
  await expect(lab.notices).toHaveCount(0)
})

test('a host without headers gets threads by a reload, in any folder', async ({ page, watch }) => {
  // TensorFlow.js uses half of the cores it is told of; on a machine with few, that would be one.
  const four = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 });`
  const server = await StaticServer.start((path, text) =>
    /^assets\/worker-[^/]*\.js$/.test(path) ? four + text() : text(),
  )
  watch.allow(new RegExp(`^request to ${new URL(server.home).origin}$`))
  try {
    await page.addInitScript(four)
    await page.goto(`${server.home}?backend=wasm&T=40`)
    const chip = page.locator('.chip')
    await expect(chip).toContainText('WASM · 1 thread')
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false)
    await chip.locator('summary').click()
    await expect(chip).toContainText('a reload is enough', { timeout: 60_000 })
    await page.reload()
    await expect(chip).toContainText('WASM · 2 threads')
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  } finally {
    await server.stop()
  }
})

test('says that a new version is there, and takes it up when asked', async ({ page, watch }) => {
  let version = 1
  const server = await StaticServer.start((path, text) => {
    if (path === 'index.html') return text().replace('</title>', ` ${version}</title>`)
    // Another index.html is another version, and is listed as one.
    if (path === 'service-worker.js' && version > 1) {
      return text()
        .replace(/(index\.html`,revision:`)\w+/, '$1another')
        .replace(/\+`[0-9a-f]{20}`/, '+`another`')
    }
    return text()
  })
  watch.allow(new RegExp(`^request to ${new URL(server.home).origin}$`))
  try {
    await page.goto(`${server.home}?backend=wasm&T=40`)
    await kept(page)
    version = 2
    await page.reload()
    await expect(page).toHaveTitle('Coverage Lab 1')
    const notice = page.locator('.notice', { hasText: 'A new version is ready' })
    await expect(notice).toBeVisible({ timeout: 120_000 })
    await expectAccessible(page)
    // It waits for the person, and survives nothing being done.
    await expect(page).toHaveTitle('Coverage Lab 1')
    await notice.getByRole('button', { name: 'Reload' }).click()
    await expect(page).toHaveTitle('Coverage Lab 2')
    await expect(notice).toHaveCount(0)
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([expect.stringMatching(/ another$/)])
  } finally {
    await server.stop()
  }
})
