import { describe, expect, it } from 'vitest'
import type { RankedResponses } from '../../../coverage/sharpening'
import type { AskedStart, PostMoment } from '../../../state/postMessages'
import { inferenceNote, inferenceTitle, sharpenNote, sharpenTitle, sharpnessSentence } from './sentences'

describe('inference-time sharpening in words', () => {
  it('says how often the likeliest response is drawn, and how many samples that takes', () => {
    expect(inferenceTitle('step 120', 16, 0.824, 34.4)).toBe(
      'At step 120: of 16 samples, one is the likeliest response for 82.4 % of prompts; it takes N of the order of 34',
    )
    expect(inferenceTitle('step 0', 1, 0.5, 1.53)).toBe(
      'At step 0: one sample is the likeliest response for 50 % of prompts; it takes N of the order of 1.5',
    )
  })

  const ranked: RankedResponses = {
    masses: Float64Array.of(0.5, 0.5),
    classes: Uint16Array.of(0, 0),
    prompt: Uint32Array.of(0, 1),
    logProbs: Float64Array.of(Math.log(0.5), Math.log(0.25)),
    verdicts: Uint8Array.of(2, 0),
    exact: Uint8Array.of(1, 1),
  }
  const rewarded = { low: 0.5, high: 0.5 }

  it('says the coverage coefficient, how often the pick is right, and what is known for certain', () => {
    expect(inferenceNote(ranked, 16, { rewarded, valid: { low: 0.6, high: 0.7 } })).toBe(
      'The coverage coefficient E[1/π(y⋆(x)|x)] is 3. The likeliest of 16 obeys the rule for 50 % of prompts and is valid for 60 % to 70 %. The likeliest response is known exactly for all 2 prompts.',
    )
    expect(inferenceNote({ ...ranked, exact: Uint8Array.of(1, 0) }, 16, null)).toBe(
      'The coverage coefficient E[1/π(y⋆(x)|x)] is 3. The likeliest response is certain for 1 of 2 prompts; for the others it is the likeliest that was found.',
    )
  })

  it('does not tell how often the pick is right where too little is ranked', () => {
    const open = { low: 0.1, high: 0.9 }
    expect(inferenceNote(ranked, 16, { rewarded: open, valid: open })).toContain('is right cannot be told')
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
