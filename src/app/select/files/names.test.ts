import { describe, expect, it } from 'vitest'
import { shortNames } from './names'

describe('names for a narrow place', () => {
  it('leaves short names alone', () => {
    expect(shortNames(['step-500', 'step-1000'], 12)).toEqual(['step-500', 'step-1000'])
    expect(shortNames([], 12)).toEqual([])
  })

  it('leaves out the folder that all of them share, and what they begin with only where that is too long', () => {
    const names = ['runs/one/checkpoint-500', 'runs/one/checkpoint-1000']
    expect(shortNames(names, 20)).toEqual(['checkpoint-500', 'checkpoint-1000'])
    expect(shortNames(names, 10)).toEqual(['500', '1000'])
    expect(shortNames(['runs/one/a-checkpoint', 'runs/two/a-checkpoint'], 24)).toEqual([
      'one/a-checkpoint',
      'two/a-checkpoint',
    ])
  })

  it('leaves out an ending that all of them share where they are too long', () => {
    const names = ['run/step-500-merged-and-quantised', 'run/step-1000-merged-and-quantised']
    expect(shortNames(names, 40)).toEqual(['step-500-merged-and-quantised', 'step-1000-merged-and-quantised'])
    expect(shortNames(names, 12)).toEqual(['step-500', 'step-1000'])
    expect(shortNames(names, 8)).toEqual(['500', '1000'])
    const long = [1, 2, 3].map(i => `candidate_${i}_${'x'.repeat(68)}`)
    expect(shortNames(long, 22)).toEqual(['candidate_1', 'candidate_2', 'candidate_3'])
    // Where only the ending differs, it is what stays.
    expect(shortNames(['a-long-candidate-x-1', 'a-long-candidate-x-2'], 12)).toEqual(['1', '2'])
  })

  it('cuts in the middle, since the end tells names apart', () => {
    expect(shortNames([`x${'y'.repeat(80)}-900`], 10)).toEqual(['xyy…yy-900'])
  })

  it('tells names apart by their numbers where the cut leaves them alike', () => {
    const short = shortNames([`aaaa${'x'.repeat(40)}1${'z'.repeat(30)}`, `aaaa${'x'.repeat(40)}2${'z'.repeat(30)}`], 12)
    expect(new Set(short).size).toBe(2)
    expect(short[0]).toMatch(/^1: /)
    expect(Math.max(...short.map(({ length }) => length))).toBeLessThanOrEqual(12)
  })

  it('keeps a name that is the beginning of another one', () => {
    expect(shortNames(['a-long-run/final-', 'a-long-run/final-checkpoint'], 12).every(name => name !== '')).toBe(true)
  })
})
