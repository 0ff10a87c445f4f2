import { beforeEach, describe, expect, test, vi } from 'vitest'
import { differsNotably, QUIET, Voice } from './voice'

let spoken: { at: number; sentence: string }[]
/** When nothing was left standing. */
let cleared: number[]
let voice: Voice

beforeEach(() => {
  vi.useFakeTimers()
  spoken = []
  cleared = []
  voice = new Voice(sentence => (sentence ? spoken.push({ at: Date.now(), sentence }) : cleared.push(Date.now())), {
    now: () => Date.now(),
    later: (then, wait) => void setTimeout(then, wait),
  })
  return () => vi.useRealTimers()
})

describe('the voice of the charts', () => {
  test('says nothing of a chart that appears, and the newest of one that changes', () => {
    voice.tell('history', 'KL fell to 1 nats')
    vi.advanceTimersByTime(60_000)
    expect(spoken).toEqual([])
    voice.tell('history', 'KL fell to 0.5 nats')
    voice.tell('history', 'KL fell to 0.25 nats')
    vi.advanceTimersByTime(60_000)
    expect(spoken.map(({ sentence }) => sentence)).toEqual(['KL fell to 0.25 nats'])
  })

  test('speaks at most once in ten seconds however many charts change', () => {
    for (const chart of ['coverage', 'history', 'disc']) voice.tell(chart, `${chart} 0`)
    for (let i = 1; i <= 600; i++) {
      for (const chart of ['coverage', 'history', 'disc']) voice.tell(chart, `${chart} ${i * i}`)
      vi.advanceTimersByTime(100)
    }
    expect(spoken.length).toBeGreaterThan(4)
    for (const [i, { at }] of spoken.slice(1).entries()) expect(at - spoken[i].at).toBeGreaterThanOrEqual(QUIET)
  })

  test('speaks first of the chart that is attended to, and of none that is gone', () => {
    for (const chart of ['coverage', 'history']) voice.tell(chart, `${chart} 1`)
    voice.attend('history')
    for (const chart of ['coverage', 'history']) voice.tell(chart, `${chart} 2`)
    vi.advanceTimersByTime(2000)
    voice.forget('coverage')
    vi.advanceTimersByTime(60_000)
    expect(spoken.map(({ sentence }) => sentence)).toEqual(['history 2'])
  })

  test('lets what does not wait go before the charts, which then wait their time', () => {
    voice.tell('coverage', 'Cov 1')
    voice.tell('coverage', 'Cov 2')
    vi.advanceTimersByTime(500)
    voice.say('Finished')
    vi.advanceTimersByTime(QUIET - 1)
    expect(spoken.map(({ sentence }) => sentence)).toEqual(['Finished'])
    vi.advanceTimersByTime(2000)
    expect(spoken.map(({ sentence }) => sentence)).toEqual(['Finished', 'Cov 2'])
  })

  test('leaves no sentence standing that may have become untrue', () => {
    voice.say('Running')
    vi.advanceTimersByTime(5000)
    voice.say('Finished')
    const at = Date.now()
    vi.advanceTimersByTime(300_000)
    expect(cleared).toHaveLength(1)
    expect(cleared[0] - at).toBeGreaterThan(QUIET)
  })
})

test('a sentence is worth hearing when its words change, or a number by a tenth', () => {
  expect(differsNotably('KL 0.31 nats', 'KL 0.31 nats')).toBe(false)
  expect(differsNotably('KL 0.31 nats', 'KL 0.3 nats')).toBe(false)
  expect(differsNotably('KL 0.31 nats', 'KL 0.2 nats')).toBe(true)
  expect(differsNotably('KL 1,000 nats', 'KL 1,200 nats')).toBe(true)
  expect(differsNotably('KL fell to 1', 'KL rose to 1')).toBe(true)
})
