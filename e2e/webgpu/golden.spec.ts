import { join } from 'node:path'
import { POLICY } from '../../build/security'
import { bundle, serveBundle } from '../../scripts/bundle'
import { expect, test } from '../page'
import type { GoldenResult } from './goldenPage'

test('the transformer meets the reference on WebGPU, and its steps leak no tensor', async ({ page }) => {
  const files = await bundle(join(import.meta.dirname, 'goldenPage.ts'))
  await serveBundle(page, 'golden', files, { 'Content-Security-Policy': POLICY })
  await page.goto('./golden/')
  // As text: a function would be compiled for Node on the way.
  const { backend, differences, tolerance, tensors }: GoldenResult = await page.evaluate(
    `import('./entry.js').then(module => module.compare())`,
  )
  expect(backend).toBe('webgpu')
  for (const { quantity, relative } of differences) {
    console.log(`${relative.toExponential(1).padStart(8)}  ${quantity}`)
    expect.soft(relative, quantity).toBeLessThanOrEqual(tolerance)
  }
  expect(tensors.during).toHaveLength(4)
  expect(new Set(tensors.during).size).toBe(1)
  expect(tensors.after).toBe(tensors.before)
})
