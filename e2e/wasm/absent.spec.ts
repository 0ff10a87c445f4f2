import { Lab } from '../lab'
import { expect, test } from '../page'

test('says why there is no WebGPU and what can be done, also where a link asks for it', async ({ page }) => {
  for (const query of ['', 'backend=webgpu']) {
    await page.goto(`./?${query}`)
    const chip = page.locator('.chip summary')
    await expect(chip).toContainText('WASM')
    await chip.click()
    await expect(page.locator('.chip-panel')).toContainText(/WebGPU/)
    await expect(page.locator('.chip-panel')).toContainText(/hardware acceleration|Current versions of/)
  }
})

test('runs on plain JavaScript too', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('backend=cpu&T=100')
  await expect(page.locator('.chip summary')).toContainText('CPU')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
})
