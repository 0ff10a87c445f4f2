import { describe, expect, it } from 'vitest'
import { NONE, Packing, rowsOf } from './packing'

const shape = { vocabulary: 5, context: 8, width: 8, layers: 1, heads: 1 }
const sequences = [
  { tokens: [3, 1, 4, 1], responseFrom: 2 },
  { tokens: [2, 0], responseFrom: 1, weight: -3 },
]

describe('packed sequences', () => {
  const packing = new Packing(shape, 64)
  const part = (name: keyof Packing['sections'], length: number) => {
    const { offset } = packing.sections[name]
    return Array.from(packing.words.subarray(offset, offset + length))
  }

  it('lie one behind the other, with the rows that predict numbered on their own', () => {
    // What was packed before must not show through.
    packing.fill([{ tokens: [4, 4, 4, 4, 4, 4], responseFrom: 1 }])
    expect(rowsOf(sequences)).toBe(4)
    expect(packing.fill(sequences)).toEqual({ rows: 4, queries: 3 })
    expect(part('tokens', 4)).toEqual([3, 1, 4, 2])
    expect(part('positions', 4)).toEqual([0, 1, 2, 0])
    expect(part('first', 4)).toEqual([0, 0, 0, 3])
    expect(part('last', 4)).toEqual([3, 3, 3, 4])
    expect(part('rowOf', 3)).toEqual([1, 2, 3])
    expect(part('queryOf', 4)).toEqual([NONE, 0, 1, 2])
    expect(part('begin', 4)).toEqual([0, 0, 1, 2])
    expect(part('end', 4)).toEqual([2, 2, 2, 3])
    expect(part('targets', 3)).toEqual([4, 1, 0])
    const { offset } = packing.sections.weights
    expect(Array.from(new Float32Array(packing.words.buffer, 4 * offset, 3))).toEqual([0.5, 0.5, -1.5])
  })

  it('list the rows of each token and of each position', () => {
    packing.fill(sequences)
    const starts = part('starts', shape.vocabulary + shape.context + 1)
    const rows = (entry: number) => part('listed', 8).slice(starts[entry], starts[entry + 1])
    expect([0, 1, 2, 3, 4].map(rows)).toEqual([[], [1], [3], [0], [2]])
    expect([0, 1, 2, 3].map(position => rows(shape.vocabulary + position))).toEqual([[0, 3], [1], [2], []])
  })

  it('begin where WebGPU can bind them', () => {
    for (const { offset } of Object.values(packing.sections)) expect((4 * offset) % 256).toBe(0)
  })
})
