import { beforeAll, describe, expect, it } from 'vitest'
import { GRID } from '../coverage/pairwise'
import { tournament } from '../coverage/tournament'
import { type Analysis, analyse, type GroupsAt, groupsAt, type PicksAt, picksAt } from '../engine/selection/analysis'
import type { Comparison } from '../engine/selection/comparison'
import { LocalRows } from '../engine/selection/localRows'
import { atN, groupsAtN, nearestOnGrid, notable, worstRival } from './atN'

const COLUMNS = [
  [-1, -2, -9, -4, -1],
  [-2, -2, -3, -4, -6],
  [-1.5, -8, -3.5, -4, -1],
]
const TEACHER = [-1, -1, -2, -3, -1]

const COMPARISON: Comparison = {
  reading: { base: 'e', scale: 'sum', sign: 'log-probability' },
  candidates: [0, 1, 2],
  teacher: true,
  gaps: 'drop',
  groups: null,
}

describe('what an analysis says at one N', () => {
  let analysis: Analysis
  let picks: PicksAt
  let groups: GroupsAt

  beforeAll(async () => {
    const logProbs = COLUMNS.map(column => Float32Array.from(column))
    const block = {
      rows: 5,
      logProbs,
      teacher: Float32Array.from(TEACHER),
      group: Uint16Array.of(0, 0, 1, 1, 1),
      lengths: [],
    }
    const rows = LocalRows.of({ candidates: ['a', 'b', 'c'], groups: ['x', 'y'], blocks: [block] })
    analysis = await analyse(rows, COMPARISON)
    picks = await picksAt(rows, COMPARISON, 17, 0)
    groups = await groupsAt(rows, analysis, 17)
  })

  it('takes the nearest point of the grid, in ratios', () => {
    expect(GRID[nearestOnGrid(16)]).toBe(16)
    expect(GRID[nearestOnGrid(16.5)]).toBe(16)
    expect(nearestOnGrid(1)).toBe(0)
    expect(GRID[nearestOnGrid(1e6)]).toBeCloseTo(2 ** 19.875, 6)
    expect(nearestOnGrid(1e9)).toBe(GRID.length - 1)
  })

  it('answers for the grid until the picks at N itself are there', () => {
    const rough = atN(analysis, picks, 16)
    expect(rough.N).toBe(16)
    expect(rough.confidence).toBeNull()
    const exact = atN(analysis, picks, 17)
    expect(exact.N).toBe(17)
    expect(exact.confidence).toBe(picks.picks)
    for (const { N, pairwise, winners } of [rough, exact]) {
      const expected = tournament(
        COLUMNS.map(column => Float64Array.from(column)),
        null,
        N,
      )
      expect(pairwise.map(row => Array.from(row))).toEqual(expected.pairwise.map(row => Array.from(row)))
      expect(winners.tournament).toEqual(expected.winners)
      expect(Object.keys(winners).sort()).toEqual(['crossEntropy', 'teacher', 'tournament'])
    }
  })

  it('answers for each group by itself, of the grid until N itself is there', () => {
    const of = (at: GroupsAt | null, N: number) => groupsAtN(analysis.groups!, analysis, { picks, at }, N)
    const rough = of(null, 17)
    expect(rough.N).toBe(GRID[nearestOnGrid(17)])
    const exact = of(groups, 17)
    expect(exact.N).toBe(17)
    for (const { N, groups: said, overall } of [rough, exact]) {
      const within = (from: number, to: number) =>
        tournament(
          COLUMNS.map(column => Float64Array.from(column.slice(from, to))),
          null,
          N,
        )
      for (const [g, expected] of [within(0, 2), within(2, 5)].entries()) {
        expect(said[g]).toEqual({ winners: expected.winners, worst: expected.worst[expected.winners[0]] })
      }
      expect(overall).toBe(within(0, 5).winners[0])
    }
  })

  it('finds the worst rival, never the candidate itself', () => {
    expect(worstRival(Float64Array.of(1, 0.25, 0.5), 0)).toEqual({ rival: 2, share: 0.5 })
    expect(worstRival(Float64Array.of(0, 0), 0)).toEqual({ rival: 1, share: 0 })
    expect(worstRival(Float64Array.of(0), 0)).toBeNull()
  })

  it('names each candidate that is picked somewhere once', () => {
    const found = notable(analysis.selection)
    expect(new Set(found).size).toBe(found.length)
    expect(found[0]).toBe(analysis.selection.winners[0][0])
    expect(found).toContain(analysis.selection.leastCrossEntropy[0])
  })
})
