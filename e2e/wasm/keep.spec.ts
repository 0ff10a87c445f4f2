import { readFile, writeFile } from 'node:fs/promises'
import { runLink, runSweepLink } from '../../cli/runLink'
import { expectAccessible } from '../axe'
import { drop } from '../drop'
import { keptSession } from '../kept'
import { Lab } from '../lab'
import { expect, test } from '../page'

test('nothing is lost by a reload, and files of runs lie in the table beside the lab’s own', async ({ page }) => {
  const lab = new Lab(page)
  const button = page.getByRole('button', { name: /^Runs \(/ })
  const panel = page.locator('.runs')
  const lines = panel.locator('tbody tr')
  await lab.open('T=60')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  // The second one is still going on when the page is loaded again.
  await lab.speed('¼×')
  await lab.type('H', '8')
  await expect(page.getByRole('list', { name: 'Runs over the charts' })).toContainText('this run: H 8')
  await expect(button).toHaveText('Runs (2)')

  await button.click()
  await expect(lines).toHaveCount(2)
  await expect(lines.first()).toContainText('this page')
  // Written a moment after it is seen.
  await expect
    .poll(async () => {
      const { run, overlays } = await keptSession(page)
      return run && overlays > 0
    })
    .toBe(true)
  await page.reload()
  await expect(lab.notices.last()).toContainText('The last visit’s runs are back.')
  await expect(lab.notices.last()).toContainText(/paused at step \d+ of 60; Play goes on from there/)
  await expect(lab.play).toBeVisible()
  const step = await lab.step()
  expect(step).toBeGreaterThan(2)
  expect(step).toBeLessThan(60)
  await expect(page.getByRole('group', { name: 'Speed' }).getByRole('radio', { name: '¼×' })).toBeChecked()
  await expect(button).toHaveText('Runs (2)')
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()

  // Files: one of the page itself, and what the command line writes of several links, long and short.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download data' }).click(),
  ])
  const own = await readFile(await download.path())
  const uninterrupted = (await runLink('T=60&H=8', false, () => {})).snapshots
  const goneOn: typeof uninterrupted = JSON.parse(String(own)).snapshots
  expect(goneOn.map(snapshot => snapshot.step)).toEqual(uninterrupted.map(snapshot => snapshot.step))
  expect(Number(goneOn.at(-1)!.kl)).toBeCloseTo(Number(uninterrupted.at(-1)!.kl), 3)
  const files = [await runLink('T=5&H=16', true, () => {}), await runLink('T=5&H=64', false, () => {})]
  const name = test.info().outputPath('runs.jsonl')
  await writeFile(name, files.map(file => `${JSON.stringify(file)}\n`).join(''))
  const input = page.getByLabel('Files of runs, sweeps or checkpoints')
  await input.setInputFiles(name)
  await expect(lab.notices.last()).toContainText('“runs.jsonl” is open: 2 runs are in the table')
  await expect(lab.notices.last()).toContainText('holds no log ratios')
  await input.setInputFiles({ name: 'own.json', mimeType: 'application/json', buffer: own })
  await expect(lab.notices.last()).toContainText('“own.json” is open')
  await expect(button).toHaveText('Runs (5)')
  await input.setInputFiles({ name: 'half.json', mimeType: 'application/json', buffer: own.subarray(0, 500) })
  // Beside three newer ones an older notice waits behind a line.
  await expect(lab.notices.filter({ hasText: '“half.json” was not opened.' })).toContainText(
    'it may have been cut off.',
  )

  // The table by keyboard.
  await button.press('Enter')
  await expect(panel.getByRole('heading')).toBeFocused()
  const head = panel.getByRole('columnheader', { name: 'H', exact: true })
  await head.getByRole('button').press('Enter')
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  const sizes = lines.locator('td:nth-child(2)')
  await expect(sizes).toHaveText(['8', '8', '16', '32', '64'])
  await head.getByRole('button').press('Enter')
  await expect(sizes).toHaveText(['64', '32', '16', '8', '8'])
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await expectAccessible(page)

  // Files are dropped anywhere on Explore, also after a view that takes them itself: a table goes elsewhere, a sweep opens in its own view.
  const view = (name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click()
  await view('Select')
  await expect(page.getByRole('tab', { name: 'Best-of-N' })).toBeVisible()
  await view('Explore')
  expect(await drop(page, 'header', 'mine.csv', 'prompt,teacher,model\n0,-3,-4\n')).toEqual({
    dragover: true,
    drop: true,
  })
  await expect(lab.notices.filter({ hasText: '“mine.csv” was not opened.' })).toContainText('under “Your files”')
  const sweep = await runSweepLink('view=sweep&sweep=H:4,8&seeds=1&T=4', () => {})
  await drop(page, 'main', 'sweep.json', JSON.stringify(sweep))
  await expect(page).toHaveURL(/view=sweep&.*H:4,8/)
  await expect(page.locator('.sweep .stage')).toContainText('Finished')
  await view('Explore')

  await panel.getByRole('button', { name: 'Clear everything kept' }).press('Enter')
  await panel.getByRole('button', { name: 'Yes, clear' }).press('Enter')
  await expect(button).toHaveText('Runs (0)')
  await panel.getByRole('button', { name: 'Close' }).press('Enter')
  await expect(button).toBeFocused()
})
