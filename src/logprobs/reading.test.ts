import { expect, test } from 'vitest'
import { source } from './fixtures/source'
import { readLogProbs } from './read'
import { readingProblems } from './reading'
import type { Reading } from './table'

const MEANS: Reading = { base: 'e', scale: 'mean', sign: 'log-probability' }

async function problems(text: string, reading = MEANS) {
  const { table } = await readLogProbs([source('a.csv', text)])
  return readingProblems(table!, reading).map(({ kind, count, sentence }) => ({ kind, count, sentence }))
}

test('sums need no lengths', async () => {
  expect(await problems('a,b\n-1,-2\n', { ...MEANS, scale: 'sum' })).toEqual([])
})

test('means without lengths, or with gaps among them, are warned of', async () => {
  const [none] = await problems('a,b\n-1,-2\n')
  expect(none.kind).toBe('lengths-missing')
  expect(none.sentence).toMatch(/no column has them/)
  expect(await problems('a,b,tokens\n-1,-2,3\n-1,,\n,,\n')).toMatchObject([{ kind: 'lengths-missing', count: 1 }])
  expect(await problems('a,b,tokens\n-1,-2,3\n')).toEqual([])
})

test('means of different tokenizers are warned of', async () => {
  const text = 'a,b,a.tokens,b.tokens\n-1,-2,3,3\n-1,-2,3,4\n'
  const [warning] = await problems(text)
  expect(warning).toMatchObject({ kind: 'tokenizers-differ', count: 1 })
  expect(warning.sentence).toMatch(/tokenizers differ/)
})
