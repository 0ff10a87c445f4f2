import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { POLICY } from '../../build/security'
import { bundle, serveBundle } from '../../scripts/bundle'
import { expect, test } from '../page'
import type { Behaviour, Draws, extremeDraws, runsTogether, Trajectory } from './linearPage'

type Answer<F extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>

test.describe('linear models on the device', () => {
  test.describe.configure({ mode: 'serial' })
  let files: Awaited<ReturnType<typeof bundle>>

  test.beforeAll(async () => {
    files = await bundle(join(import.meta.dirname, 'linearPage.ts'))
  })

  test.beforeEach(async ({ page }) => {
    await serveBundle(page, 'linear', files, { 'Content-Security-Policy': POLICY })
    await page.goto('./linear/')
  })

  // As text: a function would be compiled for Node on the way.
  const ask = <T>(page: Page, name: string) => page.evaluate<T>(`import('./entry.js').then(module => module.${name}())`)

  test('see the data of the sampler, draw by draw', async ({ page }) => {
    const draws = await ask<Draws[]>(page, 'draws')
    expect(draws).toHaveLength(30)
    for (const { name, wrong, visits } of draws) {
      expect.soft(visits, name).toBeGreaterThan(0)
      expect.soft(wrong, name).toBe(0)
    }
    const { visited, expected } = await ask<Answer<typeof extremeDraws>>(page, 'extremeDraws')
    expect(visited).toEqual(expected)
  })

  test('follow float64 by every rule, with η changed on the way, and from a checkpoint', async ({ page }) => {
    const trajectories = await ask<Trajectory[]>(page, 'trajectories')
    for (const { name, theta, slots, norm, moved, clear } of trajectories) {
      console.log(`${theta.toExponential(1)} of ${moved.toFixed(3)}, slots ${slots.toExponential(1)}: ${name}`)
      // A sign is the same only where the gradient is further from 0 than rounding takes it.
      if (name.startsWith('sign')) expect.soft(clear, name).toBeGreaterThan(1e-5)
      expect.soft(theta, name).toBeLessThan(2e-5)
      expect.soft(slots, name).toBeLessThan(1e-4)
      expect.soft(moved, name).toBeGreaterThan(0.01)
      expect.soft(norm, name).toBeLessThan(1 + 1e-6)
    }
    // Some have come to the border of the ball, some have not.
    expect(trajectories.some(({ norm }) => norm > 1 - 1e-6)).toBe(true)
    expect(trajectories.some(({ norm }) => norm < 0.9)).toBe(true)
  })

  test('are trained several runs at a time as each by itself', async ({ page }) => {
    const { actual, expected } = await ask<Answer<typeof runsTogether>>(page, 'runsTogether')
    expect(actual).toHaveLength(expected.length)
    actual.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThan(1e-5)
    })
  })

  test('take many steps in two dispatches, go on from a checkpoint, and leave no buffer behind', async ({ page }) => {
    const { together, resumed, warmUp, calls, remembered, held, buffers, decay, lost } = await ask<Behaviour>(
      page,
      'behaviour',
    )
    expect(together).toBe(true)
    expect(resumed).toBe(true)
    // The program that draws is one for all tasks, and compiled by then.
    expect(warmUp).toEqual({ shares: [1], unchanged: true })
    expect(calls).toEqual({
      50: { dispatches: 2, submits: 2, readings: 1 },
      600: { dispatches: 6, submits: 4, readings: 1 },
    })
    expect(remembered).toEqual({ dispatches: 0, submits: 0, readings: 0 })
    expect(decay).toBeLessThan(1e-7)
    expect(held).toBeGreaterThan(0)
    expect(buffers).toBe(0)
    expect(lost).toMatch(/lost|destroyed|abort/i)
  })
})
