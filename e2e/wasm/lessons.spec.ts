import { expectAccessible } from '../axe'
import { expectTrue, LessonWalk } from '../lessonWalk'
import { expect, test } from '../page'

// Numbers on the page have three digits, shares below a tenth two.
const DIGITS = 0.03

/** Whether two numbers are equal as they are written. */
function expectNear(value: number, other: number, relative = DIGITS): void {
  expect(Math.abs(value - other), `${value} and ${other}`).toBeLessThanOrEqual(relative * Math.abs(other))
}

test('Best-of-N needs coverage, and coverage is enough', async ({ page }) => {
  const walk = new LessonWalk(page)
  await walk.open('best-of-n')
  expectTrue(await walk.answer(1))
  const [at50, at250, rare] = await walk.numbers()
  expectNear(at50, 1 - 0.98 ** 50)
  expectNear(at250, 1 - 0.98 ** 250)
  expectNear(rare, 1 - 0.9998 ** 50)
  expect(await walk.verdict()).toContain('too high')
  await walk.next()

  // A wrong answer is told the right one.
  const [necessary] = await walk.answer(/^Next to nothing/)
  expect(necessary.holds).toBe(true)
  expect(await walk.verdict()).toContain('Half or more')
  const [earned, regret, lost] = await walk.numbers()
  expect(regret).toBeGreaterThanOrEqual((earned / 2) * (1 - DIGITS))
  expect(regret).toBeLessThanOrEqual(earned * (1 + DIGITS))
  expectNear(lost, regret / earned, 2 * DIGITS)
  await walk.next()

  const sides = await walk.answer(/^None/)
  expectTrue(sides)
  const [N, rewarded, regretThen, most] = await walk.numbers()
  expect(N).toBe(256)
  expect(regretThen).toBeGreaterThanOrEqual((rewarded / 2) * (1 - DIGITS))
  expect(regretThen).toBeLessThanOrEqual(most * (1 + DIGITS))
  await walk.next()

  expectTrue(await walk.answer(590))
  expectNear((await walk.numbers())[0], 2 * 64 * Math.log(100))
  await walk.next()
  await walk.finish('Why Best-of-N needs it')
})

test('KL pays for the length, coverage only for the mass', async ({ page }) => {
  const walk = new LessonWalk(page)
  await walk.open('length')
  expectTrue(await walk.answer(0.6))
  const [unseen] = await walk.numbers()
  expectNear(unseen, (1 - 1 / 200) ** 100)
  await walk.next()

  expectTrue(await walk.answer(/^It doubles/))
  expect(await walk.verdict()).toContain('four times as large')
  const [kl8, kl32] = await walk.numbers()
  expectNear(kl32 / kl8, 4, 0.02)
  await walk.next()

  expectTrue(await walk.answer('line'))
  const numbers = await walk.numbers()
  const [coverages, mass] = [numbers.slice(0, 4), numbers[4]]
  expectNear(mass, 1 / 200)
  for (const coverage of coverages) expect(coverage).toBeLessThanOrEqual(mass * (1 + 1e-9))
  // 64 times the length, and KL with it: coverage has grown far less.
  expect(coverages[3] / coverages[0]).toBeLessThan(4)
  await walk.next()

  expectTrue(await walk.answer(/^A little less/))
  const [constant] = await walk.numbers()
  const head = 1 / (1 + Math.exp(-2))
  const entropy = -head * Math.log(head) - (1 - head) * Math.log(1 - head)
  expectNear(constant, (Math.LN2 - entropy) / 2, 0.005)
  await walk.next()

  expectTrue(await walk.answer(/^It grows/))
  const [varianceShort, varianceLong, short, long] = await walk.numbers()
  expect(varianceLong).toBeGreaterThan(varianceShort)
  expect(long).toBeGreaterThan(1.5 * short)
  await walk.next()
  await walk.finish('Why cross-entropy pays for length')
})

test('coverage generalises where KL is infinite, faster for larger N, but not what was never seen', async ({
  page,
}) => {
  const walk = new LessonWalk(page)
  await walk.open('generalisation')
  expectTrue(await walk.answer(/^Small, about/))
  expect(await walk.verdict()).toContain('Infinite')
  const [share, theory, coverage] = await walk.numbers()
  expectNear(theory, 0.9 ** 20 + 0.1 ** 20)
  // 200 datasets: four and a half standard deviations, false alarm below 1e-5.
  expect(Math.abs(share - theory)).toBeLessThan(4.5 * Math.sqrt((theory * (1 - theory)) / 200))
  expect(coverage).toBeLessThan(0.1)
  await walk.next()

  expectTrue(await walk.answer(/^about a quarter/))
  const [at256, at4] = (await walk.numbers()).slice(0, 2).reverse()
  expect(at256).toBeLessThan(at4 / 2)
  expectNear(at256 * Math.log(256), at4 * Math.log(4), 0.4)
  await walk.next()

  expectTrue(await walk.answer('line'))
  const [at2, at128] = await walk.numbers()
  expectNear(at128, at2)
  await walk.next()

  expectTrue(await walk.answer(/^about as large/))
  expect(await walk.verdict()).toContain('about a fifth')
  const [few, many] = await walk.numbers()
  expect(few / many).toBeGreaterThan(3)
  expect(few / many).toBeLessThan(8)
  await walk.next()
  await walk.finish('Why coverage generalises faster')
})

