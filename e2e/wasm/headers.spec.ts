import { HEADERS, POLICY } from '../../build/security'
import { expect, test } from '../page'

test('the policy and the isolation come with every response, and with the files for a static host', async ({
  page,
  watch,
}) => {
  for (const path of ['./', './favicon.svg', './no-such-file']) {
    const sent = (await page.request.get(path)).headers()
    for (const [name, value] of Object.entries(HEADERS)) expect(sent[name.toLowerCase()], path).toBe(value)
  }
  expect((await page.request.get('./no-such-file')).status()).toBe(404)
  const file = await (await page.request.get('./_headers')).text()
  for (const [name, value] of Object.entries(HEADERS)) expect(file).toContain(`  ${name}: ${value}\n`)
  await page.goto('./')
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute('content', POLICY)
  expect(watch.problems).toEqual([])
})
