import { Lab } from './lab'
import { expect, test } from './page'

test('a worker that dies in mid-run loses nothing', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=3000&every=20&seed=4')
  await lab.play.click()
  await lab.stepPast(100)
  await page.workers()[0].evaluate(() => self.close())
  await expect(lab.notices.first()).toContainText(/The worker stopped: .* Nothing is lost: the run goes on from step/)
  const died = await lab.step()
  await lab.stepPast(died + 20)
  await lab.speed('max')
  await lab.finished()
  const file = await lab.download()
  expect(file.snapshots.map(({ step }) => step)).toEqual(Array.from({ length: 151 }, (_, i) => 20 * i))

  // The run is the one that was never interrupted.
  await lab.replay.click()
  await expect.poll(() => lab.step()).toBeLessThan(3000)
  await lab.finished()
  expect((await lab.download()).snapshots).toEqual(file.snapshots)
})

test('a hidden tab waits and goes on', async ({ page }) => {
  const lab = new Lab(page)
  const setHidden = (hidden: boolean) =>
    page.evaluate(value => {
      Object.defineProperty(document, 'hidden', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  await lab.open('T=3000')
  await lab.play.click()
  await lab.stepPast(20)
  await setHidden(true)
  await expect(lab.stage).toContainText('Waiting at step')
  await page.waitForTimeout(500)
  const waiting = await lab.step()
  await page.waitForTimeout(800)
  expect(await lab.step()).toBe(waiting)
  await setHidden(false)
  await lab.stepPast(waiting)
})
