import { describe, expect, it } from 'vitest'
import type { Ask } from '../../config/lesson/ask'
import type { Condition } from '../../config/lesson/condition'
import { LESSON_FORMAT, type Lesson, type LessonStep } from '../../config/lesson/lesson'
import type { Quantity } from '../../config/lesson/quantity'
import { defaultConfig } from '../../config/settings'
import type { Snapshot } from '../../engine/snapshot'
import { NO_JOB } from '../postMessages'
import type { Run } from '../types'
import { fractionOn, middleOf, ticksOn, valueOn } from './axis'
import { actionsBefore, catchUpFrom } from './catchUp'
import { holds } from './condition'
import { verdictOf } from './prediction'
import { evaluate } from './quantity'
import type { Scene } from './scene'

/** A run of T = 20 of which these evaluations are known: step, KL, and R of two equally likely responses. */
function runOf(...points: [step: number, kl: number, low: number, high: number][]): Run {
  const config = defaultConfig()
  const snapshots = points.map(([step, kl, low, high]) => {
    return { step, kl, logRatios: Float32Array.of(low, high) } as unknown as Snapshot
  })
  const description = { weights: null, strata: [], teacherEntropy: 3 }
  return { id: 1, config: { ...config, values: { ...config.values, T: 20 } }, description, snapshots } as unknown as Run
}

const RUN = runOf([0, 4, 0, 5], [10, 1, 0, 3], [20, 2, 0, 1])

function sceneWith(parts: Partial<Scene> = {}): Scene {
  return {
    run: RUN,
    kept: new Map([['half', runOf([0, 8, 0, 5], [10, 2, 0, 3])]]),
    playhead: null,
    N: 16,
    finished: true,
    jobs: { rl: NO_JOB, sharpen: NO_JOB },
    predictions: new Map([[1, 7]]),
    page: 1,
    ...parts,
  }
}

describe('a quantity', () => {
  it.each<[Quantity, number | null]>([
    [3, 3],
    [{ of: 'kl' }, 2],
    [{ of: 'kl', at: 'start' }, 4],
    [{ of: 'kl', at: 'leastKl' }, 1],
    [{ of: 'kl', at: 12 }, 1],
    [{ of: 'kl', at: 21 }, null],
    [{ of: 'kl', run: 'half', at: 'start' }, 8],
    [{ of: 'kl', run: 'half', at: 'end' }, null],
    [{ of: 'kl', run: 'nobody' }, null],
    [{ of: 'step', at: 'end' }, 20],
    [{ of: 'coverage', at: 'start' }, 0.5],
    [{ of: 'coverage', at: 'start', N: 1 }, 1],
    [{ of: 'coverage', at: 'start', N: 200 }, 0],
    [{ of: 'coverage', N: 0.5 }, null],
    [{ of: 'setting', id: 'N' }, 16],
    [{ of: 'setting', id: 'T' }, 20],
    [{ of: 'setting', id: 'none' }, null],
    [{ of: 'teacherEntropy' }, 3],
    [{ of: 'least', quantity: { of: 'kl' } }, 1],
    [{ of: 'stepOfLeast', quantity: { of: 'kl' } }, 10],
    [{ of: 'greatest', quantity: { of: 'coverage', N: 16 } }, 0.5],
    [{ of: 'stepOfGreatest', quantity: { of: 'kl' }, run: 'half' }, 0],
    [{ of: 'ratio', left: { of: 'kl', at: 'start', run: 'half' }, right: { of: 'kl', at: 'start' } }, 2],
    [{ of: 'difference', left: { of: 'kl', run: 'nobody' }, right: 1 }, null],
    [{ of: 'sqrt', quantity: { of: 'kl', at: 'start' } }, 2],
    [{ of: 'log', quantity: -1 }, null],
    [{ of: 'prediction' }, 7],
    [{ of: 'prediction', page: 2 }, null],
    [{ of: 'job', job: 'rl', measure: 'kl' }, null],
    [{ of: 'x' }, null],
  ])('%j is %s', (quantity, value) => {
    expect(evaluate(sceneWith(), quantity)).toBe(value)
  })

  it('follows the playhead, and the place along a line', () => {
    expect(evaluate(sceneWith({ playhead: 5 }), { of: 'kl' })).toBe(4)
    expect(evaluate(sceneWith(), { of: 'kl', at: { of: 'x' } }, 10)).toBe(1)
    expect(evaluate(sceneWith({ run: null }), { of: 'kl' })).toBeNull()
  })
})

