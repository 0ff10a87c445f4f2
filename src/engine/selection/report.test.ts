import { describe, expect, it } from 'vitest'
import { GRID } from '../../coverage/pairwise'
import type { Facts } from '../../logprobs/facts'
import type { BASES, LogProbTable } from '../../logprobs/table'
import { analyse, picksAt } from './analysis'
import type { Comparison } from './comparison'
import { LocalRows } from './localRows'
import { type Reported, selectionReport } from './report'
import { selectionCsv } from './reportCsv'

const NEVER = Number.NEGATIVE_INFINITY

const table: LogProbTable = {
  candidates: ['early', 'late, "best"', 'unused'],
  groups: ['x', 'y'],
  blocks: [
    {
      rows: 4,
      logProbs: [
        Float32Array.of(-1, -2, -9, Number.NaN),
        Float32Array.of(-1, NEVER, -1, -1),
        new Float32Array(4).fill(Number.NaN),
      ],
      teacher: Float32Array.of(-1, -1, -1, -1),
      group: Uint16Array.of(0, 0, 1, 1),
      lengths: [],
    },
  ],
}
const facts: Facts = {
  files: [
    {
      name: 'a.csv',
      refused: false,
      format: 'csv',
      compressed: false,
      delimiter: ',',
      rows: 4,
      blankLines: 0,
      columns: [],
      log: null,
    },
    {
      name: 'picture.csv',
      refused: true,
      format: null,
      compressed: false,
      delimiter: null,
      rows: 0,
      blankLines: 0,
      columns: [],
      log: null,
    },
  ],
  rows: 4,
  candidates: [],
  bytes: 99,
  collision: 0,
}

async function reported(base: (typeof BASES)[number] = 'e'): Promise<Reported> {
  const comparison: Comparison = {
    reading: { base, scale: 'sum', sign: 'log-probability' },
    candidates: [0, 1],
    teacher: true,
    gaps: 'drop',
    groups: null,
  }
  const rows = LocalRows.of(table)
  const analysis = await analyse(rows, comparison)
  const picks = await picksAt(rows, comparison, 100, 7)
  return { shape: rows.shape, facts, problems: [], analysis, picks, seed: 7 }
}

/** The lines of one quantity, as fields. */
const linesOf = (csv: string, quantity: string) => csv.split('\n').filter(line => line.startsWith(`${quantity},`))

describe('selectionReport', () => {
  it('names candidates, counts what is left out, and survives JSON', async () => {
    const report = selectionReport(await reported())
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
    expect(report).toMatchObject({
      format: 'coverage-lab/selection@1',
      files: [{ name: 'a.csv', format: 'csv', rows: 4 }],
      rows: { read: 4, leftOut: 1, withoutTeacher: 0 },
      candidates: ['early', 'late, "best"'],
      missing: [1, 0],
      all: {
        crossEntropy: [4, 'Infinity'],
        leastCrossEntropy: ['early'],
        kl: [3, 'Infinity'],
        klError: [expect.closeTo(2.516611, 6), 'Infinity'],
      },
      pairwise: [
        [0, 1 / 3],
        [1 / 3, 0],
      ],
      picks: { N: 100, seed: 7, rows: 3, batches: 3, replicates: 500 },
      groups: [
        { name: 'x', rows: { read: 2, leftOut: 0 } },
        { name: 'y', rows: { read: 2, leftOut: 1 }, crossEntropy: [9, 1] },
      ],
    })
    expect(report.picks.tournament).toMatchObject({
      picks: report.candidates,
      rowsNeeded: 'Infinity',
      rival: 'late, "best"',
    })
    expect(report.picks.crossEntropy).toMatchObject({ picks: ['early'], scores: [4, 'Infinity'], moreRows: 0 })
    expect(report.grid).toEqual(GRID)
    expect(report.all.coverage![1][GRID.length - 1]).toBeCloseTo(1 / 3, 15)
  })

  it('states nats whatever the base', async () => {
    const report = selectionReport(await reported('2'))
    expect(report.all.crossEntropy[0]).toBeCloseTo(4 * Math.LN2, 12)
    expect(report.picks.crossEntropy!.scores[0]).toBeCloseTo(4 * Math.LN2, 12)
  })

  it('holds the profiles of all pairs where they are asked for', async () => {
    const given = await reported()
    expect(selectionReport(given)).not.toHaveProperty('profiles')
    const { profiles } = selectionReport(given, { profiles: true })
    expect(profiles!.map(row => row.map(shares => shares.length))).toEqual([
      [0, 161],
      [161, 0],
    ])
    expect(profiles![0][1][GRID.indexOf(16)]).toBe(1 / 3)
  })
})

describe('selectionCsv', () => {
  it('has every number of the report on a line of its own', async () => {
    const given = await reported()
    const csv = selectionCsv(selectionReport(given, { profiles: true }))
    const lines = csv.trimEnd().split('\n')
    expect(lines[0]).toBe('quantity,group,candidate,other,N,value')
    expect(linesOf(csv, 'cross-entropy')).toEqual([
      'cross-entropy,,early,,,4',
      'cross-entropy,,"late, ""best""",,,Infinity',
      'cross-entropy,x,early,,,1.5',
      'cross-entropy,x,"late, ""best""",,,Infinity',
      'cross-entropy,y,early,,,9',
      'cross-entropy,y,"late, ""best""",,,1',
    ])
    expect(linesOf(csv, 'worst case')).toHaveLength(3 * 2 * 161)
    expect(linesOf(csv, 'pairwise')).toHaveLength(4 + 2 * 161)
    expect(linesOf(csv, 'pairwise')[1]).toBe(`pairwise,,early,"late, ""best""",100,${1 / 3}`)
    expect(linesOf(csv, 'picked by coverage')).toHaveLength(2)
  })
})
