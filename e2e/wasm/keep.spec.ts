import { readFile, writeFile } from 'node:fs/promises'
import { runLink } from '../../cli/runLink'
import { expectAccessible } from '../axe'
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
  await lab.type('H', '8')
  // The run before it has finished, too.
  await expect(page.getByRole('list', { name: 'Runs over the charts' })).toContainText('this run: H 8')
  await lab.finished()
  await expect(button).toHaveText('Runs (2)')
  const title = await lab.title.textContent()

  await button.click()
  await expect(lines).toHaveCount(2)
  await expect(lines.first()).toContainText('this page')
  // Written a moment after it is seen.
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise<number>(resolve => {
            const opening = indexedDB.open('coverage-lab')
            opening.onsuccess = () => {
              const count = opening.result.transaction('sessions').objectStore('sessions').getAll()
              count.onsuccess = () => resolve(count.result[0]?.overlays.length && count.result[0].run ? 1 : 0)
              opening.result.close()
            }
          }),
      ),
    )
    .toBe(1)
  await page.reload()
  await expect(lab.notices.last()).toContainText('The last visit’s runs are back.')
  await expect(lab.title).toHaveText(title!)
  await expect(lab.replay).toBeVisible()

  // Files: one of the page itself, and what the command line writes of several links, long and short.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download data' }).click(),
  ])
  const own = await readFile(await download.path())
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

  await panel.getByRole('button', { name: 'Clear everything kept' }).press('Enter')
  await panel.getByRole('button', { name: 'Yes, clear' }).press('Enter')
  await expect(button).toHaveText('Runs (0)')
  await panel.getByRole('button', { name: 'Close' }).press('Enter')
  await expect(button).toBeFocused()
})
