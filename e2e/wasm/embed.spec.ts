import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EMBED, type FromEmbed } from '../../src/config/embedProtocol'
import { expectAccessible } from '../axe'
import { expect, test } from '../page'
import { StaticServer } from '../staticServer'

/** A page of another origin with the lab in a frame; it keeps what the frame tells. */
function around(src: string): string {
  return `<!doctype html><html lang="en"><title>A course</title><h1>A course</h1>
<iframe id="lab" title="Coverage Lab" src="${src.replaceAll('&', '&amp;')}" width="760" height="300" allow="cross-origin-isolated"></iframe>
<script>
  window.told = []
  const frame = document.getElementById('lab')
  addEventListener('message', event => {
    if (event.source !== frame.contentWindow) return
    window.told.push(event.data)
    if (event.data.type === 'resize') frame.height = event.data.height
  })
</script></html>`
}

let server: Server
let course = ''
/** The link in the frame. */
let embedded = ''
let isolated = true

test.beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    }
    response.end(around(embedded))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  course = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

test.afterAll(() => {
  server.close()
})

test('a page of another origin shows a chart, drives it as far as the lock lets it, and reads it', async ({
  page,
  watch,
  baseURL,
}) => {
  isolated = true
  embedded = `${new URL(baseURL!).origin}/?backend=wasm&T=40&every=4&embed=1&chart=coverage&lock=H,N,play`
  watch.allowOrigin(course)
  await page.goto(course)
  const embed = page.frameLocator('#lab')
  await expect(embed.getByRole('main').getByRole('heading', { level: 2 })).toContainText('KL')

  const post = (message: unknown) =>
    page.evaluate(sent => {
      document.querySelector<HTMLIFrameElement>('#lab')?.contentWindow?.postMessage(sent, '*')
    }, message)
  const told = () => page.evaluate(() => (window as unknown as { told: FromEmbed[] }).told)
  let asked = 0
  const ask = async (message: object) => {
    const id = ++asked
    await post({ lab: EMBED, id, ...message })
    await expect.poll(async () => (await told()).some(each => each.type === 'state' && each.id === id)).toBe(true)
    return (await told()).find(each => each.type === 'state' && each.id === id) as Extract<FromEmbed, { type: 'state' }>
  }

  // It shows what the link asks for, and nothing else.
  await expect(embed.getByRole('slider', { name: 'Tail parameter N, on the chart' })).toBeVisible()
  await expect(embed.locator('[data-parameter]')).toHaveCount(2)
  await expect(embed.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await expect(embed.getByRole('button', { name: 'Single step' })).toHaveCount(0)
  await expect(embed.getByRole('banner')).toHaveCount(0)
  await expect(embed.getByRole('combobox')).toHaveCount(0)

  // It is as high as it asked to be.
  expect((await told()).some(({ type }) => type === 'ready')).toBe(true)
  const height = (await told()).flatMap(each => (each.type === 'resize' ? [each.height] : [])).at(-1)!
  expect(height).toBeGreaterThan(400)
  await expect(page.locator('#lab')).toHaveAttribute('height', String(height))

  // It can be read and driven.
  const before = await ask({ type: 'query' })
  expect(before.state).toMatchObject({ phase: 'paused', step: 0, steps: 40, N: 16, lock: ['H', 'N', 'play'] })
  expect(before.state.kl).toBeGreaterThan(0)
  expect((await ask({ type: 'N', value: 4 })).state).toMatchObject({ N: 4, config: { values: { N: 4 } } })
  await expect(embed.locator('[data-parameter="N"]').getByRole('textbox')).toHaveValue('4')
  expect((await ask({ type: 'set', parameter: 'H', value: 8 })).state.config.values.H).toBe(8)
  expect((await ask({ type: 'set', parameter: 'H', value: 1e9 })).refused).toBe(
    'H = 1000000000 cannot be; 512 is used.',
  )
  await ask({ type: 'set', parameter: 'H', value: 8 })

  // It obeys the lock.
  for (const message of [
    { type: 'set', parameter: 'eta', value: 0.5 },
    { type: 'set', parameter: 'scenario', value: 'bernoulli' },
    { type: 'step' },
    { type: 'reset' },
  ]) {
    const { refused, state } = await ask(message)
    expect(refused, JSON.stringify(message)).toMatch(/locked/)
    expect(state.config).toMatchObject({ scenario: 'mixed-lengths', values: { eta: 0.003, H: 8 } })
    expect(state.step).toBe(0)
  }

  // What is no message of the interface is neither answered nor harmful.
  const answers = (await told()).filter(({ type }) => type === 'state').length
  for (const sent of MALFORMED) await post(sent)
  expect((await ask({ type: 'query' })).state.config.values).toMatchObject({ H: 8, N: 4 })
  expect((await told()).filter(({ type }) => type === 'state')).toHaveLength(answers + 1)

  await ask({ type: 'watch', on: true })
  await ask({ type: 'play' })
  await expect
    .poll(async () => (await told()).some(each => each.type === 'state' && each.state.phase === 'finished'), {
      timeout: 60_000,
    })
    .toBe(true)
  const done = await ask({ type: 'playhead', step: 8 })
  expect(done.state).toMatchObject({ step: 40, shown: 8 })
  await expect(embed.getByRole('link', { name: 'Open in Coverage Lab' })).toHaveAttribute('href', /lock=H,N,play/)
  await expectAccessible(page)
})

test('works on one thread where neither its host nor the page around it is isolated', async ({ page, watch }) => {
  const host = await StaticServer.start()
  try {
    isolated = false
    embedded = `${host.home}?backend=wasm&T=40&every=4&embed=1`
    watch.allowOrigin(course)
    watch.allowOrigin(new URL(host.home).origin)
    await page.goto(course)
    const embed = page.frameLocator('#lab')
    const heading = embed.getByRole('main').getByRole('heading', { level: 2 })
    await expect(heading).toContainText('KL')
    expect(await heading.evaluate(() => window.crossOriginIsolated)).toBe(false)
    const before = await heading.textContent()
    await embed.getByRole('button', { name: 'Play', exact: true }).click()
    await expect(embed.getByRole('button', { name: 'Replay' })).toBeVisible()
    await expect(heading).not.toHaveText(before!)
    expect(page.workers().filter(worker => /wasm-thread/.test(worker.url()))).toEqual([])
  } finally {
    await host.stop()
  }
})

/** Everything of the wrong form that a page might send, deliberately or not. */
const MALFORMED: readonly unknown[] = [
  null,
  0,
  '',
  'play',
  [],
  {},
  { lab: EMBED },
  { lab: 'coverage-lab/embed@2', type: 'play' },
  { lab: EMBED, type: 'unlock' },
  { lab: EMBED, type: '__proto__' },
  { lab: EMBED, type: 'N' },
  { lab: EMBED, type: 'N', value: '9' },
  { lab: EMBED, type: 'N', value: null },
  { lab: EMBED, type: 'set', parameter: 'H' },
  { lab: EMBED, type: 'set', parameter: ['H'], value: 3 },
  { lab: EMBED, type: 'set', parameter: 'H', value: { valueOf: 3 } },
  { lab: EMBED, type: 'set', parameter: 'H', value: 3, more: 1 },
  { lab: EMBED, type: 'play', id: {} },
  { lab: EMBED, type: 'watch', on: 'yes' },
  { lab: EMBED, type: 'set', parameter: 'x'.repeat(1e5), value: 1 },
]
