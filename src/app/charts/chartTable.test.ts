import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { shownCell, tableCsv, tableJson } from './chartTable'

const table = {
  caption: 'Numbers',
  head: ['N', 'says, "what"'],
  rows: () => [
    [1, 'a, b'],
    [1 / 3, 'line\nbreak'],
    [Number.POSITIVE_INFINITY, Number.NaN],
  ],
}

test('CSV holds the cells of the table in full, whatever they contain', () => {
  const { data, errors } = Papa.parse(tableCsv(table), { skipEmptyLines: true })
  expect(errors).toEqual([])
  expect(data).toEqual([table.head, ['1', 'a, b'], [String(1 / 3), 'line\nbreak'], ['Infinity', '']])
  expect(shownCell(1 / 3)).toBe('0.333')
})

test('JSON says what it is about and has no number that JSON cannot hold', () => {
  const about = { chart: 'history', title: 'KL fell', caption: 'step 3', link: 'https://lab.example/?H=2' }
  expect(JSON.parse(tableJson(table, about))).toEqual({
    format: 'coverage-lab/chart@1',
    ...about,
    table: 'Numbers',
    columns: table.head,
    rows: [
      [1, 'a, b'],
      [1 / 3, 'line\nbreak'],
      ['Infinity', null],
    ],
  })
})
