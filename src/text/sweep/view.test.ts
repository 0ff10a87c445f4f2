import { describe, expect, it } from 'vitest'
import { decodeSweepLink } from '../../config/sweepLink'
import { measuresOf } from '../../config/sweepMetrics'
import { planSweep } from '../../config/sweepPlan'
import { sweepPhase } from '../../state/sweepPhase'
import type { SweepState } from '../../state/sweepState'
import { sweepText } from './view'

const plan = planSweep(decodeSweepLink('view=sweep&sweep=N:2,4&by=H:3,5,7&seeds=2&T=100').sweep)
const outcome = {
  measures: measuresOf([{ coverage: 0, kl: 0, crossEntropy: 0 }]),
  facts: null,
  history: null,
  failure: null,
}

const told = (stage: SweepState['stage'], runs: number, detail: string | null = null, follows = false) => {
  const outcomes = new Map(plan.runs.slice(0, runs).flatMap(({ keys }) => keys.map(key => [key, outcome])))
  const phase = sweepPhase({ stage, plan, outcomes })
  return `${phase.name}: ${sweepText.sweepSentence(phase, { plan, detail, follows })}`
}

describe('every state of a sweep has its sentence', () => {
  it.each([
    [told('idle', 0), 'empty: Press Run: 6 runs of 100 steps.'],
    [told('idle', 2), 'partial: 2 of 6 runs are there from before; Run computes the others.'],
    [told('idle', 6), /^finished: Finished: 6 runs\./],
    [told('idle', 6, null, true), /^finished: .*what is missing is computed at once\.$/],
    [told('starting', 0), 'starting: Starting the workers.'],
    [told('running', 1), /^running: Running/],
    [told('following', 1), /^following: Following the settings/],
    [told('cancelled', 0), 'cancelled: Cancelled before any of 6 runs was done; Run begins again.'],
    [told('cancelled', 3), 'cancelled: Cancelled after 3 of 6 runs, which are kept; Run goes on from there.'],
    [told('idle', 0, 'The settings changed.'), /^empty: The settings changed\. Press Run: 6 runs/],
    [told('idle', 3, 'The settings changed.'), /^partial: The settings changed\. 3 of 6 runs are there/],
    [told('failed', 3, 'The sweep stopped: why.'), /^failed: The sweep stopped: why\. 3 of 6 runs are kept/],
  ])('%s', (found, expected) => {
    expect(found).toMatch(expected)
  })

  it('a run counts when it is there at every N', () => {
    const [first] = plan.runs[0].keys
    expect(sweepPhase({ stage: 'idle', plan, outcomes: new Map([[first, outcome]]) })).toMatchObject({
      done: 0,
      runs: 6,
    })
  })
})
