import { describe, expect, it } from 'vitest'
import type { AskedStart, PostMoment } from '../../state/postMessages'
import { sharpeningText } from './sharpening'

const { inferenceNote, inferenceTitle, sharpenNote, sharpenTitle, sharpnessSentence } = sharpeningText

describe('inference-time sharpening in words', () => {
  const takes = { mean: 34.4, median: 12.4, prompts: 2 }
  const one = { mean: 1.053, median: 1.053, prompts: 1 }

  it('says with what probability the likeliest response is drawn, and how many samples that takes', () => {
    expect(inferenceTitle('step 120', 16, 0.824, takes)).toBe(
      'At step 120: of 16 samples, at least one is the likeliest response with probability 82.4 %, averaged over prompts; the coverage coefficient is 34 (median over prompts 12)',
    )
    expect(inferenceTitle('step 0', 1, 0.5, one)).toBe(
      'At step 0: one sample is the likeliest response with probability 50 %; the coverage coefficient is 1.1',
    )
  })

  it('gives coefficients in titles to two digits', () => {
    const slow = { mean: 4_325_587, median: 1.234, prompts: 50 }
    expect(inferenceTitle('step 0', 16, 0.98, slow)).toContain('is 4,300,000 (median over prompts 1.2)')
  })

  it('has no fractions of a sample', () => {
    expect(inferenceTitle('step 120', 3.7, 0.5, takes)).toContain(': of N = 3.7 samples, at least one')
    const right = { low: 0.5, high: 0.5 }
    expect(inferenceNote({ exact: Uint8Array.of(1) }, 3.7, one, { rewarded: right, valid: right })).toContain(
      'The likeliest of N = 3.7 obeys',
    )
  })

  const rewarded = { low: 0.5, high: 0.5 }

  it('says what the coverage coefficient is, how often the pick is right, and what is known for certain', () => {
    const exact = { exact: Uint8Array.of(1, 1) }
    expect(inferenceNote(exact, 16, takes, { rewarded, valid: { low: 0.6, high: 0.7 } })).toBe(
      'The coverage coefficient E[1/π(y⋆(x)|x)] is 34.4, the mean over prompts of how many samples it takes to draw the likeliest response; half of the prompts take at most 12.4. The likeliest of 16 obeys the rule with probability 50 % and is valid with probability 60 % to 70 %. The likeliest response is known exactly for all 2 prompts.',
    )
    expect(inferenceNote({ exact: Uint8Array.of(1, 0) }, 16, takes, null)).toMatch(
      /at most 12.4\. The likeliest response is certain for 1 of 2 prompts; for the others it is the likeliest that was found\.$/,
    )
    expect(inferenceNote({ exact: Uint8Array.of(1) }, 16, one, null)).toBe(
      'The coverage coefficient E[1/π(y⋆(x)|x)] is 1.05: about so many samples it takes to draw the likeliest response. The likeliest response is known exactly for the one prompt.',
    )
  })

  it('does not tell how often the pick is right where too little is ranked', () => {
    const open = { low: 0.1, high: 0.9 }
    expect(inferenceNote({ exact: Uint8Array.of(1, 1) }, 16, takes, { rewarded: open, valid: open })).toContain(
      'is right cannot be told',
    )
  })

  const start = { name: 'step 120', label: 'step 120', theta: new Float32Array(1) } as AskedStart
  const asked = { starts: [start] } as never

  it('says what is still to come', () => {
    const of = (stage: 'finished' | 'failed' | 'running', detail: string | null = null) => ({ stage, detail, asked })
    expect(sharpnessSentence(of('finished'), start, false)).toBe('')
    expect(sharpnessSentence(of('running'), start, false)).toBe('Looking for what step 120 finds likeliest.')
    expect(sharpnessSentence(of('failed', 'No memory.'), start, false)).toBe(
      'What step 120 finds likeliest could not be measured. No memory.',
    )
    const other = { ...start, name: 'step 130', theta: new Float32Array(1) }
    expect(sharpnessSentence(of('finished'), other, false)).toBe('Looking for what step 130 finds likeliest.')
    expect(sharpnessSentence(of('finished'), other, true)).toContain('once the run is paused')
    expect(sharpnessSentence(of('finished'), null, false)).toContain('nothing to measure')
  })
})

describe('sharpening by fine-tuning in words', () => {
  it('says what has risen and fallen', () => {
    const rose = { first: 0.41, last: 0.93 }
    const fell = { first: 3.1, last: 0.4 }
    expect(sharpenTitle('step 120', 100, rose, { first: 0.5, last: 0.5 }, fell)).toBe(
      'In 100 steps from step 120 the mean probability of the likeliest responses rose from 0.41 to 0.93, Pass@1 stayed at 0.5, entropy fell from 3.1 to 0.4 nats',
    )
    expect(sharpenTitle('step 120', 1, rose, null, fell)).not.toContain('Pass@1')
    expect(sharpenTitle('step 120', 0, rose, null, fell)).toBe(
      'At step 120 the likeliest responses have a mean probability of 0.41',
    )
  })

  it('says how the curves came about', () => {
    const moment = (klToStartError: number) => ({ klToStartError }) as PostMoment
    expect(sharpenNote({ exact: true, how: 'by dynamic programming over states' }, moment(0))).toBe(
      'y⋆ is what the starting checkpoint finds likeliest. Entropy and KL to the start: by dynamic programming over states, exact.',
    )
    expect(sharpenNote({ exact: false, how: 'from 8 responses' }, moment(0.02))).toContain(
      'KL to the start (its standard error now is 0.02 nats): from 8 responses.',
    )
  })
})
