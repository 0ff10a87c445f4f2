import { expect, it } from 'vitest'
import { listed } from './listed'

it('lists names, and how many more there are', () => {
  expect(listed(['a'], 3)).toBe('a')
  expect(listed(['a', 'b'], 3)).toBe('a and b')
  expect(listed(['a', 'b', 'c'], 3)).toBe('a, b and c')
  expect(listed(['a', 'b', 'c', 'd'], 3)).toBe('a, b and 2 others')
  expect(listed(['a', 'b', 'c', 'd'])).toBe('a, b, c and d')
  expect(listed([])).toBe('')
})
