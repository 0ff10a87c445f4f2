import { expectAccessible } from './axe'
import { backendOfProject, copiedLink, Lab } from './lab'
import { expect, test } from './page'

/** What does not depend on the backend is tested without WebGPU only. */
const PAGE = '@page'

test('a person trains a model, explores the run and passes it on', async ({ page, context }) => {
  const lab = new Lab(page)
  await lab.open('T=600')
  await expect(lab.stage).toContainText('Press Play')
  await expect(page.locator('.chip summary')).toContainText(backendOfProject() ? 'WebGPU' : 'WASM')
  const atStart = await lab.title.textContent()

  // Plays: KL falls and the profile moves.
  const curves = () =>
    page.locator('.centrepiece .recharts-curve').evaluateAll(paths => paths.map(path => path.getAttribute('d')))
  const curvesAtStart = await curves()
  // So that the run is under way for all that follows, on a busy machine too.
  await lab.speed('¼×')
  await lab.play.click()
  await lab.stepPast(50)
  await expect(page.locator('.history')).toContainText(/KL fell from 26\.9 to/)
  expect(await lab.title.textContent()).not.toBe(atStart)
  expect(await curves()).not.toEqual(curvesAtStart)

  // Drags N while it trains, along the chart.
  const grip = (await lab.threshold.boundingBox())!
  await page.mouse.move(grip.x + grip.width / 2, grip.y + 10)
  await page.mouse.down()
  await page.mouse.move(grip.x - 60, grip.y + 10, { steps: 8 })
  await page.mouse.up()
  const N = Number(await lab.threshold.getAttribute('aria-valuenow'))
  expect(N).toBeGreaterThan(1)
  expect(N).toBeLessThan(12)
  expect(Number(await lab.field('N').inputValue())).toBeCloseTo(N, 1)
  await expect(page).toHaveURL(/[?&]N=/)

  // Pauses: no further step.
  await lab.pause.click()
  await expect(lab.stage).toContainText('Paused at step')
  // The worker's last word on where it stopped may come a moment after the button's answer.
  await page.waitForTimeout(300)
  const paused = await lab.step()
  await page.waitForTimeout(600)
  expect(await lab.step()).toBe(paused)

  // Scrubs back, and returns to now.
  const now = await lab.title.textContent()
  const plot = (await page.locator('.plot-overlay.scrub').boundingBox())!
  await page.mouse.click(plot.x + 0.2, plot.y + plot.height / 3)
  await expect(lab.title).toContainText('26.9')
  await expect(lab.stage).toContainText('The charts show step 0.')
  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect(lab.title).toHaveText(now!)

  // Changes H: the old run stays as a ghost, the new one has another length.
  await lab.type('H', '8')
  await expect(page.locator('.legend').getByText('earlier: H 32')).toBeVisible()
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  const downloaded = await lab.download()
  expect(downloaded.config.H).toBe(8)

  // The data are the numbers on the page.
  const last = downloaded.snapshots.at(-1)!
  expect(last.step).toBe(600)
  const shown = Number(/KL, is ([\d.]+)/.exec((await lab.title.textContent())!)![1])
  expect(Math.abs(Number(last.kl) / shown - 1)).toBeLessThan(0.01)

  // Copies the link: a second page shows the same.
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const link = await copiedLink(page)
  const title = await lab.title.textContent()
  await page.close()
  const second = new Lab(await context.newPage())
  await second.page.goto(link)
  await second.speed('max')
  await second.finished()
  await expect(second.title).toHaveText(title!)
  const again = await second.download()
  expect(again.snapshots).toEqual(downloaded.snapshots)
})

test('changes what can be changed while it trains, and restarts for the rest', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=5000&rule=normalized')
  await lab.play.click()
  await lab.stepPast(20)
  await lab.type('eta', '0.1')
  const before = await lab.step()
  await lab.stepPast(before)
  await lab.pause.click()
  const { changes } = await lab.download()
  expect(changes).toEqual([{ step: expect.any(Number), id: 'eta', value: 0.1 }])
  expect(changes[0].step).toBeGreaterThan(20)

  await lab.rule('sign')
  await expect.poll(() => lab.step()).toBe(0)
  await expect(lab.control('lambda')).toHaveCount(0)
})

test('goes back and forward through settings, and survives a reload', { tag: PAGE }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open()
  await lab.type('H', '64')

  await page.getByRole('combobox', { name: /scenario/i }).selectOption('random-linear')
  await expect(lab.field('V')).toHaveValue('4')
  await page.goBack()
  await expect(lab.field('V')).toHaveCount(0)
  await expect(lab.field('H')).toHaveValue('64')
  await page.goForward()
  await expect(lab.field('V')).toHaveValue('4')
  await page.reload()
  await expect(lab.field('V')).toHaveValue('4')
})

test('takes changes of settings back, makes them again, and resets all of them', { tag: PAGE }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open()
  const undo = page.getByRole('button', { name: 'Undo the last change' })
  const redo = page.getByRole('button', { name: 'Redo the change that was undone' })
  const resetAll = page.getByRole('button', { name: 'Reset all' })
  for (const button of [undo, redo, resetAll]) await expect(button).toBeDisabled()
  await lab.type('H', '64')
  await lab.rule('sign')
  await undo.click()
  await expect(page.getByRole('radio', { name: 'none', exact: true })).toBeChecked()
  // In a field the keys are the field's own.
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('Control+z')
  await expect(lab.field('H')).toHaveValue('32')
  await expect(undo).toBeDisabled()
  await page.keyboard.press('Control+Shift+z')
  await redo.click()
  await expect(lab.field('H')).toHaveValue('64')
  await expect(page.getByRole('radio', { name: 'sign', exact: true })).toBeChecked()
  await resetAll.click()
  await expect(lab.field('H')).toHaveValue('32')
  await undo.click()
  await expect(lab.field('H')).toHaveValue('64')
})

