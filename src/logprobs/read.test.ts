import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { gzipped, sampleLine, source } from './fixtures/source'
import type { ReadOptions } from './options'
import { readLogProbs } from './read'
import type { Source } from './source'
import type { LogProbTable } from './table'

const NAN = Number.NaN

function rows({ blocks }: LogProbTable): number[][] {
  return blocks.flatMap(({ rows, logProbs }) =>
    Array.from({ length: rows }, (_, i) => logProbs.map(column => column[i])),
  )
}

async function read(files: readonly Source[], options: ReadOptions = {}) {
  const out = await readLogProbs(files, options)
  return { ...out, kinds: out.problems.map(({ kind }) => kind), rows: out.table && rows(out.table) }
}

describe('a table in any format', () => {
  const wanted = [
    [-1.5, -2],
    [-3, -4.25],
  ]
  const formats: readonly (readonly [string, string, string])[] = [
    ['commas', 'a.csv', 'id,step 0,step 1\n1,-1.5,-2\n2,-3,-4.25\n'],
    ['semicolons', 'a.csv', 'id;step 0;step 1\n1;-1.5;-2\n2;-3;-4.25\n'],
    ['tabs', 'a.tsv', 'id\tstep 0\tstep 1\n1\t-1.5\t-2\n2\t-3\t-4.25'],
    ['commas in a file of semicolons', 'a.csv', '"id";"step 0";"step 1"\n"1,2,3,4";-1.5;-2\n"5";-3;-4.25'],
    ['Windows line ends', 'a.csv', 'id,step 0,step 1\r\n1,-1.5,-2\r\n2,-3,-4.25\r\n'],
    ['old Mac line ends', 'a.csv', 'id,step 0,step 1\r1,-1.5,-2\r2,-3,-4.25\r'],
    ['a byte order mark, quotes, spaces', 'a.csv', '\ufeff"id", step 0 ,"step 1"\n"1",-1.5,"-2"\n\n"2" , -3,"-4.25"\n'],
    ['no ending', 'table', 'id,step 0,step 1\n1,-1.5,-2\n2,-3,-4.25\n'],
    ['an array', 'a.json', '[{"id":1,"step 0":-1.5,"step 1":-2},{"step 1":-4.25,"step 0":-3,"id":2}]'],
    [
      'an object with rows',
      'a.json',
      '{"about":"x","rows":[{"step 0":-1.5,"step 1":-2},{"step 0":-3,"step 1":-4.25}]}',
    ],
    ['an object with data', 'a.json', '{\n"data":[{"step 0":-1.5,"step 1":-2},{"step 0":-3,"step 1":-4.25}]\n}'],
    ['columns', 'a.json', '{"id":["x","y"],"step 0":[-1.5,-3],"step 1":[-2,-4.25]}'],
    ['columns as pandas writes them', 'a.json', '{"step 0":{"0":-1.5,"1":-3},"step 1":{"0":-2,"1":-4.25}}'],
    ['lines', 'a.jsonl', '{"id":1,"step 0":-1.5,"step 1":-2}\n\n{"id":2,"step 0":-3,"step 1":-4.25}'],
    [
      'lines without an ending',
      'table',
      '{"id":1,"step 0":-1.5,"step 1":-2}\r\n{"id":2,"step 0":-3,"step 1":-4.25}\r\n',
    ],
  ]
  test.each(formats)('%s', async (_, name, text) => {
    for (const file of [source(name, text), source(`${name}.gz`, await gzipped(text))]) {
      const out = await read([file])
      expect(out.problems).toEqual([])
      expect(out.table!.candidates).toEqual(['step 0', 'step 1'])
      expect(out.rows).toEqual(wanted)
      expect(out.facts.files[0].rows).toBe(2)
    }
  })

  test('UTF-16, as spreadsheets export it', async () => {
    const text = '\ufeffid\tstep 0\tstep 1\r\n1\t-1.5\t-2\r\n2\t-3\t-4.25\r\n'
    const bytes = new Uint8Array(Uint16Array.from(text, unit => unit.charCodeAt(0)).buffer)
    expect((await read([source('a.txt', bytes)])).rows).toEqual(wanted)
  })
})

