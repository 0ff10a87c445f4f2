import { describe, expect, it } from 'vitest'
import { decodeSweepLink } from '../../config/sweepLink'
import type { CellResult } from '../../engine/sweepResult'
import { sweepFigureText } from './figure'
import { sweepNames } from './names'
import { sweepTitles } from './title'

const { metricHelp } = sweepFigureText
const { seedsInWords } = sweepNames
const { sweepNotes, sweepTitle } = sweepTitles

const INFINITY = Number.POSITIVE_INFINITY
const sweepOf = (query: string) => decodeSweepLink(`view=sweep&${query}`).sweep

const cell = (x: CellResult['x'], by: CellResult['by'], value: number, more: Partial<CellResult> = {}): CellResult => ({
  x,
  by,
  eta: null,
  etaAtEdge: false,
  values: [value],
  mean: value,
  median: value,
  low: value,
  high: value,
  histories: [],
  facts: null,
  failures: [],
  ...more,
})

describe('the title of a sweep', () => {
  const rules = sweepOf('sweep=H:8,32,128&by=rule:sgd,sign&seeds=2')

  it('says how much each line moves from one end to the other', () => {
    const cells = [cell(8, 'sgd', 0.01), cell(128, 'sgd', 0.097), cell(8, 'sign', 0.01), cell(128, 'sign', 0.016)]
    expect(sweepTitle(rules, cells)).toBe(
      'From H = 8 to 128, mean Cov₁₆ grows 9.7 times with SGD and 1.6 times with Sign descent',
    )
    expect(sweepTitle({ ...rules, bestEta: true }, cells)).toMatch(/, each at its own best η$/)
  })

  it.each([
    [0.2, 0.1, 'shrinks 2 times with SGD'],
    [0.2, 0.203, 'stays about 0.203 with SGD'],
    [0, 0, 'stays about 0 with SGD'],
    [0, 0.3, 'goes from 0 to 0.3 with SGD'],
    [0.3, INFINITY, 'goes from 0.3 to ∞ with SGD'],
    [INFINITY, INFINITY, 'stays about ∞ with SGD'],
  ])('from %d to %d: %s', (first, last, phrase) => {
    expect(sweepTitle(rules, [cell(8, 'sgd', first), cell(128, 'sgd', last)])).toContain(phrase)
  })

  it('names those of many lines that move most and least', () => {
    const many = sweepOf('sweep=H:8,128&by=K:1,2,4,8&metric=finalKl')
    const cells = [2, 3, 0.5, 1].flatMap((factor, i) => [cell(8, 2 ** i, 1), cell(128, 2 ** i, factor)])
    expect(sweepTitle(many, cells)).toBe(
      'From H = 8 to 128, final KL grows 3 times with K = 2 and shrinks 2 times with K = 4',
    )
  })

  it('speaks of a single line, of rules on the axis, and of a heat map', () => {
    expect(sweepTitle(sweepOf('sweep=N:2,64&metric=finalCoverage'), [cell(2, null, 0.4), cell(64, null, 0.1)])).toBe(
      'From N = 2 to 64, final Cov_N shrinks 4 times',
    )
    expect(sweepTitle(sweepOf('sweep=rule:sgd,adam'), [cell('sgd', null, 0.4), cell('adam', null, 0.1)])).toBe(
      'Mean Cov₁₆ is lowest, 0.1, for Adam and highest, 0.4, for SGD',
    )
    const heat = sweepOf('sweep=H:8,9&by=eta:0.1,0.2&plot=heat&metric=meanKl')
    expect(sweepTitle(heat, [cell(8, 0.1, 3), cell(9, 0.2, INFINITY)])).toBe(
      'Mean KL is lowest, 3, for η = 0.1, H = 8 and highest, ∞ nats, for η = 0.2, H = 9',
    )
    expect(sweepTitle(heat, [cell(8, 0.1, 3), cell(9, 0.2, 3)])).toBe('Mean KL is 3 nats everywhere')
    // What is written alike is no difference that a person could see.
    expect(sweepTitle(heat, [cell(8, 0.1, 3), cell(9, 0.2, 3 + 1e-9)])).toBe('Mean KL is 3 nats everywhere')
  })

  it('promises nothing before there is a number', () => {
    expect(sweepTitle(rules, [])).toBe('Mean Cov₁₆ against H')
    expect(sweepTitle(rules, [cell(32, 'sgd', 0.5)])).toBe('Mean Cov₁₆ is 0.5 for SGD, H = 32')
  })
})

describe('beside the picture', () => {
  it('stands what limits what it shows', () => {
    const cells = [
      cell(8, null, 1, { eta: 1, etaAtEdge: true }),
      cell(9, null, INFINITY, { failures: ['The parameters were no longer finite.'] }),
    ]
    expect(sweepNotes(cells, ['c was lowered to 0.'])).toEqual([
      'c was lowered to 0.',
      'At one point the best η is the smallest or largest that was tried: a better one may lie beyond.',
      'One run failed and counts as infinite: The parameters were no longer finite.',
    ])
    expect(sweepNotes([cell(8, null, 1)], [])).toEqual([])
  })

  it('stands that a metric does not depend on the N that is swept', () => {
    const same = /the same at every N/
    for (const query of ['sweep=N:2,64', 'sweep=H:8,32&by=N:2,64', 'sweep=N:2,64&by=H:8,32&plot=heat']) {
      for (const metric of ['meanKl', 'finalKl', 'infiniteKl', 'finalCrossEntropy']) {
        const { sweep, adjustments } = decodeSweepLink(`view=sweep&${query}&metric=${metric}`)
        expect(adjustments).toEqual([])
        expect(metricHelp(sweep)).toMatch(same)
        expect(metricHelp({ ...sweep, metric: 'finalCoverage' })).not.toMatch(same)
        expect(metricHelp({ ...sweep, plot: 'steps' })).toMatch(/KL does not depend on N/)
      }
    }
    expect(metricHelp(sweepOf('sweep=H:8,32&metric=finalKl'))).not.toMatch(same)
    expect(metricHelp(sweepOf('sweep=H:8,32&plot=steps'))).not.toMatch(/depend on N/)
  })

  it('stands over how many seeds it goes', () => {
    const some = (count: number) => cell(8, null, 1, { values: Array.from({ length: count }, () => 1) })
    expect(seedsInWords({ seeds: 1 }, [some(1)])).toBe('median of 1 seed')
    expect(seedsInWords({ seeds: 16 }, [some(16), some(16)])).toBe('median of 16 seeds')
    expect(seedsInWords({ seeds: 16 }, [some(3), some(3)])).toBe('median of 3 of 16 seeds')
    expect(seedsInWords({ seeds: 16 }, [some(2), some(3)])).toBe('median of 2 to 3 of 16 seeds')
  })
})
