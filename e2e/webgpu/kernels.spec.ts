import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { POLICY } from '../../build/security'
import { bundle, serveBundle } from '../../scripts/bundle'
import { expect, test } from '../page'
import type { Behaviour, fromPlain, fromReference, Losses, rowsFromPlain, Sums, subgroups } from './kernelPage'

type Answer<F extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>

test.describe('the transformer’s own kernels', () => {
  test.describe.configure({ mode: 'serial' })
  let files: Awaited<ReturnType<typeof bundle>>

  test.beforeAll(async () => {
    files = await bundle(join(import.meta.dirname, 'kernelPage.ts'))
  })

  test.beforeEach(async ({ page }) => {
    await serveBundle(page, 'kernels', files, { 'Content-Security-Policy': POLICY })
    await page.goto('./kernels/')
  })

  // As text: a function would be compiled for Node on the way.
  const ask = <T>(page: Page, name: string, given = '') =>
    page.evaluate<T>(`import('./entry.js').then(module => module.${name}(${given}))`)

  const expectRows = async (page: Page, lanes: number) => {
    const differences = await ask<Answer<typeof rowsFromPlain>>(page, 'rowsFromPlain', String(lanes))
    expect(differences).toHaveLength(5 * 5)
    for (const { quantity, relative } of differences) {
      expect.soft(relative, `${quantity}, ${lanes} invocations each`).toBeLessThan(2e-5)
    }
  }

  test('go along rows as the plain functions do, an invocation for each', async ({ page }) => expectRows(page, 1))

  test('have operations of subgroups along rows and in norms, but not where the adapter computes on the CPU', async ({
    page,
  }) => {
    const { there } = await ask<Answer<typeof subgroups>>(page, 'subgroups')
    test.skip(!there, 'This adapter has no subgroups.')
    expect(await ask<string[]>(page, 'subgroupPrograms', 'false')).toEqual([])
    expect(await ask<string[]>(page, 'subgroupPrograms', 'true')).toEqual([
      'gradient of cross-entropy',
      'gradient of layer normalization',
      'gradient of layer normalization and residual',
      'layer normalization',
      'norm, 1 at once',
      'norm, 512 at once',
    ])
  })

  // As wide as a subgroup, and wider and narrower: then several make up a workgroup, or a part of one.
  for (const share of [1, 8, 0.5]) {
    test(`go along rows as the plain functions do, ${share} of a subgroup for each`, async ({ page }) => {
      const { there, sizes } = await ask<Answer<typeof subgroups>>(page, 'subgroups')
      test.skip(!there, 'This adapter has no subgroups.')
      await expectRows(page, share * sizes[1])
    })
  }

  test('meet the reference’s gradient, and that of the plain functions on ragged batches', async ({ page }) => {
    const { differences, tolerance } = await ask<Answer<typeof fromReference>>(page, 'fromReference', 'false')
    differences.push(...(await ask<Answer<typeof fromReference>>(page, 'fromReference', 'true')).differences)
    differences.push(...(await ask<Answer<typeof fromPlain>>(page, 'fromPlain')))
    for (const { quantity, relative } of differences) expect.soft(relative, quantity).toBeLessThanOrEqual(tolerance)
  })

  test('add up weighted gradients part by part, as post-training asks for them', async ({ page }) => {
    const { differences, buffers } = await ask<Sums>(page, 'sumsOfGradients')
    for (const { quantity, relative } of differences) expect.soft(relative, quantity).toBeLessThanOrEqual(1e-4)
    expect(buffers).toBe(0)
  })

  test('have the losses of the plain functions along 50 steps of every rule', async ({ page }) => {
    const losses = await ask<Losses[]>(page, 'lossesOfRules')
    expect(losses).toHaveLength(4)
    for (const { rule, kernels, plain } of losses) {
      kernels.forEach((loss, i) => {
        expect.soft(Math.abs(loss / plain[i] - 1), `${rule} after ${10 * (i + 1)} steps`).toBeLessThan(1e-3)
      })
      expect.soft(plain.at(-1)! / plain[0], `${rule} learns`).toBeLessThan(0.9)
    }
  })

  test('take a step in one submit, go on from a checkpoint, decay, and leave no buffer behind', async ({ page }) => {
    const { resumed, withoutDecay, decay, warmUp, calls, buffers, lost } = await ask<Behaviour>(page, 'behaviour')
    expect(resumed).toBe(true)
    expect(withoutDecay).toBe(true)
    expect(decay).toBeLessThan(1e-7)
    expect(warmUp.unchanged).toBe(true)
    expect(warmUp.shares.at(-1)).toBe(1)
    expect(warmUp.shares).toEqual(warmUp.shares.toSorted((a, b) => a - b))
    for (const [rule, { dispatches, submits }] of Object.entries(calls)) {
      console.log(`${rule}: ${dispatches} dispatches, ${submits} submits`)
      expect.soft(dispatches, rule).toBeLessThanOrEqual(70)
      expect.soft(submits, rule).toBeLessThanOrEqual(2)
    }
    expect(buffers).toBe(0)
    expect(lost).toMatch(/lost|destroyed|abort/i)
  })
})
