import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../axe'
import { Lab } from '../lab'
import { expect, test } from '../page'

/** The example that docs/lessons.md shows whole. */
async function example(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const text = await readFile(new URL('../../docs/lessons.md', import.meta.url), 'utf8')
  return {
    name: 'example.json',
    mimeType: 'application/json',
    buffer: Buffer.from(/```json\n([\s\S]*?)```/.exec(text)![1]),
  }
}

async function openFile(page: Page, file: Awaited<ReturnType<typeof example>>): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(file)
}

/** Tabs until what is asked for has the focus. */
async function tabTo(page: Page, name: string | RegExp, role: 'button' | 'slider' | 'radio'): Promise<void> {
  const wanted = page.getByRole('main').getByRole(role, { name }).first()
  await expect(wanted).toBeVisible({ timeout: 60_000 })
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Sixty tabs do not reach ${name}.`)
}

test('plays a lesson from a file by keyboard alone, and says what the page’s own numbers say', async ({ page }) => {
  const lab = new Lab(page)
  await page.goto('./?view=lessons')
  await openFile(page, await example())
  // The list of lessons, which is left by and by, has several.
  const heading = page.getByRole('main').getByRole('heading', { level: 2 }).first()
  await expect(heading).toHaveText('Short sequences')
  await expect(page).toHaveURL(/lesson=data:/)
  await lab.speed('max')

  // A symbol shows its value and lights up its chart.
  await tabTo(page, /how many times too rarely 16/, 'button')
  await expect(page.locator('.lesson-charts .chart-lit')).toBeVisible()

  // Nothing is revealed before the guess.
  await expect(page.getByRole('heading', { name: 'What happened' })).toHaveCount(0)
  await page.keyboard.press('p')
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  await tabTo(page, 'KL, nats at 20', 'slider')
  const point = page.getByRole('slider', { name: 'KL, nats at 20' })
  const unmoved = await point.getAttribute('aria-valuenow')
  await page.keyboard.press('PageUp')
  const guessed = await point.getAttribute('aria-valuenow')
  expect(guessed).not.toBe(unmoved)
  await tabTo(page, 'This is my guess', 'button')
  expect(await lab.step()).toBe(0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/Your line is off by a factor of/)).toBeVisible()
  const file = await lab.download()
  const last = file.snapshots.at(-1)!
  const [, kl] = await page.locator('.lesson-outcome .lesson-words .live-value').allTextContents()
  expect(Number.parseFloat(kl)).toBeCloseTo(Number(last.kl), 3)
  await expect(page.locator('.claim')).toHaveClass(/claim-holds/)
  await expectAccessible(page)

  // On paper nothing is given away.
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.handout h1')).toBeVisible()
  await expect(page.locator('.lesson-page')).toBeHidden()
  await expect(page.locator('.handout')).not.toContainText(kl)
  await page.emulateMedia({ media: null })

  await tabTo(page, 'Next', 'button')
  await page.keyboard.press('Enter')
  await expect(heading).toHaveText('Longer sequences')
  await expect(heading).toBeFocused()
  await tabTo(page, 'This is my guess', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/You said .*; it is /)).toBeVisible({ timeout: 60_000 })

  // A reload comes back to the page and its answer, and does again what it needs of the first.
  await page.reload()
  await expect(heading).toHaveText('Longer sequences')
  await expect(page.getByText(/You said .*; it is /)).toBeVisible({ timeout: 60_000 })
  await page.goBack()
  await expect(heading).toHaveText('Short sequences')
  // What was guessed is still there.
  await expect(point).toHaveAttribute('aria-valuenow', guessed!)
})

test('refuses a lesson that is none, fits a narrow phone, and gives back the experiment', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  const lab = new Lab(page)
  // Two settings, of which the lesson leaves one while it has the lab to itself.
  await lab.open('scenario=bernoulli&T=20&b=scenario%3Dbernoulli%26n%3D40')
  await page.getByRole('link', { name: 'Lessons' }).click()
  const file = await example()
  const problem = page.getByRole('region', { name: 'A lesson of your own' }).getByRole('status')
  await page.getByLabel('A lesson’s JSON file').setInputFiles({
    ...file,
    buffer: Buffer.from(String(file.buffer).replace('"kind": "line"', '"kind": "guess"')),
  })
  // Said once, beside the button.
  await expect(problem).toContainText('steps[1].ask.kind')
  await expect(lab.notices.filter({ hasText: 'steps[1].ask.kind' })).toHaveCount(0)
  // A share is guessed in percent, and held to its range.
  const lesson = JSON.parse(/\{[\s\S]*/.exec(String(file.buffer))![0])
  const share = {
    kind: 'number',
    question: 'How much?',
    label: 'share',
    min: 0,
    max: 1,
    scale: 'linear',
    as: 'percent',
  }
  lesson.steps[0].ask = { ...share, truth: { of: 'coverage' } }
  await openFile(page, { ...file, buffer: Buffer.from(JSON.stringify(lesson)) })
  await expect(page.getByRole('button', { name: 'Show me without a guess' })).toBeVisible({ timeout: 60_000 })
  const field = page.getByRole('textbox', { name: /share/ })
  const slider = page.locator('.lesson-ask').getByRole('slider')
  for (const [typed, taken] of [
    ['25', '25'],
    ['150', '100'],
    ['0.5', '0.5'],
  ]) {
    await field.fill(typed)
    await field.press('Enter')
    await expect(field).toHaveValue(taken)
    await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`^${taken}\\s?%`))
  }
  // A name that nothing breaks, and an arrow, which KaTeX would size by a style that the policy blocks.
  const text = String(file.buffer)
    .replace('"A small example"', `"A small example ${'unbroken_'.repeat(9)}"`)
    .replace('\\\\mathrm{Cov}_', '\\\\vec{c}_')
  expect(text).toContain('vec')
  await openFile(page, { ...file, buffer: Buffer.from(text) })
  // The lesson before has such a button too.
  await expect(page.getByText(/unbroken_/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show me without a guess' })).toBeVisible({ timeout: 60_000 })
  for (const width of [320, 360, 412]) {
    await page.setViewportSize({ width, height: 740 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    const bar = (await page.getByRole('region', { name: 'Playback' }).boundingBox())!
    const last = (await page.getByRole('button', { name: /^Runs/ }).boundingBox())!
    expect(last.y + last.height).toBeLessThanOrEqual(bar.y + bar.height)
  }
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Back to my experiment' }).click()
  await expect(page).toHaveURL(/scenario=bernoulli/)
  await expect(page).toHaveURL(/T=20/)
  expect(new URL(page.url()).searchParams.get('b')).toBe('scenario=bernoulli&n=40')
  await page.getByRole('link', { name: 'Lessons' }).click()
  await expect(page.getByRole('region', { name: 'Your lessons' })).toContainText('A small example')
})
