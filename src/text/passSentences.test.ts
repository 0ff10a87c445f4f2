import { expect, it } from 'vitest'
import type { Snapshot } from '../engine/snapshot'
import { exactnessOfPass, selectionInWords } from './passSentences'

it('puts the estimate beside the exact value', () => {
  const table = { sampled: new Uint32Array(128), draws: 16 }
  const sampled = { value: 0.951, error: 0.0102, low: 0.931, high: 0.971 }
  expect(exactnessOfPass(12, { value: 0.9571 }, sampled, table)).toBe(
    'Pass@12 is 0.957 here, exact for each held-out prompt; from 16 samples for each of 128 prompts 0.951 ± 0.02.',
  )
  expect(exactnessOfPass(12, { value: 1 }, null, table)).toBe('Pass@12 is 1 here, exact for each held-out prompt.')
})

it('says what was compared where not everything was', () => {
  const snapshot = { step: 60 } as Snapshot
  expect(selectionInWords({ step: 1500 }, { snapshot, N: 6, compared: 40, of: 126 })).toBe(
    '◇ least KL: step 1,500; ● the tournament at N = 6: step 60, among 40 of the 126 checkpoints.',
  )
  expect(selectionInWords({ step: 10 }, { snapshot, N: 6, compared: 7, of: 7 })).toBe(
    '◇ least KL: step 10; ● the tournament at N = 6: step 60.',
  )
  expect(selectionInWords({ step: 10 }, null)).toBe('◇ least KL: step 10.')
})
