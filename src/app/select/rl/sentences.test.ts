import { describe, expect, it } from 'vitest'
import { hindranceOf, reachedInWords, rlNote, rlTitle, subjectOf } from './sentences'

/** A start whose Pass@1 was measured every five steps. */
function line(name: string, kl: number, coverage: number, ...pass: number[]) {
  const pass1 = pass.map((value, i) => ({ step: 5 * i, value }))
  return { name, kl, coverage, pass1, reached: pass1.find(({ value }) => value >= 0.5)?.step ?? null }
}

const covering = line('step 120', 0.7, 0.07, 0.1, 0.3, 0.55)
const near = line('step 1,500', 0.6, 0.1, 0.05, 0.1, 0.2)

describe('reinforcement in words', () => {
  it('compares the start of best coverage with the one of least KL', () => {
    expect(rlTitle([near, covering], 'class 2')).toBe(
      'From step 120, whose coverage is best, Pass@1 on class 2 reaches 0.5 after 10 steps; from step 1,500, whose KL is least, it has not reached 0.5 by step 10',
    )
  })

  it('says so where it is the other way round', () => {
    const late = line('step 120', 0.7, 0.07, 0.1, 0.3, 0.4)
    const early = line('step 1,500', 0.6, 0.1, 0.3, 0.6, 0.7)
    expect(rlTitle([late, early], 'class 2')).toBe(
      'From step 120, whose coverage is best, Pass@1 on class 2 has not reached 0.5 by step 10; from step 1,500, whose KL is least, it reaches 0.5 after 5 steps',
    )
  })

  it('names the worst coverage where coverage and KL agree, and a tie as one', () => {
    const both = line('step 120', 0.5, 0.07, 0.1, 0.6)
    expect(rlTitle([near, both], 'all prompts')).toContain(
      'From step 120, whose coverage and KL are best, Pass@1 on all prompts reaches 0.5 after 5 steps; from step 1,500, whose coverage is worst,',
    )
    const tied = line('step 9', 0.9, 0.07, 0.1, 0.2)
    expect(rlTitle([tied, both], 'class 2')).toContain(
      'From step 120, whose KL is least, Pass@1 on class 2 reaches 0.5 after 5 steps; from step 9, whose coverage is the same,',
    )
  })

  it('names the start that has come furthest where none is there yet', () => {
    expect(rlTitle([near, line('step 120', 0.7, 0.07, 0.1, 0.3)], 'class 2')).toBe(
      'By step 10 Pass@1 on class 2 has reached 0.5 from none of 2 starts; step 120, whose coverage is best, has come furthest, to 0.3',
    )
    const best = line('step 7', 0.1, 0.01, 0.1, 0.3)
    expect(rlTitle([near, best], 'class 2')).toContain('step 7, whose coverage is best and KL is least, has come')
    const between = line('step 8', 0.65, 0.09, 0.1, 0.45)
    expect(rlTitle([near, between, line('step 9', 0.8, 0.01, 0.1, 0.2)], 'class 2')).toContain('; step 8 has come')
  })

  it('tells of one start alone', () => {
    expect(rlTitle([covering], 'class 2')).toBe('From step 120, Pass@1 on class 2 reaches 0.5 after 10 steps')
    expect(rlTitle([line('step 3', 1, 1, 0.25)], 'class 2')).toBe('From step 3, Pass@1 on class 2 starts at 0.25')
    expect(rlTitle([line('step 3', 1, 1, 0.8, 0.4)], 'class 1')).toBe(
      'From step 3, Pass@1 on class 1 was 0.5 or more from the start, and is 0.4 at step 5',
    )
    expect(rlTitle([line('step 3', 1, 1, 0.8)], 'class 1')).toBe('From step 3, Pass@1 on class 1 starts at 0.8')
  })

  it('tells in tables when a start got there', () => {
    expect(reachedInWords(covering)).toBe('step 10')
    expect(reachedInWords(near)).toBe('not by step 10')
  })

  it('says whose prompts they are, and how the curves came about', () => {
    const described = { promptNames: ['class 1', 'class 2'] }
    expect([subjectOf(described, 'all'), subjectOf(described, 1)]).toEqual(['all prompts', 'class 2'])
    expect(rlNote(0.0312, 'from 8 responses')).toBe(
      'Pass@1 and Pass@N are exact for each prompt, with a standard error of up to 0.0312 over the held-out prompts. KL to the start: from 8 responses.',
    )
    expect(rlNote(0, 'exact')).toBe('Pass@1 and Pass@N are exact for each prompt. KL to the start: exact.')
  })

  it('says why nothing can be started', () => {
    expect(hindranceOf(1, 2, ['class 1', 'class 2'])).toBeNull()
    expect(hindranceOf(0, 0, ['class 1'])).toBe('Choose at least one checkpoint to start from.')
    expect(hindranceOf(1, 3, ['class 1', 'class 2'])).toBe(
      'There is no class 3 in this run: set the class of the prompts to 0 to 2.',
    )
    expect(hindranceOf(1, 2, ['class 1'])).toContain('to 0 or 1.')
  })
})
