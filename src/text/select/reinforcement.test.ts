import { describe, expect, it } from 'vitest'
import { reinforcementText } from './reinforcement'

const { hindranceOf, reachedInWords, rlNote, rlTitle, subjectOf } = reinforcementText

/** A start whose Pass@1 was measured every five steps. */
function line(name: string, kl: number, coverage: number, ...pass: number[]) {
  const pass1 = pass.map((value, i) => ({ step: 5 * i, value }))
  return { name, kl, coverage, pass1, reached: pass1.find(({ value }) => value >= 0.5)?.step ?? null }
}

/** All starts are measured, and exactly. */
function titleOf(lines: ReturnType<typeof line>[], subject: string): string {
  return rlTitle(lines, subject, { starts: lines.length, error: 0 })
}

const covering = line('step 120', 0.7, 0.07, 0.1, 0.3, 0.55)
const near = line('step 1,500', 0.6, 0.1, 0.05, 0.1, 0.2)

describe('reinforcement in words', () => {
  it('compares the start of best coverage with the one of least KL', () => {
    expect(titleOf([near, covering], 'class 2')).toBe(
      'From step 120, whose coverage is best, Pass@1 on class 2 reaches 0.5 after 10 steps; from step 1,500, whose KL is least, it has not reached 0.5 by step 10',
    )
  })

  it('says so where it is the other way round', () => {
    const late = line('step 120', 0.7, 0.07, 0.1, 0.3, 0.4)
    const early = line('step 1,500', 0.6, 0.1, 0.3, 0.6, 0.7)
    expect(titleOf([late, early], 'class 2')).toBe(
      'From step 120, whose coverage is best, Pass@1 on class 2 has not reached 0.5 by step 10; from step 1,500, whose KL is least, it reaches 0.5 after 5 steps',
    )
  })

  it('names the worst coverage where coverage and KL agree, and a tie as one', () => {
    const both = line('step 120', 0.5, 0.07, 0.1, 0.6)
    expect(titleOf([near, both], 'all prompts')).toContain(
      'From step 120, whose coverage is best and KL is least, Pass@1 on all prompts reaches 0.5 after 5 steps; from step 1,500, whose coverage is worst,',
    )
    const tied = line('step 9', 0.9, 0.07, 0.1, 0.2)
    expect(titleOf([tied, both], 'class 2')).toContain(
      'From step 120, whose KL is least, Pass@1 on class 2 reaches 0.5 after 5 steps; from step 9, whose coverage is the same,',
    )
  })

  it('does not pass over a start that was sooner than both', () => {
    const third = line('step 0', 1.3, 0.15, 0.3, 0.6, 0.7)
    expect(titleOf([third, covering, near], 'class 2')).toMatch(
      /^From step 120, whose coverage is best, .*; from step 1,500, whose KL is least, .*; soonest is step 0, after 5 steps$/,
    )
    expect(titleOf([line('step 0', 1.3, 0.15, 0.3, 0.4, 0.7), covering, near], 'class 2')).not.toContain('soonest')
  })

  it('claims no superlative for what is written with the same digits', () => {
    const one = line('step 0', 0.5, 0.07, 0.6, 0.7)
    const other = line('step 6', 0.5, 0.07, 0.1, 0.2)
    expect(titleOf([one, other], 'class 2')).toBe(
      'From step 0, Pass@1 on class 2 was 0.5 or more from the start, and is 0.7 at step 5; from step 6, whose coverage is the same, it has not reached 0.5 by step 5',
    )
    const third = line('step 9', 0.50000001, 0.1, 0.1, 0.2)
    const fourth = line('step 12', 0.9, 0.10000001, 0.1, 0.2)
    // Of best coverage alone, but of a KL that another has too; and the worst coverage is that of two.
    expect(titleOf([{ ...one, coverage: 0.01 }, third, fourth], 'class 2')).toMatch(
      /^From step 0, whose coverage is best, .*; from step 12, whose coverage is worse, /,
    )
    // The least KL is that of one, which has not the best coverage; two have that.
    expect(titleOf([line('step 1', 0.2, 0.2, 0.5), one, other], 'class 2')).toMatch(
      /^From step 1, whose KL is least, .*; from step 0, whose coverage is better, /,
    )
    expect(titleOf([line('step 120', 0.7, 0.07, 0.1, 0.1, 0.6), near, one, one], 'class 2')).not.toContain('best')
  })

  it('names all who were soonest', () => {
    const soon = (name: string) => line(name, 1.3, 0.15, 0.3, 0.6, 0.7)
    expect(titleOf([soon('step 0'), covering, near, soon('step 9')], 'class 2')).toMatch(
      /; soonest are step 0 and step 9, after 5 steps$/,
    )
  })

  it('compares nothing until every start is measured', () => {
    const first = line('step 0', 1.3, 0.01, 0.25)
    const second = line('step 120', 0.7, 0.07, 0.3)
    expect(rlTitle([first], 'class 2', { starts: 3, error: 0 })).toBe(
      '1 of 3 starts is measured: Pass@1 on class 2 starts at 0.25 from step 0',
    )
    expect(rlTitle([first, second], 'class 2', { starts: 3, error: 0 })).toBe(
      '2 of 3 starts are measured: Pass@1 on class 2 starts at 0.25 from step 0, at 0.3 from step 120',
    )
    expect(titleOf([first, second], 'class 2')).toContain('whose coverage is best')
  })

  it('names the start of highest Pass@1 where none is there yet', () => {
    expect(titleOf([near, line('step 120', 0.7, 0.07, 0.1, 0.3)], 'class 2')).toBe(
      'By step 10 Pass@1 on class 2 has reached 0.5 from none of 2 starts; it is highest from step 120, whose coverage is best: 0.3',
    )
    const best = line('step 7', 0.1, 0.01, 0.1, 0.3)
    expect(titleOf([near, best], 'class 2')).toContain(
      'highest from step 7, whose coverage is best and KL is least: 0.3',
    )
    const between = line('step 8', 0.65, 0.09, 0.1, 0.45)
    expect(titleOf([near, between, line('step 9', 0.8, 0.01, 0.1, 0.2)], 'class 2')).toContain('from step 8: 0.45')
    expect(titleOf([best, { ...best, name: 'step 8' }], 'class 2')).toMatch(/none of 2 starts; it is at most 0.3$/)
    expect(titleOf([best, { ...near, kl: 0.1, coverage: 0.01 }], 'class 2')).toContain('from step 7: 0.3')
  })

  it('says so where none has begun to learn', () => {
    const still = [line('step 0', 12.8, 1, 3.63e-6, 3.63e-6), line('step 6', 12.7, 1, 3.67e-6, 3.68e-6)]
    expect(titleOf(still, 'all prompts')).toBe(
      'By step 5 none of 2 starts has begun to learn: Pass@1 on all prompts has not risen noticeably, and is at most 3.68\u00a0×\u00a010⁻⁶',
    )
    const fellBack = line('step 9', 1, 1, 0.1, 0.4, 0.1)
    expect(titleOf([still[0], fellBack], 'all prompts')).toContain('highest from step 9')
    // Within the standard error is not noticeable either.
    const little = [line('step 0', 1, 0.1, 0.2, 0.22), line('step 6', 0.9, 0.2, 0.2, 0.1)]
    expect(rlTitle(little, 'class 2', { starts: 2, error: 0.03 })).toContain('begun to learn')
    expect(rlTitle(little, 'class 2', { starts: 2, error: 0.01 })).toContain(
      'highest from step 0, whose coverage is best',
    )
  })

  it('tells of one start alone', () => {
    expect(titleOf([covering], 'class 2')).toBe('From step 120, Pass@1 on class 2 reaches 0.5 after 10 steps')
    expect(titleOf([line('step 3', 1, 1, 0.25)], 'class 2')).toBe('From step 3, Pass@1 on class 2 starts at 0.25')
    expect(titleOf([line('step 3', 1, 1, 0.8, 0.4)], 'class 1')).toBe(
      'From step 3, Pass@1 on class 1 was 0.5 or more from the start, and is 0.4 at step 5',
    )
    expect(titleOf([line('step 3', 1, 1, 0.8)], 'class 1')).toBe('From step 3, Pass@1 on class 1 starts at 0.8')
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
      'This run has no class 3: choose all, class 1 or class 2 as the class of the prompts.',
    )
    expect(hindranceOf(1, 2, ['class 1'])).toContain('choose all or class 1 as')
  })
})
