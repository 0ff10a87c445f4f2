import { describe, expect, it } from 'vitest'
import type { TableShape } from '../engine/selection/comparison'
import { usualComparison } from './usualComparison'

const shape = (candidates: readonly string[], teacher = true): TableShape => ({
  candidates,
  groups: null,
  rows: 10,
  teacher,
  lengths: 0,
})

describe('how a table is compared if nobody says otherwise', () => {
  it('compares all there is, as sums of natural logarithms', () => {
    expect(usualComparison(shape(['a', 'b']), null)).toEqual({
      reading: { base: 'e', scale: 'sum', sign: 'log-probability' },
      candidates: [0, 1],
      teacher: true,
      gaps: 'drop',
      groups: null,
    })
    const many = shape(Array.from({ length: 300 }, (_, i) => `c${i}`))
    expect(usualComparison(many, null).candidates).toHaveLength(256)
  })

  it('goes on as the table before was compared, by the names of its candidates', () => {
    const before = {
      shape: shape(['a', 'b', 'c']),
      comparison: {
        ...usualComparison(shape(['a', 'b', 'c']), null),
        reading: { base: '2', scale: 'sum', sign: 'loss' } as const,
        candidates: [0, 2],
        teacher: false,
        gaps: 'zero' as const,
      },
    }
    const next = usualComparison(shape(['d', 'c', 'b', 'a']), before)
    expect(next.candidates).toEqual([0, 1, 3])
    expect(next.reading).toEqual(before.comparison.reading)
    expect([next.teacher, next.gaps]).toEqual([false, 'zero'])
    // Nobody is left of those that were kept.
    expect(usualComparison(shape(['b']), before).candidates).toEqual([0])
    // A teacher that was not there before is used.
    expect(usualComparison(shape(['a']), { ...before, shape: shape(['a'], false) }).teacher).toBe(true)
  })
})
