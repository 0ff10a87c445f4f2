import { describe, expect, it } from 'vitest'
import { passagesOf } from './passages'

describe('passagesOf', () => {
  it('sets choices apart from what follows of itself', () => {
    expect(passagesOf(['we', 'turned', 'left', 'and', 'right'], [0.99, 0.99, 0.7, 1, 0.3])).toEqual([
      { start: 0, kind: 'expected', text: 'we turned' },
      { start: 2, kind: 'likely', text: 'left' },
      { start: 3, kind: 'expected', text: 'and' },
      { start: 4, kind: 'unlikely', text: 'right' },
    ])
  })

  it('counts a slip as unlikely, though no choice was due', () => {
    expect(passagesOf(['um'], [0.001])[0].kind).toBe('unlikely')
  })

  it('shortens long sentences between their choices, and short ones nowhere', () => {
    const long = Array.from({ length: 60 }, (_, i) => `w${i}`)
    const probabilities = long.map((_, i) => (i === 59 ? 0.5 : 1))
    expect(passagesOf(long, probabilities).map(({ text }) => text)).toEqual(['… w55 w56 w57 w58', 'w59'])
    expect(passagesOf(long.slice(0, 40), probabilities.slice(0, 40))[0].text.split(' ')).toHaveLength(40)
  })
})
