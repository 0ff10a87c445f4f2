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

test('shows a recorded run before the first script is there', async ({ page }) => {
  await page.route('**/*.js', () => new Promise(() => {}))
  await page.goto('./', { waitUntil: 'commit' })
  await expect(page.getByRole('img', { name: 'A recorded run: KL and Cov_8 over 2000 steps' })).toBeVisible()
  const { frames } = await (await page.request.get('recorded/opening.json')).json()
  const points = (await page.locator('.opening-kl').getAttribute('points'))!
    .split(' ')
    .map(point => point.split(',').map(Number))
  // The first moment is off the scale. Two lines of the grid, at 0 and 0.1 nats, say what a height means.
  expect(points).toHaveLength(frames.length - 1)
  const heights = await page
    .locator('.opening-grid')
    .evaluateAll((lines: SVGGraphicsElement[]) => lines.map(line => line.getBBox().y))
  for (const [i, [, y]] of points.entries()) {
    expect((0.1 * (heights[0] - y)) / (heights[0] - heights[1])).toBeCloseTo(frames[i + 1].kl, 3)
  }
})
