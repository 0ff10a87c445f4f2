import type { Page } from '@playwright/test'
import { Lab } from './lab'
import { expect, test } from './page'

/** As if the person had changed to another tab, which a headless browser does not do. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate(value => {
    Object.defineProperty(document, 'hidden', { value, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)

test('a worker that dies in mid-run loses nothing', { tag: '@page' }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=1200&every=20&seed=4')
  await lab.play.click()
  await lab.stepPast(100)
  await page.workers()[0].evaluate(() => self.close())
  await expect(lab.notices.first()).toContainText(/The worker stopped: .* Nothing is lost: the run goes on from step/)
  const died = await lab.step()
  await lab.stepPast(died + 20)
  await lab.speed('max')
  await lab.finished()
  const file = await lab.download()
  expect(file.snapshots.map(({ step }) => step)).toEqual(Array.from({ length: 61 }, (_, i) => 20 * i))

  // The run is the one that was never interrupted.
  // At the utmost it could be over before anyone looks.
  await lab.speed('4×')
  await lab.replay.click()
  await expect.poll(() => lab.step()).toBeLessThan(1200)
  await lab.speed('max')
  await lab.finished()
  expect((await lab.download()).snapshots).toEqual(file.snapshots)
})

test('a worker that dies after the end, or while the tab is hidden, is replaced without a word of training', {
  tag: '@page',
}, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=200&every=20')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await page.workers()[0].evaluate(() => self.close())
  await expect(lab.notices.first()).toContainText('The worker stopped')
  await lab.finished()
  await expect(lab.stage).toContainText('Finished')

  await lab.speed('¼×')
  await lab.replay.click()
  await lab.stepPast(1)
  // What was said of the run before is over.
  await expect(lab.notices).toHaveCount(0)
  await setHidden(page, true)
  await expect(lab.stage).toContainText('Waiting at step')
  await page.workers()[0].evaluate(() => self.close())
  await expect(lab.notices).toHaveCount(1)
  await expect(lab.stage).toContainText('Waiting at step')
  const waiting = await lab.step()
  await setHidden(page, false)
  await lab.stepPast(waiting)
})

test('a hidden tab waits and goes on', { tag: '@page' }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=3000')
  await lab.play.click()
  await lab.stepPast(20)
  await setHidden(page, true)
  await expect(lab.stage).toContainText('Waiting at step')
  await page.waitForTimeout(500)
  const waiting = await lab.step()
  await page.waitForTimeout(800)
  expect(await lab.step()).toBe(waiting)
  await setHidden(page, false)
  await lab.stepPast(waiting)
})

test('a page opened in the background waits with its run until it is seen', { tag: '@page' }, async ({ page }) => {
  const lab = new Lab(page)
  await page.addInitScript(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }))
  await lab.open('T=3000&run=1')
  await expect(lab.stage).toContainText('Waiting at step 0')
  await page.waitForTimeout(500)
  expect(await lab.step()).toBe(0)
  await setHidden(page, false)
  await lab.stepPast(1)
})
