import { afterEach, describe, expect, it } from 'vitest'
import { pairwiseMatrix } from '../../coverage/selection'
import { tournament } from '../../coverage/tournament'
import type { LogProbTable, Reading, RowBlock } from '../../logprobs/table'
import { Stream } from '../../random/streams'
import { analyse, groupsAt, picksAt } from './analysis'
import type { Comparison } from './comparison'
import { LocalRows } from './localRows'
import { type Port, SelectionPool } from './pool'
import type { FromSelectionWorker } from './protocol'
import { serve } from './serve'

const NATURAL: Reading = { base: 'e', scale: 'sum', sign: 'log-probability' }
const N = 16

/** Log-probabilities of three candidates in blocks of different sizes, some of them missing, in four groups. */
function table(sizes: readonly number[] = [900, 1, 2500, 300]): LogProbTable {
  const stream = new Stream(3, 'data')
  const blocks = sizes.map((rows, b): RowBlock => {
    const value = (i: number, k: number) =>
      stream.uniform(b, k, 9 + i) < 0.01 ? Number.NaN : 3 * stream.normal(b, k, i)
    return {
      rows,
      logProbs: [0, 1, 2].map(i => Float32Array.from({ length: rows }, (_, k) => value(i, k))),
      teacher: Float32Array.from({ length: rows }, (_, k) => 2 + stream.normal(b, k, 4)),
      group: Uint16Array.from({ length: rows }, (_, k) => k % 4),
      lengths: [],
    }
  })
  return { candidates: ['early', 'middle', 'late'], groups: ['w', 'x', 'y', 'z'], blocks }
}

const EVERYTHING: Comparison = { reading: NATURAL, candidates: [0, 1, 2], teacher: true, gaps: 'drop', groups: null }

/** A worker's code on this thread, with messages copied and handed over as between threads. */
function standIn(): Port {
  let hear: (message: FromSelectionWorker) => void = () => {}
  const receive = serve((message, transfer) => {
    const copy = structuredClone(message, { transfer })
    setTimeout(() => hear(copy))
  })
  return {
    listen(onMessage) {
      hear = onMessage
    },
    post(message, transfer = []) {
      const copy = structuredClone(message, { transfer })
      setTimeout(() => receive(copy))
    },
    close() {
      hear = () => {}
    },
  }
}

const pools: SelectionPool[] = []
function poolOf(table: LogProbTable, hire: () => Port = standIn, cores = 4): SelectionPool {
  const pool = new SelectionPool(table, hire, cores)
  pools.push(pool)
  return pool
}
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close()
})

