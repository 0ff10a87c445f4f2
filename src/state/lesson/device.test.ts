import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Lesson } from '../../config/lesson/lesson'
import { keepOwnLesson, readOwnLessons, readProgress, writeProgress } from './device'

/** A device that remembers, up to so many characters. */
function device(room = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, text: string) {
      if (text.length > room) throw new DOMException('QuotaExceededError')
      kept.set(key, text)
    },
  })
  return kept
}

const lesson = (id: string, title = id): Lesson => ({
  format: 'coverage-lab/lesson@1',
  id,
  title,
  minutes: 5,
  summary: 'A lesson.',
  steps: [{ title: 'One', text: 'Words.' }],
})
const kept = () => readOwnLessons().map(({ title }) => title)

beforeEach(() => {
  device()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('own lessons', () => {
  it('are there once each: another edition takes the place of the one before, and comes to the front', () => {
    for (const one of [lesson('a'), lesson('b'), lesson('a', 'a, second edition')]) keepOwnLesson(one)
    expect(kept()).toEqual(['a, second edition', 'b'])
  })

  it('make room oldest first, and say where the device has none', () => {
    for (const id of 'abcdefghij') keepOwnLesson(lesson(id))
    expect(kept()).toEqual([...'jihgfedc'])
    device(10)
    expect(keepOwnLesson(lesson('a'))).toBe(false)
    expect(kept()).toEqual([])
  })
})

describe('how far a person got', () => {
  const progress = {
    'mean-and-tail': {
      page: 3,
      done: false,
      guesses: {
        1: { kind: 'choice', option: 2 },
        2: { kind: 'number', value: 0.25 },
        3: { kind: 'line', values: [1, 2, 3] },
        4: null,
      },
    },
    'own:a': { page: 1, done: true },
  } as const

  it('is read as it was written, with what was guessed', () => {
    writeProgress(progress)
    expect(readProgress()).toEqual(progress)
  })

  it('is empty where nothing readable is kept', () => {
    const storage = device()
    for (const text of ['', '{', '[]', '{"a":{"page":0,"done":true}}', '{"a":{"page":1,"done":1}}']) {
      storage.set('coverage-lab.lessons', text)
      expect(readProgress()).toEqual({})
    }
  })
})
