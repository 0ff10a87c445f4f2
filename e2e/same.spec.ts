import type { Page } from '@playwright/test'
import { runLink } from '../cli/runLink'
import { dkwHalfWidth } from '../src/coverage/bands'
import type { RunFile } from '../src/engine/runFile'
import { backendOfProject, Lab } from './lab'
import { expect, test } from './page'

const LINKS = [
  'T=200&rule=sgd&every=20',
  'T=200&rule=normalized&H=64&every=20',
  'scenario=random-linear&T=200&rule=adam&every=20',
]

/** The same link run on the page and on the command line. */
async function bothRuns(page: Page, link: string): Promise<RunFile[]> {
  const lab = new Lab(page)
  await lab.open(link)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  return [await lab.download(), await runLink(`${link}&backend=wasm`, false, () => {})]
}

for (const link of LINKS) {
  test(`the page and the command line compute the same run of ${link}`, async ({ page }) => {
    const [onPage, onCommandLine] = await bothRuns(page, link)
    const { backend: _, ...settings } = onPage.config
    const { backend: __, ...expected } = onCommandLine.config
    expect(settings).toEqual(expected)
    expect(onPage.exact).toEqual(onCommandLine.exact)
    expect(onPage.snapshots.map(({ step }) => step)).toEqual(onCommandLine.snapshots.map(({ step }) => step))
    const [shown, reference] = [onPage, onCommandLine].map(file => Number(file.snapshots.at(-1)!.kl))
    expect(Math.abs(shown / reference - 1)).toBeLessThan(1e-3)
    // Step 0 is before any training: equal but for the last bits of the two engines' exp and log, and for the start's float32
    // on a graphics device.
    const [first, expectedFirst] = [onPage, onCommandLine].map(({ snapshots: [{ kl, hellinger, coverage }] }) => [
      Number(kl),
      hellinger,
      ...Object.values(coverage),
    ])
    const precision = backendOfProject() ? 1e-8 : 1e-12
    first.forEach((value, i) => {
      expect(Math.abs(value - expectedFirst[i])).toBeLessThanOrEqual(precision * Math.max(1, expectedFirst[i]))
    })
  })
}

test('a transformer has the same loss after 50 steps on the page and on the command line', async ({ page }) => {
  const sizes = 'H=2&W=2&width=8&layers=1&heads=2&K=2&M=8'
  const [onPage, onCommandLine] = await bothRuns(page, `scenario=graph-horizon&${sizes}&T=50&every=25`)
  expect(onPage.snapshots.map(({ step }) => step)).toEqual([0, 25, 50])
  onPage.snapshots.forEach(({ crossEntropy }, i) => {
    const expected = Number(onCommandLine.snapshots[i].crossEntropy)
    expect(Math.abs(Number(crossEntropy) / expected - 1)).toBeLessThan(1e-3)
  })
})

test('the sign rule, where rounding can flip a sign, agrees within the band of its estimate', async ({ page }) => {
  const [onPage, onCommandLine] = await bothRuns(page, 'scenario=random-linear&T=200&rule=sign&every=20')
  onPage.snapshots.forEach(({ coverage }, i) => {
    for (const N of [2, 16, 256]) {
      const difference = Math.abs(coverage[N] - onCommandLine.snapshots[i].coverage[N])
      expect(difference).toBeLessThan(dkwHalfWidth(onPage.responses))
    }
  })
})
