import { join } from 'node:path'
import { POLICY } from '../../build/security'
import { bundle, serveBundle } from '../../scripts/bundle'
import { expect, test } from '../page'
import type { MemoryResult } from './memoryPage'

test('a step takes the memory that was estimated', async ({ page }) => {
  const files = await bundle(join(import.meta.dirname, 'memoryPage.ts'))
  await serveBundle(page, 'memory', files, { 'Content-Security-Policy': POLICY })
  await page.goto('./memory/')
  // As text: a function would be compiled for Node on the way.
  const results: MemoryResult[] = await page.evaluate(`import('./entry.js').then(module => module.measure())`)
  expect(results).toHaveLength(3)
  for (const { backend, link, taken, estimated } of results) {
    expect(backend).toBe('webgpu')
    expect(estimated.largest, link).toBe(taken.largest)
    // Constants are not in it.
    expect(estimated.total / taken.total, link).toBeGreaterThan(0.9)
    expect(estimated.total, link).toBeLessThan(taken.total)
  }
})
