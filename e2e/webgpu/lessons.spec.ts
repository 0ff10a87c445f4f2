import { expectTrue, LessonWalk } from '../lessonWalk'
import { expect, test } from '../page'

test('a mean and a tail of one distribution', async ({ page }) => {
  const walk = new LessonWalk(page)
  await walk.open('mean-and-tail')
  expectTrue(await walk.answer(/^It grows/))
  expect(await walk.verdict()).toContain('It shrinks')
  const [at16, at64] = await walk.numbers()
  expect(at64).toBeLessThan(at16)
  await walk.next()

  expectTrue(await walk.answer(/^Coverage at N = 16/))
  const [klStart, klEnd, , covStart, covEnd] = await walk.numbers()
  expectNear(covStart, at16)
  // The tail has lost more of itself than the mean.
  expect(covEnd / covStart).toBeLessThan(0.667 * (klEnd / klStart))
  await walk.next()

  expectTrue(await walk.answer('line'))
  const [kl100, kl400, cov100, cov400, p] = await walk.numbers()
  expect(kl400).toBeLessThan(kl100)
  expectNear(cov100, p)
  expectNear(cov400, p)
  await walk.next()

  expectTrue(await walk.answer(0.05))
  const [kl, bound, coverage] = await walk.numbers()
  expectNear(kl, kl400)
  expectNear(bound, kl / (Math.log(16) - 1 + 1 / 16))
  expect(coverage).toBeLessThanOrEqual(bound)
  await walk.next()
  await walk.finish('What coverage is')
  await expect(page.locator('.chip, .backend-chip').first()).toContainText('WebGPU')
})

/** Numbers on the page have three digits, shares below a tenth two. */
function expectNear(value: number, other: number): void {
  expect(Math.abs(value - other), `${value} and ${other}`).toBeLessThanOrEqual(0.03 * Math.abs(other))
}
