import { expect, test } from 'vitest'
import { collisionProbability, hash53, RowIndex } from './ids'

const IDS = Array.from({ length: 200_000 }, (_, i) => (i % 2 === 0 ? String(i) : `doc-${i}/π`))

test('hashes of 200,000 ids are integers of 53 bits, all different and evenly spread', () => {
  const hashes = IDS.map(hash53)
  // Two random hashes collide here with probability 2e-6.
  expect(new Set(hashes).size).toBe(IDS.length)
  expect(hashes.every(hash => Number.isSafeInteger(hash) && hash >= 0)).toBe(true)
  // Each bit is set in half of them: 6 standard deviations, over 53 bits a false alarm of 1e-7.
  const some = hashes.slice(0, 20_000)
  for (let bit = 0; bit < 53; bit++) {
    const share = some.filter(hash => Math.floor(hash / 2 ** bit) % 2 === 1).length / some.length
    expect(Math.abs(share - 0.5)).toBeLessThan((6 * 0.5) / Math.sqrt(some.length))
  }
})

test('texts that differ only in order, length or one bit have other hashes', () => {
  const texts = ['', '\0', '\0\0', 'a', 'b', 'ab', 'ba', 'aab', 'aba', 'baa', '1\n2', '12', '1\n\n2']
  expect(new Set(texts.map(hash53)).size).toBe(texts.length)
})

test('an index finds every row by its id, and none for other ids', () => {
  const index = new RowIndex()
  IDS.forEach((id, row) => {
    index.add(hash53(id), row)
  })
  expect(index.size).toBe(IDS.length)
  expect(IDS.every((id, row) => index.find(hash53(id)) === row)).toBe(true)
  expect(index.find(hash53('another'))).toBe(-1)
})

test('the bound on collisions counts pairs', () => {
  expect(collisionProbability(0)).toBe(0)
  expect(collisionProbability(2)).toBe(2 ** -53)
  expect(collisionProbability(200_000)).toBeCloseTo(2.2e-6, 7)
})
