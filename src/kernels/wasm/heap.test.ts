import { expect, it } from 'vitest'
import { Heap } from './heap'

it('fills the first gap that is wide enough, and ends behind the last part', () => {
  const heap = new Heap(64)
  expect(heap.end).toBe(64)
  expect([10, 20, 30].map(bytes => heap.take(bytes))).toEqual([64, 74, 94])
  heap.giveBack(74)
  expect(heap.take(21)).toBe(124)
  expect(heap.take(15)).toBe(74)
  expect(heap.take(5)).toBe(89)
  heap.giveBack(64)
  expect(heap.take(10)).toBe(64)
  heap.giveBack(124)
  expect(heap.end).toBe(124)
  for (const from of [64, 74, 89, 94]) heap.giveBack(from)
  expect([heap.end, heap.take(1)]).toEqual([64, 64])
})
