import { describe, expect, it } from 'vitest'
import { usualPair, validPair } from './pair'

describe('the pair that is shown', () => {
  it('is the two picks, or the pick and another candidate where they agree', () => {
    expect(usualPair(1, 4, 6)).toEqual({ own: 1, other: 4 })
    expect(usualPair(1, 1, 6)).toEqual({ own: 1, other: 5 })
    expect(usualPair(5, 5, 6)).toEqual({ own: 5, other: 0 })
  })

  it('is what was asked for as long as there are such candidates', () => {
    expect(validPair({ own: 0, other: 2 }, 3)).toEqual({ own: 0, other: 2 })
    expect(validPair({ own: 0, other: 2 }, 2)).toBeNull()
    expect(validPair(null, 3)).toBeNull()
  })
})
