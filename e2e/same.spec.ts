import { runLink } from '../cli/runLink'
import { dkwHalfWidth } from '../src/coverage/bands'
import { Lab } from './lab'
import { expect, test } from './page'

const LINKS = ['T=200&rule=sgd', 'T=200&rule=normalized&H=64', 'scenario=random-linear&T=200&rule=adam']

for (const link of LINKS) {
  test(`the page and the command line compute the same run of ${link}`, async ({ page }) => {
    const lab = new Lab(page)
    await lab.open(link)
    await lab.speed('max')
    await lab.play.click()
    await lab.finished()
    const onPage = await lab.download()
    const onCommandLine = await runLink(`${link}&backend=wasm`, false, () => {})
    const { backend: _, ...settings } = onPage.config
    const { backend: __, ...expected } = onCommandLine.config
    expect(settings).toEqual(expected)
    expect(onPage.exact).toEqual(onCommandLine.exact)
    expect(onPage.snapshots.map(({ step }) => step)).toEqual(onCommandLine.snapshots.map(({ step }) => step))
    const [shown, reference] = [onPage, onCommandLine].map(file => Number(file.snapshots.at(-1)!.kl))
    expect(Math.abs(shown / reference - 1)).toBeLessThan(1e-3)
    // Step 0 is before any training: equal but for the last bits of the two engines' exp and log.
    const [first, expectedFirst] = [onPage, onCommandLine].map(({ snapshots: [{ kl, hellinger }] }) => [
      Number(kl),
      hellinger,
    ])
    first.forEach((value, i) => {
      expect(Math.abs(value / expectedFirst[i] - 1)).toBeLessThan(1e-12)
    })
    expect(onPage.snapshots[0].coverage).toEqual(onCommandLine.snapshots[0].coverage)
  })
}

test('the sign rule, where rounding can flip a sign, agrees within the band of its estimate', async ({ page }) => {
  const link = 'scenario=random-linear&T=200&rule=sign'
  const lab = new Lab(page)
  await lab.open(link)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  const onPage = await lab.download()
  const onCommandLine = await runLink(`${link}&backend=wasm`, false, () => {})
  onPage.snapshots.forEach(({ coverage }, i) => {
    for (const N of [2, 16, 256]) {
      const difference = Math.abs(coverage[N] - onCommandLine.snapshots[i].coverage[N])
      expect(difference).toBeLessThan(dkwHalfWidth(onPage.responses))
    }
  })
})
