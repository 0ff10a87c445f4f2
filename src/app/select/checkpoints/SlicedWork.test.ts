import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SlicedWork } from './SlicedWork'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Work of so many steps, each of which takes 5 ms. */
function* steps(count: number, answer: string): Generator<void, string> {
  for (let i = 0; i < count; i++) {
    vi.setSystemTime(Date.now() + 5)
    vi.spyOn(performance, 'now').mockReturnValue(Date.now())
    yield
  }
  return answer
}

it('answers after a pause, slice by slice', () => {
  const done = vi.fn()
  const work = new SlicedWork<string>(done)
  work.ask('a', () => steps(10, 'ten'))
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersToNextTimer()
  expect(done).not.toHaveBeenCalled()
  let slices = 1
  for (; vi.getTimerCount() > 0; slices++) vi.advanceTimersToNextTimer()
  expect(slices).toBeGreaterThan(3)
  expect(done).toHaveBeenCalledExactlyOnceWith('a', 'ten')
})

it('gives up what has other settings, and finishes what only has older data', () => {
  const done = vi.fn()
  const work = new SlicedWork<string>(done)
  work.ask('a', () => steps(10, 'first'))
  vi.advanceTimersToNextTimer()
  work.ask('b', () => steps(10, 'second'))
  vi.advanceTimersToNextTimer()
  work.ask('b', () => steps(1, 'third'))
  while (vi.getTimerCount() > 0) vi.advanceTimersToNextTimer()
  expect(done.mock.calls).toEqual([
    ['b', 'second'],
    ['b', 'third'],
  ])
})

it('stops', () => {
  const done = vi.fn()
  const work = new SlicedWork<string>(done)
  work.ask('a', () => steps(10, 'never'))
  vi.advanceTimersToNextTimer()
  work.stop()
  expect(vi.getTimerCount()).toBe(0)
  expect(done).not.toHaveBeenCalled()
})
