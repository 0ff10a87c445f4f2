import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { PostTrainingFile } from '../../src/engine/postTraining/file'
import { expectAccessible } from '../axe'
import { Lab } from '../lab'
import { expect, test } from '../page'

/** A transformer that takes no time; few of its prompts are ever answered rightly, and that is enough here. */
const TINY =
  'scenario=graph-two-rules&phase=pre-training&K=4&M=64&H=2&W=2&width=8&layers=1&heads=2&T=6&every=2&backend=wasm'

/** A job's bar: one button that starts, pauses and resumes, and one that cancels. */
function jobOf(page: Page, name: string): { bar: Locator; main: Locator; cancel: Locator; status: Locator } {
  const bar = page.getByRole('region', { name })
  return {
    bar,
    main: bar.getByRole('button').first(),
    cancel: bar.getByRole('button', { name: 'Cancel' }),
    status: bar.getByRole('status'),
  }
}

async function trained(page: Page, link: string): Promise<Lab> {
  const lab = new Lab(page)
  await page.goto(`./?${link}`)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  return lab
}

test('reinforcement starts from several checkpoints, is paused, and its Pass@N follows N', async ({ page }) => {
  const lab = await trained(page, `${TINY}&view=select&panel=rl&steps=400&prompts=4&group=4&evaluate=1&N=4`)
  const start = (name: RegExp) => page.getByRole('checkbox', { name })
  await start(/^Step 0/).check()
  await start(/^Step 6/).check()
  await expect(start(/^Step 6 .*the last/)).toBeChecked()
  const job = jobOf(page, 'Reinforcement')
  await expectAccessible(page)

  await job.main.click()
  const figure = page.getByRole('figure')
  await expect(figure.getByRole('heading')).toContainText('Pass@1 on all prompts')
  await expect(figure.locator('.step-legend li')).toHaveText(['step 0', 'step 6'])
  await job.bar.getByRole('button', { name: 'Pause' }).click()
  await expect(job.status).toHaveText('Paused. Resume goes on from here.')
  await expectAccessible(page)
  // It stays while another tab is looked at, and so does what was found.
  await page.getByRole('tab', { name: 'Best-of-N' }).click()
  await page.getByRole('tab', { name: 'Reinforcement learning' }).click()
  await expect(job.status).toContainText('Paused')
  await expect(figure.getByText('Pass@4 on all prompts', { exact: true })).toBeVisible()
  await figure.getByText('Show as table').click()
  const cells = figure.locator('.as-table tbody tr').first().locator('td')
  const before = await cells.allTextContents()
  await lab.type('N', '64')
  await expect(figure.getByText('Pass@64 on all prompts', { exact: true })).toBeVisible()
  await expect(cells.nth(1)).not.toHaveText(before[1])
  // Pass@1 and KL do not depend on N.
  expect(await cells.nth(0).textContent()).toBe(before[0])
  await expect(job.status).toContainText('Paused')
  await figure.getByRole('radio', { name: 'class 2' }).check()
  await expect(figure.getByText('Pass@64 on class 2', { exact: true })).toBeVisible()

  await job.main.click()
  await expect(job.main).toHaveText('Pause')
  await job.cancel.click()
  await expect(job.status).toContainText('Cancelled. What was computed stays')
  await expect(figure.locator('.step-legend li')).toHaveCount(2)

  await lab.type('steps', '2')
  await expect(figure.locator('.post-aged')).toHaveText('These results are with steps = 400.')
  await job.main.click()
  await expect(job.status).toHaveText(/^Finished: 2 steps from 2 checkpoints on WASM/)
  await expect(figure.locator('.post-aged')).toHaveCount(0)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    figure.getByRole('button', { name: 'Download the curves' }).click(),
  ])
  const file: PostTrainingFile = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(file).toMatchObject({ format: 'coverage-lab/post-training@1', kind: 'rl', settings: { steps: 2, group: 4 } })
  expect(file.starts.map(({ snapshots }) => snapshots.map(({ step }) => step))).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ])

  // Of another run they stay, and say so.
  await lab.type('K', '5')
  await expect(figure.locator('.post-aged')).toContainText('of another run (K 4)')
  await lab.finished()
  // The tournament's pick, which is chosen unless one says otherwise, is known a moment after the run is over.
  await expect(async () => {
    for (const box of await page.getByRole('checkbox').all()) await box.setChecked(false)
    await expect(job.status).toHaveText('Choose at least one checkpoint to start from.', { timeout: 1000 })
  }).toPass()
  await expect(job.main).toBeDisabled()
})

