import { describe, expect, it } from 'vitest'
import { defaultConfig, withValue } from '../../config/settings'
import { hoeffdingHalfWidth } from '../../coverage/bands'
import { coverageAt } from '../../coverage/profile'
import { runToEnd } from '../../engine/run'
import { unseenMass } from '../../scenarios/missingMass'
import { profileOf } from '../../state/derive'
import type { Run } from '../../state/types'
import { meanProfile } from './meanProfile'

async function drawn(T: number): Promise<Run> {
  const { config } = withValue(defaultConfig('missing-mass'), 'T', T)
  return {
    id: 1,
    colour: 1,
    config,
    changes: [],
    checkpoints: [],
    origin: null,
    pinned: false,
    estimate: null,
    shipped: null,
    ...(await runToEnd(config)),
  }
}

describe('meanProfile', () => {
  it('is the mean of the snapshots’ profiles, also when a grid follows another', async () => {
    const run = await drawn(3)
    for (const grid of [[0, 1, 2], [Math.log(16)]]) {
      const mean = meanProfile(run, run.snapshots, grid)
      grid.forEach((logN, i) => {
        const each = run.snapshots.map(snapshot => coverageAt(profileOf(run, snapshot), Math.exp(logN)))
        expect(mean[i]).toBeCloseTo(each.reduce((sum, value) => sum + value, 0) / each.length, 12)
      })
    }
  })

  it('lies at the mass of what was not seen, from N = 2 to e^B', async () => {
    const run = await drawn(400)
    const datasets = run.snapshots.slice(1)
    const { B, d, n } = run.config.values
    const [atTwo, atEdge] = meanProfile(run, datasets, [Math.LN2, B])
    expect(atTwo).toBe(atEdge)
    // A false alarm has probability 1e-4: the mass of the rare tokens bounds what one dataset can miss.
    const allowed = hoeffdingHalfWidth((d - 1) / (d - 1 + 4 * n), datasets.length, 1e-4)
    expect(allowed).toBeLessThan(0.2 * atTwo)
    expect(Math.abs(atTwo - unseenMass(run.config.values))).toBeLessThan(allowed)
  })
})