describe('SelectionPool', () => {
  it('keeps one core for the page, has at most four workers, and never more than blocks', () => {
    const workers = (cores: number, blocks: number) =>
      poolOf(table(new Array<number>(blocks).fill(2)), standIn, cores).workers
    expect([workers(1, 9), workers(2, 9), workers(4, 9), workers(64, 9), workers(64, 2)]).toEqual([1, 1, 3, 4, 2])
  })

  it('hands the columns over', () => {
    const given = table()
    poolOf(given)
    expect(given.blocks.map(({ logProbs }) => logProbs[0].length)).toEqual([0, 0, 0, 0])
  })

  it('gives the same analysis as one thread', async () => {
    const shared = await analyse(poolOf(table()), EVERYTHING)
    const local = await analyse(LocalRows.of(table()), EVERYTHING)
    expect(shared.sums.histograms).toEqual(local.sums.histograms)
    expect(shared.gaps).toEqual(local.gaps)
    expect(shared.selection.winners).toEqual(local.selection.winners)
    local.selection.crossEntropy.forEach((nats, i) => {
      expect(shared.selection.crossEntropy[i]).toBeCloseTo(nats, 10)
    })
    expect(shared.groups!.map(({ name, gaps }) => [name, gaps])).toEqual(
      local.groups!.map(({ name, gaps }) => [name, gaps]),
    )
  })

  it('deals and resamples the same, however the rows are shared out', async () => {
    const [shared, local] = [poolOf(table()), LocalRows.of(table())]
    const [a, b] = [await picksAt(shared, EVERYTHING, N, 5), await picksAt(local, EVERYTHING, N, 5)]
    expect(a.pairwise).toEqual(b.pairwise)
    expect(a.picks.tournament!.scores).toEqual(b.picks.tournament!.scores)
    expect(a.picks.teacher!.picked).toEqual(b.picks.teacher!.picked)
    b.picks.tournament!.picked.forEach((share, i) => {
      expect(a.picks.tournament!.picked[i]).toBeCloseTo(share, 12)
    })
    expect(a.picks.tournament!.rowsNeeded).toBe(b.picks.tournament!.rowsNeeded)
    const other = await picksAt(local, EVERYTHING, N, 6)
    expect(other.picks.teacher!.picked).not.toEqual(b.picks.teacher!.picked)
  })

  it('compares within each group at an N that is not on the grid', async () => {
    const given = table()
    const analysis = await analyse(LocalRows.of(given), EVERYTHING)
    const pool = poolOf(table())
    const { pairwise } = await groupsAt(pool, analysis, 6)
    expect(pairwise).toHaveLength(4)
    pairwise.forEach((matrix, g) => {
      const columns: number[][] = [[], [], []]
      for (const { rows, logProbs, group } of given.blocks) {
        for (let k = 0; k < rows; k++) {
          const values = logProbs.map(column => column[k])
          if (group![k] === g && !values.some(Number.isNaN)) values.forEach((value, i) => void columns[i].push(value))
        }
      }
      const expected = tournament(
        columns.map(column => Float64Array.from(column)),
        null,
        6,
      ).pairwise
      expect(matrix!.map(row => Array.from(row))).toEqual(expected.map(row => Array.from(row)))
    })
    await expect(groupsAt(pool, analysis, 0.5)).rejects.toThrow('at least 1')
  })

  it('says how far it is, up to the end', async () => {
    const shares: number[] = []
    await poolOf(table()).compare(EVERYTHING, { onProgress: share => shares.push(share) })
    expect(shares.at(-1)).toBe(1)
    expect(shares).toEqual([...shares].sort((x, y) => x - y))
  })

  it('stops when it is told to, and can be asked again', async () => {
    const pool = poolOf(table())
    const stop = new AbortController()
    const asked = pool.compare(EVERYTHING, { signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await expect(pool.compare(EVERYTHING, { signal: stop.signal })).rejects.toThrow('enough')
    expect((await pool.compare(EVERYTHING)).gaps.rows).toBe(3701)
  })

  it('says in a sentence that a worker died, and that it was closed', async () => {
    let die: (reason: string) => void = () => {}
    const dying = poolOf(table([5]), () => ({ ...standIn(), listen: (_, onError) => (die = onError) }))
    const asked = dying.compare(EVERYTHING)
    die('out of memory')
    const sentence = 'the files must be read again: out of memory.'
    await expect(asked).rejects.toThrow(sentence)
    await expect(dying.groupSizes()).rejects.toThrow(sentence)
    const closed = poolOf(table())
    const waiting = closed.compare(EVERYTHING)
    closed.close()
    await expect(waiting).rejects.toThrow('was ended')
  })

  it('passes on what a worker could not do, and goes on', async () => {
    const pool = poolOf(table())
    await expect(pool.replicate(await pool.deal({ ...EVERYTHING, groups: [9] }, N, 0), 5, 0)).rejects.toThrow(
      'no response to resample',
    )
    expect([...(await pool.groupSizes())]).toEqual([926, 925, 925, 925])
  })
})

describe('analyse', () => {
  it('is the tournament over the rows without gaps, and over those of each group', async () => {
    const given = table()
    const { sums, gaps, groups } = await analyse(LocalRows.of(given), EVERYTHING)
    const rows = given.blocks.flatMap(({ rows, logProbs, group }) =>
      Array.from({ length: rows }, (_, k) => ({ group: group![k], values: logProbs.map(column => column[k]) })),
    )
    const whole = rows.filter(({ values }) => !values.some(Number.isNaN))
    expect(gaps.leftOut).toBe(rows.length - whole.length)
    const tournamentOf = (some: typeof rows) =>
      tournament(
        [0, 1, 2].map(i => Float32Array.from(some, ({ values }) => values[i])),
        null,
        N,
      )
    expect(pairwiseMatrix(sums, 32)).toEqual(tournamentOf(whole).pairwise)
    groups!.forEach(({ name, selection }, g) => {
      const small = tournamentOf(whole.filter(({ group }) => group === g))
      expect(name).toBe('wxyz'[g])
      expect(selection!.worst.map(worst => worst[32])).toEqual([...small.worst])
    })
  })

  it('puts the smallest of many groups together', async () => {
    const rows = 2000
    const group = Uint16Array.from({ length: rows }, (_, k) => Math.floor(Math.sqrt(k)))
    const block: RowBlock = { rows, logProbs: [new Float32Array(rows)], teacher: null, group, lengths: [] }
    const names = Array.from({ length: 45 }, (_, g) => `g${g}`)
    const { groups } = await analyse(LocalRows.of({ candidates: ['a'], groups: names, blocks: [block] }), {
      ...EVERYTHING,
      candidates: [0],
      teacher: false,
    })
    expect(groups).toHaveLength(32)
    expect(groups![31].name).toBe('14 other groups')
    expect(groups!.reduce((sum, { gaps }) => sum + gaps.rows, 0)).toBe(rows)
    expect(Math.min(...groups!.slice(0, 31).map(({ gaps }) => gaps.rows))).toBeGreaterThanOrEqual(
      Math.max(...groups![31].members.map(g => 2 * g + 1)),
    )
  })

  it('refuses in a sentence what cannot be compared', async () => {
    const rows = LocalRows.of(table())
    await expect(analyse(rows, { ...EVERYTHING, candidates: [] })).rejects.toThrow('keep at least one')
    await expect(analyse(rows, { ...EVERYTHING, groups: [] })).rejects.toThrow('no row')
    const missing = Float32Array.of(Number.NaN, Number.NaN)
    const gappy: RowBlock = { rows: 2, logProbs: [missing], teacher: null, group: null, lengths: [] }
    await expect(
      analyse(LocalRows.of({ candidates: ['a'], groups: null, blocks: [gappy] }), {
        ...EVERYTHING,
        candidates: [0],
        teacher: false,
      }),
    ).rejects.toThrow('All 2 rows have a gap')
    await expect(picksAt(rows, EVERYTHING, 0.5, 0)).rejects.toThrow('N must be at least 1; it is 0.5.')
  })
})