test('where nothing is rewarded, reinforcement leads to where something is', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('./?scenario=bernoulli&view=select&panel=rl&backend=wasm')
  const link = page.getByRole('link', { name: 'Open graph search with two rules' })
  await expect(link).toHaveAttribute('href', '?v=1&scenario=graph-two-rules&view=select&panel=rl')
  await expectAccessible(page)
  await link.click()
  await expect(page.getByRole('checkbox', { name: /^Step 0 .*ships with the lab/ })).toBeChecked({ timeout: 60_000 })
  await expect(page).toHaveURL(/scenario=graph-two-rules.*view=select&panel=rl/)
  await expect(page.getByText('press Play for checkpoints to compare')).toBeVisible()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})

test('reinforcement starts from a checkpoint that ships, which is measured then', async ({ page }) => {
  await page.goto(
    './?scenario=graph-two-rules&phase=pre-training&M=64&backend=wasm&view=select&panel=rl&steps=1&prompts=1&group=2',
  )
  const shipped = page.getByRole('checkbox', { name: /^Pre-training step 14,000 ships with the lab/ })
  // A run that has not begun has nothing else to compare.
  await expect(shipped).toBeChecked()
  await page.getByRole('checkbox', { name: /^Step 0/ }).uncheck()
  await page.getByRole('checkbox', { name: /^Fine-tuning step 120 / }).uncheck()
  await page.getByRole('checkbox', { name: /^Fine-tuning step 1,500 / }).uncheck()
  const job = jobOf(page, 'Reinforcement')
  await job.main.click()
  await expect(job.status).toHaveText(/^Finished: 1 step from pre-training step 14,000 on WASM/, { timeout: 60_000 })
  const row = page.getByRole('row', { name: /^Pre-training step 14,000, ships with the lab/ })
  // Untrained, it would know hardly any answer.
  expect(Number(await row.getByRole('cell').nth(2).textContent())).toBeGreaterThan(0.2)
})

test('without the list of what ships, the run’s own checkpoints can be started from', async ({ page, watch }) => {
  watch.allow(/^console error: Failed to load resource/)
  await page.context().route('**/checkpoints/manifest.json', route => route.fulfill({ status: 404 }))
  await page.goto(`./?${TINY}&view=select&panel=rl`)
  await expect(page.getByText(/list of the checkpoints that ship with the lab could not be loaded/)).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /^Step 0/ })).toBeChecked()
})

test('sharpening measures the checkpoint at the playhead, and fine-tunes it on its own picks', async ({ page }) => {
  const lab = await trained(
    page,
    'scenario=mixed-lengths&H=6&T=40&every=20&backend=wasm&view=select&panel=sharpening&steps=40&evaluate=10&N=4',
  )
  const title = page.getByRole('figure').first().getByRole('heading')
  await expect(title).toContainText(
    /^At step 40: of 4 samples, at least one is the likeliest response with probability .*; the coverage coefficient is/,
  )
  const atTheEnd = await title.textContent()
  await lab.type('N', '64')
  await expect(title).toContainText('of 64 samples')
  await page.getByRole('slider', { name: /^Step \d/ }).press('Home')
  await expect(title).toContainText(/^At step 0: of 64 samples/)
  expect(await title.textContent()).not.toBe(atTheEnd)

  const job = jobOf(page, 'Sharpening')
  await job.main.click()
  await expect(job.status).toHaveText(/^Finished: 40 steps from step 0 on WASM/)
  const tuned = page.getByRole('figure').last()
  await expect(tuned.getByRole('heading')).toContainText(
    /^In 40 steps from step 0 the mean probability of the likeliest responses rose from .* entropy fell from/,
  )
  await expectAccessible(page)
  // A model without a gradient can be measured, and no more; the job of the other run stays in reach.
  await lab.type('steps', '5000')
  await job.main.click()
  await job.bar.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption('bernoulli')
  await expect(page.getByText('cannot be fine-tuned on their picks')).toBeVisible()
  await expect(page.locator('.post-aged')).toHaveText(/^This job and its results are of another run \(/)
  await expect(job.status).toHaveText('Paused. Resume goes on from here.')
  await expectAccessible(page)
  await job.cancel.click()
  await expect(job.status).toHaveText('Nothing new can be started here.')
  await expect(job.main).toBeDisabled()
  await expect(tuned.getByRole('heading')).toContainText('the likeliest responses')
})
