import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { POLICY } from '../../build/security'
import { bundle, serveBundle } from '../../scripts/bundle'
import { expect, test } from '../page'
import type { fromTensors, ReaderBehaviour, Written } from './readerPage'

test.describe('the transformer’s own reader', () => {
  test.describe.configure({ mode: 'serial' })
  let files: Awaited<ReturnType<typeof bundle>>

  test.beforeAll(async () => {
    files = await bundle(join(import.meta.dirname, 'readerPage.ts'))
  })

  test.beforeEach(async ({ page }) => {
    await serveBundle(page, 'reader', files, { 'Content-Security-Policy': POLICY })
    await page.goto('./reader/')
  })

  // As text: a function would be compiled for Node on the way.
  const ask = <T>(page: Page, name: string) => page.evaluate<T>(`import('./entry.js').then(module => module.${name}())`)

  test('finds the logits of the tensors, whatever is read together', async ({ page }) => {
    const found = await ask<Awaited<ReturnType<typeof fromTensors>>>(page, 'fromTensors')
    expect(found).toHaveLength(4 + 2 + 3 + 3)
    for (const { name, difference, largest } of found) {
      expect.soft(largest, name).toBeGreaterThan(0.1)
      expect.soft(difference / largest, name).toBeLessThan(5e-5)
    }
  })

  test('draws, scores and ranks the responses that the tensors do', async ({ page }) => {
    const { drawn, likeliest, distinct, difference } = await ask<Written>(page, 'written')
    expect(drawn).toBe(true)
    expect(likeliest).toBe(true)
    expect(distinct).toBeGreaterThan(5)
    expect(difference).toBeLessThan(1e-4)
  })

  test('reads in one submit, leaves what others go on from, and leaves no buffer behind', async ({ page }) => {
    const { unchanged, calls, steady, buffers, refusals, lost } = await ask<ReaderBehaviour>(page, 'behaviour')
    expect(unchanged).toBe(true)
    for (const { dispatches, submits } of Object.values(calls)) {
      // Seven for a block, and one before and two after it.
      expect.soft(dispatches).toBe(10)
      expect.soft(submits).toBe(1)
    }
    expect(steady[1]).toBe(steady[0])
    expect(buffers).toBe(0)
    for (const [i, said] of [/1 to 12 tokens/, /equally many/, /are to be read/, /as many as before/].entries()) {
      expect(refusals[i]).toMatch(said)
    }
    expect(lost).toMatch(/lost|destroyed|abort/i)
  })
})
