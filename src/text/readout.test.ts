import { expect, test } from 'vitest'
import { countInWords, growthInWords, momentInWords, stackInWords, tailInWords } from './readout'

test('a share becomes a count that can be pictured, never all or none by rounding', () => {
  expect(countInWords(0.125, 'response')).toBe('1 response in 8')
  expect(countInWords(0.667, 'response')).toBe('2 responses in 3')
  expect(countInWords(0.0004, 'response')).toBe('1 response in 2,500')
  expect(countInWords(0.975, 'response')).toBe('all but 1 response in 40')
  expect(countInWords(0, 'response')).toBe('no response')
  expect(countInWords(1, 'response')).toBe('every response')
})

test('every fraction that is told is near the share', () => {
  for (let share = 0.1; share <= 0.9; share += 0.001) {
    const [part, of] = countInWords(share, 'response').match(/\d+/g)!.map(Number)
    expect(Math.abs(part / of - share)).toBeLessThan(0.05)
  }
})

test('the tail is told on either side of 1×', () => {
  expect(tailInWords(0.125, 4)).toBe('1 response in 8 is under-weighted by 4× or more (12.5 %).')
  expect(tailInWords(2 / 3, 0.5)).toBe('2 responses in 3 are given at most 2× the teacher’s probability (66.7 %).')
  expect(tailInWords(0, 16)).toBe('No response is under-weighted by 16× or more (0 %).')
})

test('moments, stacks and lengths are told with their units', () => {
  expect(momentInWords('step', 240, 0.31, 16, 0.06)).toBe('Step 240: KL 0.31 nats; Cov₁₆ 6 %')
  expect(stackInWords(1, 0.2, 0.25)).toBe('1 dataset from 0.2 to 0.25.')
  expect(stackInWords(3, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe('3 datasets at ∞.')
  expect(growthInWords(1, [{ label: 'this run', kl: 0.5 }])).toBe('The first 1 token: KL 0.5 nats.')
})