test('says before Play how long the run will take, and how much memory', { tag: PAGE }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open()
  const pace = page.locator('.progress .pace')
  await expect(pace).toHaveText(/^about (\d+ min )?\d+ s · (under )?\d+ MB$/)
  await lab.play.click()
  await expect(pace).not.toContainText('about')
})

test('moves N back and forward without training again', { tag: PAGE }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=60')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await lab.type('N', '64')
  await expect(page).toHaveURL(/N=64/)
  await page.goBack()
  await expect(lab.field('N')).toHaveValue('16')
  await expect(lab.stage).toContainText('Finished')
  expect(await lab.step()).toBe(60)
  await expect(page.locator('.legend li', { hasText: 'earlier:' })).toHaveCount(0)
})

test('says when a link is not the whole story, and shows a stopped run where it stands', { tag: PAGE }, async ({
  page,
  context,
}) => {
  const lab = new Lab(page)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await lab.open('T=5000')
  await lab.play.click()
  await lab.stepPast(100)
  await lab.pause.click()
  await lab.type('eta', '0.001')
  await expect(page.locator('.legend')).toContainText(/this run, η = 0\.001 only from step [\d,]+ on/)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('Copied: it runs with the changed settings from the start')).toBeVisible()
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()))
  expect(Number(link.searchParams.get('at'))).toBeGreaterThan(0)
  expect(Number(link.searchParams.get('at'))).toBeLessThanOrEqual(await lab.step())
  // Beside another run its name tells of the change, and nothing else does.
  await page.getByRole('button', { name: 'Close' }).click()
  await page
    .locator('.legend')
    .getByRole('button', { name: /^Pin this run/ })
    .click()
  await lab.type('H', '16')
  await expect(page.locator('.legend li', { hasText: 'earlier:' })).toHaveCount(1)
  await lab.play.click()
  await lab.stepPast(20)
  await lab.type('eta', '0.002')
  const own = page.locator('.legend li').first()
  await expect(own).toContainText(/this run: .*η 0\.002 from step [\d,]+ on/)
  await expect(own).not.toContainText('only from')
})

test('takes single steps, resets, and plays again from the keyboard', { tag: PAGE }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=40')
  await page.getByRole('button', { name: 'Single step' }).click()
  await expect.poll(() => lab.step()).toBe(1)
  await page.getByRole('button', { name: 'Single step' }).click()
  await expect.poll(() => lab.step()).toBe(2)
  await page.getByRole('button', { name: 'Reset to step 0' }).click()
  await expect.poll(() => lab.step()).toBe(0)
  await lab.speed('max')
  await page.locator('h1, header').first().click()
  await page.keyboard.press('Space')
  await lab.finished()
  await lab.playhead.focus()
  await page.keyboard.press('Home')
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '0')
  await page.keyboard.press('ArrowRight')
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '1')
  await lab.threshold.focus()
  await page.keyboard.press('ArrowRight')
  expect(Number(await lab.threshold.getAttribute('aria-valuenow'))).toBeGreaterThan(16)
})

test('leaves one ghost per gesture, three at most, until they are dismissed', { tag: PAGE }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=60')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  const ghosts = page.locator('.legend li', { hasText: 'earlier:' })
  const slider = lab.control('H').getByRole('slider')
  const box = (await slider.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  for (let i = 1; i <= 20; i++) {
    await page.mouse.move(box.x + box.width / 2 + 4 * i, box.y + box.height / 2)
    await page.waitForTimeout(30)
  }
  await page.mouse.up()
  await lab.finished()
  await expect(ghosts).toHaveCount(1)
  await expect(ghosts).toHaveText('earlier: H 32')
  for (const H of ['4', '5', '6', '7']) {
    await lab.type('H', H)
    await lab.finished()
  }
  await expect(ghosts).toHaveCount(3)
  await page.getByRole('button', { name: /Dismiss earlier/ }).click()
  await expect(ghosts).toHaveCount(0)
})

test('draws a band where the profile is estimated', { tag: PAGE }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('scenario=random-linear&T=100&H=32&run=1&at=20')
  await lab.speed('max')
  await lab.finished()
  await expect(page.getByText('Estimated from 2,048 held-out responses, with a 95 % band.')).toBeVisible()
  await expect(lab.stage).toContainText('The charts show step 20.')
  await lab.type('H', '2')
  await expect(page.getByText(/Exact, by enumeration of 128 responses/)).toBeVisible()
})

test('is accessible in every state and theme', { tag: PAGE }, async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('H=banana&T=60')
  await expectAccessible(page)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await lab.type('H', '8')
  await lab.finished()
  await page.locator('details').evaluateAll(all => {
    for (const details of all) (details as HTMLDetailsElement).open = true
  })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  // On a phone the open panel of the backend lies over what is below it.
  await page.locator('.chip').evaluate(chip => {
    ;(chip as HTMLDetailsElement).open = false
  })
  await page.setViewportSize({ width: 360, height: 740 })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Settings' }).click()
  await expectAccessible(page)
})
