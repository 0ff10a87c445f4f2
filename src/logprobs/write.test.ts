import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BLOCK_ROWS } from './blocks'
import { source } from './fixtures/source'
import type { Role } from './options'
import { readLogProbs } from './read'
import type { LogProbTable, RowBlock } from './table'
import { csvLines, jsonLines, writtenColumns } from './write'

const value = fc.oneof(
  fc.float(),
  fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0, -0),
  fc.float({ max: 0, min: -1000, noNaN: true }),
)
const length = fc.oneof(fc.integer({ min: 1, max: 4096 }), fc.constant(Number.NaN))

/** Names that are text, however odd; the reader cuts spaces around them. */
const name = fc
  .oneof(fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }), fc.stringMatching(/^[a-z,;"\n\t\r ]{1,6}$/))
  .map(text => `c${text.trim()}`)
  .filter(text => !/tokens|len/i.test(text))

const table: fc.Arbitrary<LogProbTable> = fc
  .record({
    candidates: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    rows: fc.integer({ min: 1, max: 12 }),
    hasTeacher: fc.boolean(),
    groups: fc.option(fc.uniqueArray(name, { minLength: 1, maxLength: 3 })),
    lengths: fc.constantFrom('none', 'one', 'each'),
  })
  .chain(({ candidates, rows, hasTeacher, groups, lengths }) => {
    const column = fc.array(value, { minLength: rows, maxLength: rows }).map(values => Float32Array.from(values))
    const lengthColumn = fc.array(length, { minLength: rows, maxLength: rows }).map(values => Float32Array.from(values))
    const count = { none: 0, one: 1, each: candidates.length }[lengths]
    const many = <A>(one: fc.Arbitrary<A>, n: number) => fc.array(one, { minLength: n, maxLength: n })
    return fc
      .record({
        logProbs: many(column, candidates.length),
        teacher: hasTeacher ? column : fc.constant(null),
        // Groups are numbered in the order in which they come.
        group: groups ? many(fc.nat(groups.length - 1), rows) : fc.constant(null),
        lengths: many(lengthColumn, count),
      })
      .map(({ group, ...block }) => {
        const order = [...new Set(group)]
        const numbered = group && Uint16Array.from(group, g => order.indexOf(g))
        const blocks: RowBlock[] = [{ rows, ...block, group: numbered }]
        return { candidates, groups: groups && order.map(g => groups[g]), blocks }
      })
  })

/** Reads it back, with the columns taken for what they are. */
async function again(written: LogProbTable, file: string, lines: Iterable<string>) {
  const roles = Object.fromEntries(writtenColumns(written).map(({ name, role }): [string, Role] => [name, role]))
  return (await readLogProbs([source(file, ...lines)], { roles })).table
}

test('what is written as CSV and read again is the same table', async () => {
  await fc.assert(
    fc.asyncProperty(table, async written => {
      expect(await again(written, 'table.csv', csvLines(written))).toEqual(written)
    }),
    { seed: 1, numRuns: 400 },
  )
})

test('and as JSON Lines', async () => {
  await fc.assert(
    fc.asyncProperty(table, async written => {
      expect(await again(written, 'table.jsonl', jsonLines(written))).toEqual(written)
    }),
    { seed: 2, numRuns: 200 },
  )
})

test('a table of several blocks is written row by row, in the shortest decimals', async () => {
  const rows = BLOCK_ROWS + 3
  const values = Float32Array.from({ length: rows }, (_, i) => -i / 7)
  const block = (from: number, to: number): RowBlock => ({
    rows: to - from,
    logProbs: [values.slice(from, to)],
    teacher: null,
    group: null,
    lengths: [],
  })
  const written: LogProbTable = {
    candidates: ['a, b'],
    groups: null,
    blocks: [block(0, BLOCK_ROWS), block(BLOCK_ROWS, rows)],
  }
  const lines = [...csvLines(written)]
  expect(lines.slice(0, 4)).toEqual(['"a, b"\n', '-0\n', '-0.14285715\n', '-0.2857143\n'])
  expect(lines.length).toBe(rows + 1)
  expect(await again(written, 'table.csv', lines)).toEqual(written)
})
