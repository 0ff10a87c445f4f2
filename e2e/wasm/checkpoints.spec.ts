import { readFile } from 'node:fs/promises'
import { runSweepLink } from '../../cli/runLink'
import type { SweepFile } from '../../src/engine/sweepFile'
import { expectAccessible } from '../axe'
import { Checkpoints } from '../checkpoints'
import { Lab } from '../lab'
import { expect, test } from '../page'

/** A transformer that takes no time. */
const TINY = 'scenario=graph-horizon&H=2&W=2&width=8&layers=1&heads=1&K=2&M=64&T=6&every=2'

test('a checkpoint is forked, downloaded and loaded again, with the same parameters', async ({ page }) => {
  const lab = new Lab(page)
  const checkpoints = new Checkpoints(page)
  await lab.open(TINY)
  await expect(checkpoints.start).toContainText('Starts from random weights.')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  await expect(checkpoints.panel).toContainText('4 checkpoints kept')
  await expect(checkpoints.heading).toHaveText('The checkpoint of step 6')
  await lab.playhead.press('Home')
  await lab.playhead.press('ArrowRight')
  await expect(checkpoints.heading).toHaveText('The checkpoint of step 2')
  const saved = await checkpoints.download()
  expect(saved.name).toMatch(/\.safetensors$/)
  expect(saved.file.metadata).toMatchObject({ format: 'coverage-lab/checkpoint@1', step: '2' })
  expect(saved.file.metadata).not.toHaveProperty('origin')

  await checkpoints.fork.click()
  await expect(checkpoints.start).toContainText('Starts from step 2 of an earlier run.')
  await expect(page.locator('.legend').getByText('earlier: from its own start')).toBeVisible()
  await expect(checkpoints.heading).toHaveText('The checkpoint of step 0')
  const forked = await checkpoints.download()
  expect(forked.file.tensors).toEqual(saved.file.tensors)
  expect(JSON.parse(forked.file.metadata.origin)).toEqual({ link: saved.file.metadata.link, step: 2 })

  await lab.type('K', '3')
  await lab.play.click()
  await lab.finished()
  const run = await lab.download()
  expect(run.origin).toEqual({ link: saved.file.metadata.link, step: 2 })
  expect(run.config.K).toBe(3)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText('not the checkpoint the run was forked from')
  await page.keyboard.press('Escape')
  await lab.replay.click()
  // The page may still show the end of the run before.
  await expect.poll(async () => (await lab.download()).snapshots.length).toBe(run.snapshots.length)
  expect((await lab.download()).snapshots).toEqual(run.snapshots)
  await expectAccessible(page)

  await page.getByText('More settings').click()
  await lab.type('width', '16')
  await expect(lab.notices.last()).toContainText('no longer starts from step 2 of an earlier run')
  await expect(checkpoints.start).toContainText('Starts from random weights.')

  await checkpoints.load('mine.safetensors', saved.bytes)
  await expect(checkpoints.start).toContainText('Starts from step 2 of the file “mine.safetensors”.')
  await expect(lab.field('width')).toHaveValue('8')
  await expect(lab.field('K')).toHaveValue('2')
  await expect(checkpoints.heading).toHaveText('The checkpoint of step 0')
  expect((await checkpoints.download()).file.tensors).toEqual(saved.file.tensors)
  await checkpoints.start.getByRole('button', { name: 'Start without it' }).click()
  await expect(checkpoints.start).toContainText('Starts from random weights.')
})

test('a file that is no checkpoint is refused in a sentence, and nothing is lost', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  const lab = new Lab(page)
  const checkpoints = new Checkpoints(page)
  await lab.open(TINY)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  const { bytes } = await checkpoints.download()
  await checkpoints.load('half.safetensors', bytes.subarray(0, bytes.length / 2))
  await expect(lab.notices.last()).toContainText('“half.safetensors” was not opened. The tensor')
  await checkpoints.drop('notes.txt', Buffer.from('step,kl\n0,3.1\n'))
  await expect(lab.notices.last()).toContainText('“notes.txt” was not opened. This is not a safetensors file')
  expect(await lab.step()).toBe(6)
  await expect(checkpoints.heading).toHaveText('The checkpoint of step 6')
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  // The whole file can still be dropped.
  await checkpoints.drop('whole.safetensors', bytes)
  await expect(checkpoints.heading).toHaveText('The checkpoint of step 0')
})

test('without the checkpoint that ships, a person is told and can train one', async ({ page, watch }) => {
  watch.allow(/^console error: Failed to load resource/)
  await page.context().route('**/checkpoints/*.safetensors', route => route.fulfill({ status: 404 }))
  await page.goto('./?scenario=graph-two-rules&K=2&M=64')
  const lab = new Lab(page)
  const checkpoints = new Checkpoints(page)
  await expect(lab.stage).toContainText('could not be loaded (the server answers 404). Choose pre-training')
  await checkpoints.start.getByRole('button', { name: 'Train it yourself' }).click()
  await expect(lab.title).toContainText('KL')
  await expect(page).toHaveURL(/phase=pre-training/)
  await expect(checkpoints.start).toContainText('Starts from random weights.')
  const presets = page.getByRole('group', { name: 'Presets' })
  await expect(presets.getByRole('button', { name: 'Default' })).toHaveAttribute('aria-pressed', 'false')
  await presets.getByRole('button', { name: 'Default' }).click()
  await expect(presets.getByRole('button', { name: 'Default' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/\?v=1&scenario=graph-two-rules$/)
})

test('a sweep starts from the checkpoint that ships, as on the command line', async ({ page }) => {
  const link = 'view=sweep&scenario=graph-two-rules&sweep=K:2&seeds=1&M=64&T=1&run=1'
  await page.goto(`./?${link}`)
  await expect(page.locator('.sweep .stage')).toContainText('Finished', { timeout: 120_000 })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download data' }).click(),
  ])
  const [here]: SweepFile['runs'] = JSON.parse(await readFile(await download.path(), 'utf8')).runs
  const [there] = (await runSweepLink(link, () => {})).runs
  expect(here.failure).toBeUndefined()
  expect(Number(here.measures.finalKl) / Number(there.measures.finalKl)).toBeCloseTo(1, 3)
})
