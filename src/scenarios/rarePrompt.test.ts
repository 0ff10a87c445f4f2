import { describe, expect, it } from 'vitest'
import { measured } from '../../cli/measured'
import { defaultConfig } from '../config/settings'
import { unseenKl } from './rarePrompt'

const { values } = defaultConfig('rare-prompt')
const rare = 1 / (2 * values.n)

describe('a rare prompt that the data do not show', () => {
  it('has a KL that grows with H as its closed form says', async () => {
    const kl = async (H: number) => (await measured(`scenario=rare-prompt&H=${H}&T=1`)).snapshots[0].kl
    const lengths = [8, 16, 32, 64, 128]
    const values128 = await Promise.all(lengths.map(kl))
    lengths.forEach((H, i) => {
      expect(values128[i]).toBeCloseTo(unseenKl({ ...values, H }), 12)
    })
    const slope = (values128[4] - values128[0]) / 120
    expect(Math.abs(slope / unseenKl({ ...values, H: 1 }) - 1)).toBeLessThan(0.02)
    // The 0.164/n of B = 1.
    expect(slope * values.n).toBeCloseTo(0.164, 3)
  })

  it.each([8, 32, 128, 512])('is never more of the coverage than its mass, at H = %d', async H => {
    const { coverages } = await measured(`scenario=rare-prompt&H=${H}&T=1`)
    for (const N of [1.001, 2, 16, 1e6]) expect(coverages(N)[0]).toBeLessThanOrEqual(rare * (1 + 1e-9))
  })
})

/** KL on the rare prompt by test-time training at a constant step, nats, and its standard error. */
async function testTimeKl(H: number, eta: number): Promise<{ kl: number; error: number }> {
  const { snapshots } = await measured(`scenario=rare-prompt&decode=ttt&H=${H}&etaT=${eta}&T=1&M=4096`)
  // The common prompt is read exactly.
  return { kl: snapshots[0].kl / rare, error: snapshots[0].klError / rare }
}

describe('test-time training', () => {
  /** At the best of a grid of steps, which lies near 1.6/√H. */
  const best = async (H: number) => {
    const steps = [0.8, 1, 1.25].map(factor => (factor * 1.6) / Math.sqrt(H))
    return (await Promise.all(steps.map(eta => testTimeKl(H, eta)))).reduce((a, b) => (b.kl < a.kl ? b : a))
  }

  it('brings the KL of the rare prompt at H = 128 below a tenth of the standard decode’s', async () => {
    const { kl, error } = await best(128)
    // The estimate stays a tenth below by more than 4 of its standard errors: false-alarm probability below 1e-4.
    expect(kl + 4 * error).toBeLessThan((0.1 * unseenKl({ ...values, H: 128 })) / rare)
  })

  it('makes it grow like √H at the best constant step', async () => {
    const lengths = [8, 32, 128, 512]
    const kl = await Promise.all(lengths.map(async H => (await best(H)).kl))
    for (let i = 1; i < lengths.length; i++) expect(Math.abs(kl[i] / kl[i - 1] / 2 - 1)).toBeLessThan(0.1)
    // 0.87, 1.71, 3.44 and 6.85 nats with a coarser grid of steps; the sample's errors are below half a per cent.
    const coarser = [0.87, 1.71, 3.44, 6.85]
    kl.forEach((value, i) => {
      expect(Math.abs(value / coarser[i] - 1)).toBeLessThan(0.07)
    })
  })

  it('at a fixed step makes it grow like H, far below the standard decode', async () => {
    const { snapshots } = await measured('scenario=rare-prompt&decode=ttt&H=512&etaT=0.1&T=1&M=4096')
    const { klByPosition: sums } = snapshots[0]
    const [early, late] = [sums[383] - sums[255], sums[511] - sums[383]]
    expect(Math.abs(late / early - 1)).toBeLessThan(0.1)
    expect(sums[511]).toBeLessThan(0.1 * unseenKl({ ...values, H: 512 }))
  })
})