describe('columns', () => {
  const header = 'doc_id,task,log π_D,step 0,step 1,step 0.tokens,step 1_tokens,prompt,notes,Unnamed: 0'
  const text = `${header}\nx,s,-0.5,-1,-2,3,4,why,because,0\ny,t,,-3,-4,5,6,how,so,1\n`

  test('are guessed from their names and the first rows, and the guess is told', async () => {
    const { table, facts } = await read([source('a.csv', text)])
    expect(table!.candidates).toEqual(['step 0', 'step 1'])
    expect(table!.groups).toEqual(['s', 't'])
    const [{ teacher, group, lengths }] = table!.blocks
    expect([...teacher!]).toEqual([-0.5, NAN])
    expect([...group!]).toEqual([0, 1])
    expect(lengths.map(column => [...column])).toEqual([
      [3, 5],
      [4, 6],
    ])
    expect(facts.files[0].columns.map(({ name, role, why }) => [name, role, why])).toEqual([
      ['doc_id', 'id', 'by its name'],
      ['task', 'group', 'by its name'],
      ['log π_D', 'teacher', 'by its name'],
      ['step 0', 'candidate', 'numbers'],
      ['step 1', 'candidate', 'numbers'],
      ['step 0.tokens', 'length', 'the lengths of “step 0”, by its name'],
      ['step 1_tokens', 'length', 'the lengths of “step 1”, by its name'],
      ['prompt', 'ignore', 'by its name'],
      ['notes', 'ignore', 'text'],
      ['Unnamed: 0', 'ignore', 'by its name'],
    ])
  })

  test('are what is chosen', async () => {
    const roles = { notes: 'group', task: 'ignore', 'step 1': 'teacher', 'log π_D': 'candidate' } as const
    const { table, facts } = await read([source('a.csv', text)], { roles })
    expect(table!.candidates).toEqual(['log π_D', 'step 0'])
    expect(table!.groups).toEqual(['because', 'so'])
    expect([...table!.blocks[0].teacher!]).toEqual([-2, -4])
    expect(facts.files[0].columns.find(({ name }) => name === 'notes')).toMatchObject({ role: 'group', why: 'chosen' })
  })

  test('only one column of names that mean the same is taken, and that is told', async () => {
    const { table, facts } = await read([source('a.csv', 'class,task,a,tokens\nx,y,-1,7\n')])
    expect(table!.groups).toEqual(['x'])
    expect(facts.files[0].columns[1]).toEqual({ name: 'task', role: 'ignore', why: 'another column is the group' })
    expect(table!.blocks[0].lengths.map(column => [...column])).toEqual([[7]])
  })

  test('files with the same candidates continue each other; else they are joined', async () => {
    const one = source('one.csv', 'id,a,b\n1,-1,-2\n')
    const two = source('two.csv', 'id,b,a\n2,-4,-3\n')
    const appended = await read([one, two])
    expect(appended.rows).toEqual([
      [-1, -2],
      [-3, -4],
    ])
    expect(appended.problems).toEqual([])
    const joined = await read([one, two], { files: 'join' })
    expect(joined.table!.candidates).toEqual(['one: a', 'one: b', 'two: b', 'two: a'])
    const single = ['step1', 'step2'].map((name, i) => source(`${name}.csv`, `id,logprob\nx,${-1 - i}\n`))
    expect((await read(single)).table!.candidates).toEqual(['step1', 'step2'])
    expect((await read(single)).rows).toEqual([[-1, -2]])
  })
})

test('pieces may end anywhere, within characters, quotes and words', async () => {
  const csv = 'id,"grüße, ""π"" ✓",b,group\r\n"1\r\n2",-1.5,"-2",ä\r\n😀,-inf,,"x""y"\r\n3,-3\r\n"😀",-5,-6,ä\r\n'
  const json = '{"a":1,"rows":[{"näme \\"NaN\\"":-1.5,"b":NaN},{"näme \\"NaN\\"":-Infinity,"b":"😀"},[1]]}'
  const log = [0, 1]
    .map(id =>
      sampleLine(id, [
        [-1 - id, true],
        [-5, false],
      ]),
    )
    .join('')
  const files: readonly (readonly [string, string])[] = [
    ['a.csv', csv],
    ['b.json', json],
    ['b', json],
    ['c.jsonl', '{"ä":-1}\n{"ä":NaN}\n\n{"ä":}\n{"ä":-2}'],
    ['samples_t_2026-01-01T00-00-00.jsonl', log],
  ]
  for (const [name, text] of files) {
    const bytes = new TextEncoder().encode(text)
    const whole = await read([source(name, bytes)])
    expect(whole.rows!.length).toBeGreaterThan(1)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 40 }), async cuts => {
        const ends = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const pieces = ends.slice(1).map((end, i) => bytes.subarray(ends[i], end))
        expect(await read([source(name, ...pieces)])).toEqual(whole)
      }),
      { seed: 1, numRuns: 60 },
    )
    const single = Array.from(bytes, byte => Uint8Array.of(byte))
    expect(await read([source(name, ...single)])).toEqual(whole)
  }
})

