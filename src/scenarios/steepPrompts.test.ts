import { beforeAll, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { decodeLink } from '../config/link'
import { coverageAt, coverageProfile } from '../coverage/profile'
import { openBackend } from '../engine/backend'
import { runToEnd } from '../engine/run'

beforeAll(async () => {
  await openBackend('cpu', nodePlatform())
})

/** Cov_16 at every step of a link to the scenario at its defaults, H = 64, B = 24, u = 10. */
async function coverages(link: string): Promise<number[]> {
  const { snapshots, description } = await runToEnd(decodeLink(`scenario=steep-prompts&T=300&every=1&${link}`).config)
  return snapshots.map(({ logRatios }) => coverageAt(coverageProfile(logRatios, description.weights), 16))
}

it('SGD with the step size of Lemma I.6 covers nothing, at any step', async () => {
  const everywhere = await coverages('rule=sgd')
  expect(everywhere).toHaveLength(301)
  expect(Math.min(...everywhere)).toBeGreaterThan(0.99)
})

it('SGD with a tenth of that step size converges', async () => {
  expect((await coverages('rule=sgd&u=10&eta=0.00065')).at(-1)).toBeLessThan(0.005)
})

it.each([0.03, 0.1, 0.3])('normalized SGD with η = %d covers it from step 150 on', async eta => {
  const after = (await coverages(`rule=normalized&lambda=1&eta=${eta}`)).slice(150)
  expect(Math.max(...after)).toBeLessThan(0.005)
})
