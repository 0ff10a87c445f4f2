import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Portion, Speedometer, stretch } from './pace'

const STRETCH = 10

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([
  [0.01, 512, 11],
  [0.3, 32, 7],
  [3, 2, 3],
  [7, 1, 2],
  [90, 1, 2],
])('takes steps of %f ms until a stretch is over, %i of them, and looks at the clock seldom', (each, taken, looks) => {
  const clock = vi.spyOn(performance, 'now')
  const advance = (steps: number) => vi.advanceTimersByTime(steps * each)
  expect(stretch(Number.POSITIVE_INFINITY, STRETCH, advance)).toBe(taken)
  expect(clock.mock.calls.length).toBeLessThanOrEqual(looks)
})

it('takes no more steps than are due', () => {
  const counts: number[] = []
  expect(stretch(6, STRETCH, steps => counts.push(steps))).toBe(6)
  expect(counts).toEqual([1, 1, 2, 2])
})

/** What a device was given at a time, that takes so many milliseconds a step, once it has found its pace. */
function portions(milliseconds: (steps: number) => number): number[] {
  const portion = new Portion(STRETCH)
  const given: number[] = []
  for (let round = 0; round < 60; round++) {
    given.push(portion.steps)
    portion.mark(portion.steps, milliseconds(portion.steps))
  }
  return given.slice(30)
}

it.each([0.01, 0.3, 4, 9, 15])('gives a device of %f ms a step about as many as it takes within a stretch', each => {
  for (const steps of portions(steps => steps * each)) {
    expect(steps * each).toBeLessThanOrEqual(4 * STRETCH)
    expect(Math.max(steps, 2) * each).toBeGreaterThan(STRETCH / 2)
  }
})

it('gives one step at a time to a device that takes longer over it', () => {
  expect(new Set(portions(steps => steps * 50))).toEqual(new Set([1]))
})

it('gives no more for steps that were ended early', () => {
  const portion = new Portion(STRETCH)
  portion.mark(1, 1)
  expect(portion.steps).toBe(2)
  portion.mark(1, 1)
  expect(portion.steps).toBe(2)
})

it('gives less, but goes on, where steps are sent many together', () => {
  // 64 of them take 60 ms, and the others nothing until then.
  let waiting = 0
  const given = portions(steps => {
    waiting += steps
    const sent = Math.floor(waiting / 64)
    waiting -= 64 * sent
    return 60 * sent
  })
  expect(Math.max(...given)).toBeLessThanOrEqual(64)
  expect(Math.max(...given)).toBeGreaterThan(8)
})

it.each([
  [30, 600, 12],
  [30, 6000, 12],
  [1, 2, 4],
  [100, 0, 40],
])('is steady where steps of %i ms are evaluated for %i ms each %i', (step, evaluation, every) => {
  const speedometer = new Speedometer()
  const speeds: number[] = []
  for (let steps = 1; steps <= 50 * every; steps++) {
    const evaluated = steps % every === 0
    vi.advanceTimersByTime(step + (evaluated ? evaluation : 0))
    speeds.push(speedometer.mark(steps, evaluated))
  }
  const expected = (1000 * every) / (every * step + evaluation)
  for (const speed of speeds.slice(20 * every)) expect(Math.abs(speed / expected - 1)).toBeLessThan(0.02)
})

it('follows where steps become slower', () => {
  const speedometer = new Speedometer()
  for (let steps = 1; steps <= 1000; steps++) {
    vi.advanceTimersByTime(5)
    speedometer.mark(steps, steps % 10 === 0)
  }
  let speed = 0
  for (let steps = 1001; steps <= 1200; steps++) {
    vi.advanceTimersByTime(10)
    speed = speedometer.mark(steps, steps % 10 === 0)
  }
  expect(speed).toBeCloseTo(100, 0)
})
