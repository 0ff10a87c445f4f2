import { Lab } from '../lab'
import { expect, test } from '../page'

// What each key makes of nonsense is tested without a browser: src/config/link.test.ts.
const HOSTILE = [
  'H=banana&H=8&N=Infinity&eta=1e-400&lambda=1e400',
  'scenario=../../etc/passwd',
  'scenario=__proto__&rule=constructor&backend=toString',
  '__proto__[polluted]=1&__proto__=1&constructor=2&hasOwnProperty=4',
  `${'x'.repeat(8000)}=1&H=${'9'.repeat(3000)}`,
  Array.from({ length: 400 }, (_, i) => `key${i}=${i}`).join('&'),
  'v=99&run=yes&at=99999999&T=100000&every=1',
  'scenario=random-linear&V=32&d=64&X=64&c=3&M=1',
  'H=%3Cscript%3Ealert(1)%3C/script%3E&%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E=1&%E0%A4%A&%=%&&&===&?',
]

test('opens every hostile link, says what it adjusted, and works', async ({ page }) => {
  const lab = new Lab(page)
  for (const query of HOSTILE) {
    await lab.open(query)
    await expect(lab.notices.first(), query.slice(0, 60)).toBeVisible()
    expect(await page.evaluate(() => 'polluted' in Object.prototype)).toBe(false)
    // The page works: one step can be taken.
    await page.getByRole('button', { name: 'Single step' }).click()
    await expect.poll(() => lab.step()).toBe(1)
  }
  const before = await lab.notices.count()
  await lab.notices
    .first()
    .getByRole('button', { name: /Dismiss/ })
    .click()
  await expect(lab.notices).toHaveCount(before - 1)
})

test('starts at once with run=1 and keeps the playhead where at= puts it', async ({ page }) => {
  const lab = new Lab(page)
  await lab.open('T=60&every=5&run=1&at=22')
  await lab.speed('max')
  await lab.finished()
  await expect(lab.playhead).toHaveAttribute('aria-valuenow', '20')
  await expect(lab.notices).toHaveCount(0)
})