test('SGD’s step has to shrink with the length, a normalized one less', async ({ page }) => {
  const walk = new LessonWalk(page)
  await walk.open('normalization')
  expectTrue(await walk.answer(/^At v₀/))
  expect(await walk.verdict()).toContain('still jumps')
  const [jumping, least] = await walk.numbers()
  expect(Math.min(jumping, least)).toBeGreaterThan(0.99)
  await walk.next()

  expectTrue(await walk.answer(/^They settle/))
  const [settled, , sgd] = await walk.numbers()
  expect(settled).toBeLessThan(0.1)
  expect(sgd).toBeGreaterThan(0.99)
  await walk.next()

  expectTrue(await walk.answer(/^Nearly everything/))
  const [short, long] = await walk.numbers()
  expect(long).toBeGreaterThan(10 * short)
  await walk.next()

  expectTrue(await walk.answer(/^It does not notice/))
  const [normalized, plain] = await walk.numbers()
  expect(normalized).toBeLessThan(plain / 2)
  await walk.next()

  // What does not hold: that normalized steps win when both are set well.
  expectTrue(await walk.answer(/^That of normalized SGD/))
  const [tuned, tunedNormalized] = await walk.numbers()
  expect(tunedNormalized / tuned).toBeGreaterThan(1 / 3)
  expect(tunedNormalized / tuned).toBeLessThan(3)
  await walk.next()
  await walk.finish('Why plain SGD struggles')
})

test('test-time training pays for a prompt once; by keyboard alone', async ({ page }) => {
  const walk = new LessonWalk(page, true)
  await walk.open('test-time-training')
  expectTrue(await walk.answer(/^It is what it was/))
  const [all, rare] = await walk.numbers()
  expectNear(rare, all * 200)
  await walk.next()

  expectTrue(await walk.answer(/^Less than a fifth/))
  const [standard, read] = await walk.numbers()
  expectNear(standard, rare)
  expect(read).toBeLessThan(standard / 5)
  await walk.next()

  expectTrue(await walk.answer(/^about 4/))
  expect(await walk.verdict()).toContain('√H')
  const [short, long] = await walk.numbers()
  expectNear(long, read)
  expect(long / short).toBeGreaterThan(1.2)
  expect(long / short).toBeLessThan(2.83)
  await walk.next()

  expectTrue(await walk.answer('decline'))
  const [at128, at512] = await walk.numbers()
  expect(at512 / at128).toBeGreaterThan(2)
  expect(at512 / at128).toBeLessThan(4)
  await walk.next()
  await walk.finish('Test-time training')
})

test('likelihood picks by the mean, the tournament by the tail', async ({ page }) => {
  const walk = new LessonWalk(page)
  await walk.open('tournament')
  expectTrue(await walk.answer(/^π₂/))
  await expectAccessible(page)
  await walk.next()

  expectTrue(await walk.answer(/^μ\(−\): all/))
  expect(await walk.verdict()).toContain('μ(−)/2')
  const [covered, mass] = await walk.numbers()
  expectNear(mass, 1 / (32 * Math.log(32)))
  expectNear(covered, mass / 2, 2 * DIGITS)
  await walk.next()

  expectTrue(await walk.answer(/^Smaller/))
  const [klTournament, klLikelihood, , coverage, missed] = await walk.numbers()
  expect(klTournament).toBeGreaterThan(3 * klLikelihood)
  expect(coverage).toBeLessThan(missed)
  await walk.next()

  expectTrue(await walk.answer(/^That of likelihood/))
  const [tournament, likelihood] = await walk.numbers()
  expect(tournament).toBeGreaterThan(likelihood)
  await walk.next()
  await walk.finish('Choosing by tournament')
})

test('what is asked must be covered: sharpening, and reinforcement from two checkpoints', async ({ page }) => {
  const walk = new LessonWalk(page)
  await walk.open('pre-training-to-rl')
  expectTrue(await walk.answer(/^It shrinks/))
  expect(await walk.verdict()).toContain('It grows')
  const [before, after, klBefore, klAfter] = await walk.numbers()
  expect(after).toBeGreaterThan(before + 0.05)
  expect(klAfter).toBeGreaterThan(klBefore)
  await walk.next()

  expectTrue(await walk.answer('line'))
  const [pass1, pass8] = await walk.numbers()
  expect(pass8).toBeGreaterThanOrEqual(2 * pass1)
  await walk.next()

  expectTrue(await walk.answer(/^The fine-tuned one/))
  expect(await walk.verdict()).toContain('The pre-trained one')
  const [klTuned, klPre, covTuned, covPre, pre0, pre1, tuned0, tuned1] = await walk.numbers()
  expect(klTuned).toBeLessThan(klPre)
  expect(covTuned).toBeGreaterThan(covPre)
  expect(pre0).toBeGreaterThan(tuned0)
  expect(pre1).toBeGreaterThan(tuned1)
  await walk.next()

  await walk.answer(17)
  expectNear((await walk.numbers())[0], 17, 0.05)
  await walk.next()
  await walk.finish('From pre-training to RL')
})

test('what a page says of its runs is never seen before they are, however late the first and rarely the screen is drawn', async ({
  page,
}) => {
  await page.addInitScript(() => {
    window.requestAnimationFrame = callback => window.setTimeout(() => callback(performance.now()), 300)
    window.cancelAnimationFrame = clearTimeout
  })
  const walk = new LessonWalk(page)
  await walk.open('test-time-training')
  expectTrue(await walk.answer(/^It is what it was/))
  await walk.next()
  expectTrue(await walk.answer(/^Less than a fifth/))
  // The first page of this one only moves N: nobody has waited for the run by then.
  await page.route(/\/assets\/worker-[^/]*\.js$/, async route => {
    await new Promise(resolve => setTimeout(resolve, 2000))
    await route.continue()
  })
  await walk.open('mean-and-tail')
  expectTrue(await walk.answer(/^It grows/))
})
