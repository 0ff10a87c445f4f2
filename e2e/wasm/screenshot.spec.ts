import { Lab } from '../lab'
import { expect, test } from '../page'

/** The picture in README.md: `SCREENSHOT=1 npm run e2e -- screenshot` takes it anew. */
test('looks like its picture in the README', async ({ page }, testInfo) => {
  await page.setViewportSize({ width: 1440, height: 860 })
  const lab = new Lab(page)
  await lab.open('N=4&run=1&at=800')
  await lab.speed('max')
  await lab.finished()
  await lab.rule('normalized')
  await lab.finished()
  await lab.playhead.focus()
  for (let i = 0; i < 8; i++) await page.keyboard.press('PageDown')
  await page.getByRole('heading', { level: 2, name: 'History' }).click()
  await expect(lab.stage).toContainText('The charts show step')
  const path = process.env.SCREENSHOT ? 'docs/screenshot.png' : testInfo.outputPath('screenshot.png')
  await page.screenshot({ path })
})
