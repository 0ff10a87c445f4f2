import { expect, it } from 'vitest'
import type { QualityAt } from '../../state/pickQuality'
import { type CandidateName, checkpointsText } from './checkpoints'

const {
  cellSentence,
  comparedInWords,
  dataTitle,
  exportInWords,
  noOffsetInWords,
  pickInWords,
  qualityInWords,
  tournamentTitle,
  worstSentence,
} = checkpointsText

const names: CandidateName[] = [0, 120, 240, 360, 480].map(step => ({ short: String(step), long: `step ${step}` }))

it('says what the tournament takes, and what the strongest rival has against it', () => {
  expect(tournamentTitle(names, [1], 0.04, 6)).toBe(
    'The tournament takes step 120: no rival gives more than 4 % of responses 6× its probability or more',
  )
  expect(tournamentTitle(names, [1, 3], 0, 16)).toBe(
    'The tournament takes step 120, the earliest of 2 that tie: no rival gives any response 16× its probability or more',
  )
  expect(tournamentTitle(names, [0, 1, 2, 3, 4], 0, 64)).toBe(
    'All 5 candidates tie: no rival gives any response 64× its probability or more',
  )
  expect(tournamentTitle(names, [0, 1, 2, 3, 4], 1, 1)).toBe(
    'All 5 candidates tie: a rival gives nearly every response its probability or more',
  )
  // Next to nothing is not more than less.
  expect(tournamentTitle(names, [1], 2e-6, 16)).toBe(
    'The tournament takes step 120: no rival gives as much as 0.001 % of responses 16× its probability or more',
  )
})

it('says a cell in words', () => {
  expect(cellSentence(names, 1, 2, 0.03, 16)).toBe(
    'Step 240 gives 16× or more to 3 % of responses compared with step 120.',
  )
  expect(cellSentence(names, 1, 2, 0, 16)).toBe('Step 240 gives 16× or more to no response compared with step 120.')
  expect(cellSentence(names, 1, 2, 0.5, 1)).toBe(
    'Step 240 gives the same probability or more to 50 % of responses compared with step 120.',
  )
  expect(cellSentence(names, 2, 2, 0, 16)).toBe('Step 240 is not compared with itself.')
})

it('finds where a candidate does worst', () => {
  expect(worstSentence(names, 1, [0.2, 0, 0.3, 0.3, 0], 16)).toBe(
    'Worst case: step 240 gives 16× or more to 30 % of responses compared with step 120.',
  )
  expect(worstSentence(names, 1, [0, 0, 0, 0, 0], 16)).toBe(
    'No rival gives 16× or more to any response compared with step 120.',
  )
  // At N = 1 its own share is the largest, and no rival's.
  expect(worstSentence(names, 0, [1, 0.5, 0.25, 0, 0], 1)).toMatch(/^Worst case: step 120 gives the same probability/)
})

it('names ties', () => {
  expect(pickInWords(names, [2])).toBe('step 240')
  expect(pickInWords(names, [0, 2, 3])).toBe('step 0, tied with step 240 and step 360')
  expect(pickInWords(names, [0, 1, 2, 3, 4])).toBe('step 0, tied with 4 others')
})

it('says how sure a pick is', () => {
  expect(qualityInWords({ right: 143, regret: 0.0123 }, 1000)).toBe(
    'Right in 143 of 200 resampled sets of 1,000; it gives away 0.0123 of coverage on average.',
  )
  expect(qualityInWords({ right: 200, regret: 0 }, 20)).toBe(
    'Right in 200 of 200 resampled sets of 20; it gives nothing away.',
  )
  const by: QualityAt['by'] = {
    tournament: { right: 150, regret: 0.01 },
    offset: null,
    crossEntropy: { right: 5, regret: 0.1 },
    kl: { right: 5, regret: 0.1 },
  }
  expect(dataTitle({ n: 200, by })).toBe(
    'From 200 responses the tournament takes the true best in 75 % of held-out sets, least cross-entropy in 2.5 %',
  )
})

it('says what is compared and what is saved', () => {
  expect(comparedInWords(5, 5, 'checkpoints')).toBe('All 5 checkpoints are compared.')
  expect(comparedInWords(24, 1501, 'models')).toBe('24 evenly spaced ones of 1,501 models are compared.')
  expect(exportInWords(2000, false)).toMatch(/^A CSV with a row for each held-out response.*: all 2,000 of them\.$/)
  expect(exportInWords(200, true)).toContain('the file has 200 of them, drawn by weight with replacement')
})

it('says why there is no offset tournament, and what can be done', () => {
  expect(noOffsetInWords(10, { kind: 'none' })).toMatch(/scored by the others\. 10 evenly spaced ones can draw/)
  expect(noOffsetInWords(1, { kind: 'none' })).toMatch(/too few of them are kept to draw any\.$/)
  expect(noOffsetInWords(10, { kind: 'computing', done: 0.3 })).toMatch(
    /10 checkpoints are drawing and scoring them\.$/,
  )
  expect(noOffsetInWords(10, { kind: 'failed', reason: 'The device was lost.' })).toMatch(/^The device was lost\. 10/)
  const scores = { own: [], exact: false, how: '', prompts: 0 }
  expect(noOffsetInWords(10, { kind: 'there', snapshots: [], scores })).toMatch(
    /^The checkpoints that drew responses are/,
  )
})