describe('a condition', () => {
  const unknown: Condition = { is: '<', left: { of: 'kl', run: 'nobody' }, right: 1 }
  const yes: Condition = { is: '<', left: 1, right: 2 }
  const no: Condition = { is: '>', left: 1, right: 2 }
  it.each<[Condition, boolean | null]>([
    [yes, true],
    [no, false],
    [unknown, null],
    [{ is: '<', left: 2, right: 2 }, false],
    [{ is: '<=', left: 2, right: 2 }, true],
    [{ is: '=', left: 2, right: 2.1 }, false],
    [{ is: '=', left: 2, right: 2.1, tolerance: 0.2 }, true],
    [{ is: '=', left: 2, right: 2.1, relative: 0.1 }, true],
    [{ is: '>', left: 1.9, right: 2, tolerance: 0.2 }, true],
    [{ is: '=', left: { of: 'exp', quantity: 1000 }, right: { of: 'exp', quantity: 1000 } }, true],
    [{ is: 'not', of: no }, true],
    [{ is: 'not', of: unknown }, null],
    [{ is: 'all', of: [yes, unknown] }, null],
    [{ is: 'all', of: [no, unknown] }, false],
    [{ is: 'any', of: [yes, unknown] }, true],
    [{ is: 'any', of: [no, unknown] }, null],
    [{ is: 'finished' }, true],
    [{ is: 'begun' }, true],
  ])('%j is %s', (condition, value) => {
    expect(holds(sceneWith(), condition)).toBe(value)
  })
})

describe('a prediction', () => {
  const axis = { label: 'KL', min: 0.01, max: 100, scale: 'log' } as const
  it('is right where what was computed says so', () => {
    const options = [
      { text: 'below', right: { is: '<', left: { of: 'kl' }, right: 1 } },
      { text: 'not', right: { is: '>=', left: { of: 'kl' }, right: 1 } },
    ] as const
    const ask: Ask = { kind: 'choice', question: '?', options }
    expect(verdictOf(sceneWith(), ask, { kind: 'choice', option: 1 })).toEqual({
      kind: 'choice',
      right: [1],
      hit: true,
    })
    expect(verdictOf(sceneWith(), ask, { kind: 'choice', option: 0 })).toMatchObject({ hit: false })
    expect(verdictOf(sceneWith({ run: null }), ask, { kind: 'choice', option: 0 })).toBeNull()
  })

  it('is as far off as its axis measures: by a factor, or by a difference', () => {
    const ask: Ask = { kind: 'number', question: '?', truth: { of: 'kl' }, ...axis }
    const low = verdictOf(sceneWith(), ask, { kind: 'number', value: 0.5 })
    expect(low).toMatchObject({ truth: 2, above: false })
    expect(low?.kind === 'number' && low.distance).toBeCloseTo(4, 9)
    const linear: Ask = { ...ask, scale: 'linear' }
    expect(verdictOf(sceneWith(), linear, { kind: 'number', value: 5 })).toMatchObject({ distance: 3, above: true })
  })

  it('as a line is off by the mean over the places that are known', () => {
    const x = { label: 'step', scale: 'linear', values: [0, 10, 30] } as const
    const ask: Ask = { kind: 'line', question: '?', x, y: axis, truth: { of: 'kl', at: { of: 'x' } } }
    const verdict = verdictOf(sceneWith(), ask, { kind: 'line', values: [8, 2, 1] })
    expect(verdict).toMatchObject({ truth: [4, 1, null] })
    expect(verdict?.kind === 'line' && verdict.distance).toBeCloseTo(2, 9)
  })

  it('keeps to its axis and comes back from it', () => {
    for (const scale of ['linear', 'log'] as const) {
      for (const fraction of [0, 0.2, 0.5, 1]) {
        const value = valueOn({ ...axis, scale }, fraction)
        expect(fractionOn({ ...axis, scale }, value)).toBeCloseTo(fraction, 2)
      }
    }
    expect([valueOn(axis, -1), valueOn(axis, 2), middleOf(axis)]).toEqual([0.01, 100, 1])
    expect(ticksOn(axis)).toEqual([0.01, 0.1, 1, 10, 100])
  })
})

describe('catching up with the pages before', () => {
  const speaks = (run: string) => ({ live: { a: { value: { of: 'kl', run } as Quantity } } })
  const page = (parts: Partial<LessonStep>): LessonStep => ({ title: 'Page', text: 'Words.', ...parts })
  const lesson: Lesson = {
    format: LESSON_FORMAT,
    id: 'pages',
    title: 'Pages',
    minutes: 1,
    summary: 'Pages.',
    steps: [
      page({ enter: [{ do: 'open', link: 'H=8' }], reveal: [{ do: 'play' }, { do: 'keep', as: 'a' }] }),
      page({ enter: [{ do: 'open', link: 'H=16' }], reveal: [{ do: 'play' }] }),
      page({}),
      page({ enter: [{ do: 'open', link: 'H=32' }], ...speaks('a') }),
      page({ enter: [{ do: 'open', link: 'H=64' }] }),
    ],
  }

  it.each([
    ['a page that opens settings of its own', 1, 1],
    ['a page that goes on with the run before it', 2, 1],
    ['a page that speaks of a run of an earlier one', 3, 0],
    ['a page that needs nothing', 4, 4],
  ])('begins at the page that %s needs', (_, at, from) => {
    expect(catchUpFrom(lesson, at)).toBe(from)
  })

  it('does in order what those pages do', () => {
    expect(actionsBefore(lesson, 0, 2).map(action => action.do)).toEqual(['open', 'play', 'keep', 'open', 'play'])
  })
})