describe('progress and cancelling', () => {
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `${from + i},-${i % 97}.25,-2\n`).join('')

  /** A file without end, and a count of what was asked of it. */
  function endless() {
    const encoder = new TextEncoder()
    const seen = { pulls: 0, cancelled: false }
    const stream = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(
            encoder.encode(seen.pulls === 0 ? 'id,a,b\n' : lines(seen.pulls * 1000, ++seen.pulls * 1000)),
          )
          if (seen.pulls === 0) seen.pulls = 1
        },
        cancel() {
          seen.cancelled = true
        },
      })
    return { seen, file: { name: 'endless.csv', size: null, stream } satisfies Source }
  }

  test('a reading ends at once when it is cancelled, and lets go of the file', async () => {
    const { seen, file } = endless()
    const abort = new AbortController()
    const reason = new Error('enough')
    const timer = setTimeout(() => abort.abort(reason), 100)
    await expect(readLogProbs([file], {}, { signal: abort.signal })).rejects.toBe(reason)
    clearTimeout(timer)
    expect(seen.cancelled).toBe(true)
    const { pulls } = seen
    await new Promise(resolve => setTimeout(resolve, 30))
    expect(seen.pulls).toBe(pulls)
  })

  test('a stream that never answers can be cancelled too', async () => {
    const silent: Source = { name: 'a.csv', size: 1, stream: () => new ReadableStream() }
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 10)
    await expect(readLogProbs([silent], {}, { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('what is cancelled beforehand is not begun', async () => {
    const { seen, file } = endless()
    await expect(readLogProbs([file], {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(seen.pulls).toBe(0)
  })

  test('progress grows to all bytes and rows', async () => {
    const told: number[][] = []
    const onProgress = (bytes: number, all: number | null, rows: number) => {
      told.push([bytes, all ?? -1, rows])
    }
    const files = [
      source('one.csv', 'id,a,b\n', lines(0, 60_000)),
      source('two.csv.gz', await gzipped(`id,a,b\n${lines(60_000, 90_000)}`)),
    ]
    const all = files[0].size! + files[1].size!
    await readLogProbs(files, {}, { onProgress })
    expect(told.at(-1)).toEqual([all, all, 90_000])
    expect(told.length).toBeGreaterThan(1)
    for (const [i, [bytes, , count]] of told.slice(1).entries()) {
      expect(bytes).toBeGreaterThanOrEqual(told[i][0])
      expect(count).toBeGreaterThanOrEqual(told[i][2])
    }
  })
})

describe('Parquet', () => {
  const count = 5000
  const data = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
  const columns = [
    { name: 'id', data: data(0, count).map(i => `doc-${i % 4990}`) },
    { name: 'task', data: data(0, count).map(i => `t${i % 3}`) },
    { name: 'step 0', data: Float32Array.from(data(0, count), i => -i / 7) },
    { name: 'step 1', data: data(0, count).map(i => (i % 1000 === 0 ? null : -i / 3)) },
    { name: 'tokens', data: Int32Array.from(data(0, count), i => 1 + (i % 9)) },
    { name: 'words', data: data(0, count).map(() => 'some text') },
  ]

  test.each(['SNAPPY', 'UNCOMPRESSED'] as const)('row groups, gaps, ids and text (%s)', async codec => {
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData: columns, rowGroupSize: 1500, codec }))
    const blob = new Blob([bytes])
    const sliced: Source = { ...source('a.parquet', bytes), slice: blob.slice.bind(blob) }
    for (const file of [source('a.parquet', bytes), sliced]) {
      const out = await read([file], { duplicates: 'all' })
      expect(out.table!.candidates).toEqual(['step 0', 'step 1'])
      expect(out.table!.groups).toEqual(['t0', 't1', 't2'])
      expect(out.rows).toEqual(
        data(0, count).map(i => [Math.fround(-i / 7), i % 1000 === 0 ? NAN : Math.fround(-i / 3)]),
      )
      expect(out.table!.blocks[1].lengths[0][10]).toBe(1 + ((4096 + 10) % 9))
      expect(out.facts.files[0]).toMatchObject({ format: 'parquet', rows: count })
      expect(out.facts.bytes).toBe(bytes.length)
      expect(out.problems.map(({ kind, count }) => [kind, count])).toEqual([['missing', 5]])
    }
  })

  test('a damaged file is said to be', async () => {
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData: columns }))
    const out = await read([source('a.parquet', bytes.subarray(0, bytes.length - 100))])
    expect(out.table).toBeNull()
    expect(out.kinds).toEqual(['wrong-parquet'])
  })
})

test('a table of several blocks keeps its order, and leaves out rows in all of its columns', async () => {
  const count = 10_000
  const text = `group,teacher,a,b\n${Array.from({ length: count }, (_, i) => `g${i % 5},${-i},${i % 3 === 0 ? '' : -i},${-2 * i}\n`).join('')}`
  const { table } = await read([source('a.csv', text)], { missing: 'leave-out' })
  const kept = Array.from({ length: count }, (_, i) => i).filter(i => i % 3 !== 0)
  expect(rows(table!)).toEqual(kept.map(i => [-i, -2 * i]))
  expect(table!.blocks.flatMap(({ teacher }) => [...teacher!])).toEqual(kept.map(i => -i))
  expect(table!.blocks.flatMap(({ group }) => [...group!]).map(g => table!.groups![g])).toEqual(
    kept.map(i => `g${i % 5}`),
  )
  expect(table!.blocks.reduce((sum, block) => sum + block.rows, 0)).toBe(kept.length)
})
