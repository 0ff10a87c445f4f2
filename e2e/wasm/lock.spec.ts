import { expectAccessible } from '../axe'
import { copiedLink, Lab } from '../lab'
import { expect, test } from '../page'

test('a locked link leaves its own controls alone, however one tries, until it is unlocked by name', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const lab = new Lab(page)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const tab = (name: string) => page.getByRole('dialog').getByRole('tab', { name, exact: true })
  const lock = () => new URL(page.url()).searchParams.get('lock')
  await lab.open('T=40&every=4&N=16&lock=H,play')

  // What it names is there, and nothing else that sets anything.
  await expect(lab.play).toBeVisible()
  await expect(page.locator('[data-parameter]')).toHaveCount(1)
  await expect(lab.field('H')).toBeVisible()
  await expect(page.getByRole('slider', { name: /Tail parameter N/ })).toHaveCount(0)
  await expect(page.getByRole('group', { name: 'Gradient normalization' })).toHaveCount(0)
  await expect(page.getByRole('group', { name: 'Speed' })).toHaveCount(0)
  await expect(page.getByRole('combobox')).toHaveCount(0)
  await expect(page.getByRole('navigation', { name: 'Views' })).toHaveCount(0)
  for (const name of ['Single step', 'Reset to step 0', 'Open…', 'A/B', 'Undo', 'Redo']) {
    await expect(button(name), name).toHaveCount(0)
  }
  await expect(button('Share')).toBeVisible()
  await expectAccessible(page)

  // Keys do no more than the controls. The line of N is drawn, and cannot be taken hold of.
  await lab.type('H', '8')
  await expect.poll(() => new URL(page.url()).searchParams.get('H')).toBe('8')
  const line = page.locator('.threshold')
  await expect(line).toContainText('N = 16')
  await page.getByRole('heading', { level: 1 }).click()
  await line.click({ force: true })
  await page.keyboard.press('ArrowRight')
  await expect(line).toContainText('N = 16')
  // What was allowed can be taken back, and no more than that.
  for (let i = 0; i < 2; i++) {
    await page.keyboard.press('Control+z')
    await expect(lab.field('H')).toHaveValue('32')
  }
  await expect(lab.field('H')).not.toBeFocused()
  await page.keyboard.press('Control+Shift+z')
  await expect(lab.field('H')).toHaveValue('8')
  await page.keyboard.press('p')
  await page.keyboard.press('N')
  await expect(lab.notices.last()).toContainText('This link is locked: N cannot be used here.')
  await page.keyboard.press('ArrowRight')
  await expect(lab.notices.last()).toContainText('This link is locked: step cannot be used here.')
  await page.keyboard.press('H')
  await expect.poll(() => new URL(page.url()).searchParams.get('H')).toBe('16')
  await page.keyboard.press('Escape')
  await expect(lab.field('H')).toHaveValue('16')
  await expect(line).toContainText('N = 16')
  expect(await lab.step()).toBe(0)

  // Nor does the way through the history, or loading it anew, lead out.
  await page.goBack()
  await expect(lab.field('H')).toHaveValue('8')
  expect(lock()).toBe('H,play')
  await page.goForward()
  await expect(lab.field('H')).toHaveValue('16')
  expect(lock()).toBe('H,play')
  await page.reload()
  await expect(lab.field('H')).toHaveValue('16')
  await expect(page.locator('[data-parameter]')).toHaveCount(1)
  expect(lock()).toBe('H,play')

  // Nor what the page gives away.
  await expect(lab.title).toContainText('KL')
  expect(new URL(await copiedLink(page)).searchParams.get('lock')).toBe('H,play')
  await button('Share').click()
  for (const name of ['Link', 'Embed', 'Present', 'Cite', 'Lock']) {
    await tab(name).click()
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true')
    await expectAccessible(page)
    const texts = await page
      .getByRole('dialog')
      .locator('textarea')
      .evaluateAll(fields => fields.map(field => (field as HTMLTextAreaElement).value))
    for (const text of texts.filter(each => each.includes('http'))) expect(text, name).toContain('lock=H,play')
  }

  await button('Unlock this page').click()
  await expect(button('Keep it locked')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-parameter]')).toHaveCount(1)
  await button('Unlock this page').click()
  await button('Yes, unlock').click()
  // The tab now offers to lock, with the ticks of what can be left.
  await expect(page.getByRole('group', { name: 'Controls that are shown' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(lock()).toBeNull()
  await expect(lab.field('N')).toHaveValue('16')
  await expect(lab.threshold).toBeVisible()
  await lab.type('N', '4')
  await expect(line).toContainText('N = 4')

  // A lock that leaves the views is in every way to them.
  await page.goto('./?backend=wasm&T=40&every=4&lock=start,H,play,views')
  const views = page.getByRole('navigation', { name: 'Views' }).getByRole('link')
  await expect(views).toHaveCount(4)
  for (const view of await views.all()) await expect(view).toHaveAttribute('href', /lock=start,H,play,views/)
  // The settings of an earlier run open under it, in this tab or another.
  await lab.play.click()
  await button('Runs (1)').click()
  await expect(page.locator('.runs').getByRole('link')).toHaveAttribute('href', /lock=start,H,play,views/)
  await views.filter({ hasText: 'Sweep' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('sweep')
  expect(lock()).toBe('start,H,play,views')
  await views.filter({ hasText: 'Lessons' }).click()
  await expect(page.getByRole('main')).toContainText('Lessons are not part of this link.')
  // So is what a lesson's text leads to; on paper all its pages are there at once.
  await page.goto('./?backend=wasm&view=lessons&lesson=mean-and-tail&lock=scenario,play')
  const led = page.locator('.handout a')
  await expect(led.first()).toHaveAttribute('href', /^\?v=1&.*lock=scenario,play/)
})

test('presenting goes by keys alone, and leaves by Escape', async ({ page }) => {
  const lab = new Lab(page)
  const parameter = (id: string) => page.evaluate(key => new URL(location.href).searchParams.get(key), id)
  await lab.open('T=40&every=4&N=16')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await page.getByRole('heading', { level: 1 }).click()

  await page.keyboard.press('p')
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(lab.control('N')).toBeHidden()
  expect(await parameter('present')).toBe('1')
  await expectAccessible(page)

  await page.keyboard.press('ArrowLeft')
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '36')
  await page.keyboard.press('ArrowLeft')
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '32')
  await page.keyboard.press('ArrowRight')
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '36')

  await page.keyboard.press('N')
  await expect(lab.threshold).toHaveAttribute('aria-valuenow', '32')
  await page.keyboard.press('n')
  await page.keyboard.press('n')
  await expect(lab.threshold).toHaveAttribute('aria-valuenow', '8')
  // N is no part of the training: the run is still there, at the step that was chosen.
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '36')
  await expect(lab.replay).toBeVisible()

  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys).toContainText('N doubled, or halved')
  await expectAccessible(page)
  await keys.getByRole('checkbox').uncheck()
  await page.keyboard.press('Escape')
  await expect(keys).toHaveCount(0)
  // The first Escape closed the list alone.
  await expect(page.getByRole('banner')).toBeHidden()

  // Letters and signs are switched off on this device; other keys are not.
  await page.keyboard.press('N')
  await page.keyboard.press('?')
  await page.keyboard.press('ArrowLeft')
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '32')
  await expect(lab.threshold).toHaveAttribute('aria-valuenow', '8')
  await expect(keys).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('banner')).toBeVisible()
  // The address follows once no more keys come.
  await expect(page).toHaveURL(/[?&]N=8(&|$)/)
  await page.reload()
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('dialog').getByRole('tab', { name: 'Present', exact: true }).click()
  await expect(page.getByRole('dialog').getByRole('checkbox')).not.toBeChecked()
  await page.getByRole('dialog').getByRole('checkbox').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.keyboard.press('p')
  await expect(page.getByRole('banner')).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(lab.field('N')).toHaveValue('8')
  expect(await parameter('present')).toBeNull()
})
