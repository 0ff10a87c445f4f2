import { describe, expect, it } from 'vitest'
import { bestOfNText } from './bestOfN'

const { passNote, passTitle, regretNote, regretTitle } = bestOfNText

describe('Best-of-N in words', () => {
  it('says what the samples earn, and what coverage promises', () => {
    expect(passTitle(16, 0.931, 0.7, 'rewarded')).toBe(
      'At N = 16 one or more samples obey the rule with probability 93.1 %; coverage alone guarantees 70 %',
    )
    expect(passTitle(2, 0.5, 0, 'valid')).toBe(
      'At N = 2 one or more samples are valid with probability 50 %; coverage guarantees nothing yet',
    )
    expect(passTitle(1, 0.5, 0, 'adversary')).toBe('At N = 1 the sample satisfies the adversary with probability 50 %')
    expect(passTitle(3.7, 0.5, 0, 'adversary')).toContain('At N = 3.7 one or more samples')
  })

  it('says how the numbers came about', () => {
    expect(passNote({ value: 0.5, error: 0 }, null, 0)).toBe('The mean over prompts; lines are exact for each.')
    expect(passNote({ value: 0.5, error: 0.02 }, { value: 0.5, error: 0.1, low: 0.3, high: 0.7 }, 16)).toBe(
      'The mean over prompts; lines are exact for each, with a standard error of 0.02 over the held-out prompts. Dots with bars: from 16 samples of each sampled prompt, with 95 % intervals.',
    )
  })

  it('puts the adversary’s price between its bounds, as far as there are any', () => {
    expect(regretTitle(6, { adversary: 0.039, least: 0.0289, most: 0.748 })).toBe(
      'At N = 6 the adversary’s reward costs 0.039: at least 0.0289 by Prop. D.7, at most 0.748 by Prop. D.6',
    )
    expect(regretTitle(1, { adversary: 0.2, least: null, most: null })).toBe(
      'At N = 1 the adversary’s reward costs 0.2',
    )
    expect(regretTitle(64, { adversary: 0, least: 0, most: 0.1 })).toBe(
      'At N = 64 no such reward costs anything: nothing is under-weighted 128×',
    )
  })

  it('says what the adversary rewards', () => {
    const task = { reward: new Uint8Array(), responses: 5, of: 128, teacher: 0.058, model: 0.0037 }
    expect(regretNote(6, task, true)).toBe(
      'It rewards the 5 of 128 responses that the model under-weights 12× or more: 5.8 % of what the teacher writes, 0.37 % of what the model writes. Every N has an adversary of its own.',
    )
    expect(regretNote(6, { ...task, responses: 0 }, false)).toBe(
      'The model under-weights no response 12× or more, so the adversary has nothing to reward. Every N has an adversary of its own. Over the held-out prompts.',
    )
  })
})
