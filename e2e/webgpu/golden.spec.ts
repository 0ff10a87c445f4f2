import { join } from 'node:path'
import { POLICY } from '../../build/security'
import { bundle, serveBundle } from '../../scripts/bundle'
import { expect, test } from '../page'
import type { GoldenResult } from './goldenPage'

test('the transformer meets the reference on WebGPU, and a run leaks neither tensors nor buffers', async ({ page }) => {
  const files = await bundle(join(import.meta.dirname, 'goldenPage.ts'))
  await serveBundle(page, 'golden', files, { 'Content-Security-Policy': POLICY })
  await page.goto('./golden/')
  // As text: a function would be compiled for Node on the way.
  const { backend, differences, tolerance, tensors, buffers }: GoldenResult = await page.evaluate(
    `import('./entry.js').then(module => module.compare())`,
  )
  expect(backend).toBe('webgpu')
  for (const { quantity, relative } of differences) {
    console.log(`${relative.toExponential(1).padStart(8)}  ${quantity}`)
    expect.soft(relative, quantity).toBeLessThanOrEqual(tolerance)
  }
  for (const { before, during, after } of [tensors, buffers]) {
    expect(during).toHaveLength(4)
    expect(new Set(during).size).toBe(1)
    expect(after).toBe(before)
  }
  expect(buffers.during[0]).toBeGreaterThan(buffers.before)
})
