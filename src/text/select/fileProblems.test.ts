import { describe, expect, it } from 'vitest'
import type { Place } from '../../logprobs/problems'
import { fileProblems } from './fileProblems'

const { placeInWords, placesInShort } = fileProblems

const at = (line: number | null, column: string | null = null, file = 'a.csv'): Place => ({
  file,
  line,
  column,
  text: null,
})

describe('where something is odd', () => {
  it('says line, file and column, as far as they are known', () => {
    expect(placeInWords(at(1200, 'step-900'))).toBe('line 1,200 of a.csv, column step-900')
    expect(placeInWords(at(null))).toBe('a.csv')
    expect(placeInWords({ ...at(null, 'x'), file: '' })).toBe('column x')
  })

  it('names the first lines, and says how many more places there are', () => {
    expect(placesInShort([at(2)], 1)).toBe('line 2')
    expect(placesInShort([at(2), at(5), at(9), at(11)], 40)).toBe('line 2, line 5, line 9 and 37 more')
    expect(placesInShort([at(2, 'a'), at(2, 'b')], 2)).toBe('line 2 and 1 more')
    expect(placesInShort([{ ...at(null), file: '' }], 1)).toBe('Where')
  })
})
