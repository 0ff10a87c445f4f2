import { describe, expect, test } from 'vitest'
import { gzipped, source } from './fixtures/source'
import type { ReadOptions } from './options'
import type { ProblemKind } from './problemKinds'
import { type Imported, readLogProbs } from './read'
import type { Source } from './source'

const NAN = Number.NaN
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)
const INF = Number.POSITIVE_INFINITY

async function read(files: string | Source | readonly Source[], options: ReadOptions = {}): Promise<Imported> {
  const sources = typeof files === 'string' ? [source('table.csv', files)] : 'name' in files ? [files] : files
  return readLogProbs(sources, options)
}

/** The rows of a table, the candidates' values in each. */
function rows({ table }: Imported): number[][] | null {
  if (!table) return null
  return table.blocks.flatMap(({ rows, logProbs }) =>
    Array.from({ length: rows }, (_, i) => logProbs.map(column => column[i])),
  )
}

function problem({ problems }: Imported, kind: ProblemKind) {
  const found = problems.find(other => other.kind === kind)
  if (!found) throw new Error(`There is no problem “${kind}” among ${problems.map(other => other.kind).join(', ')}.`)
  return found
}

const kinds = ({ problems }: Imported) => problems.map(({ kind }) => kind)

describe('files that are not read', () => {
  const refused: readonly (readonly [string, Source, ProblemKind, RegExp])[] = [
    ['an empty file', source('a.csv', ''), 'empty-file', /1 file is empty/],
    ['blank lines', source('a.csv', '\n\n \n'), 'empty-file', /1 file is empty/],
    ['a header alone', source('a.csv', 'id,step 0\n'), 'no-rows', /no row/],
    ['an empty array', source('a.json', '[]'), 'no-rows', /no row/],
    ['numbers where the header should be', source('a.csv', '-1,-2\n-3,-4\n'), 'no-header', /must name the columns/],
    ['decimal commas where the header should be', source('a.csv', '-1,5;-2,5\n-3,5;-4,5\n'), 'no-header', /must name/],
    ['the same with tabs', source('a.tsv', '-1\t-2,5\n-3\t-4,5\n'), 'no-header', /must name/],
    ['text in all columns', source('a.csv', 'name,words\nx,y\n'), 'no-candidates', /choose what the columns are/],
    ['binary data', source('a.csv', Uint8Array.of(1, 2, 0, 4)), 'binary', /neither text nor Parquet, but binary data/],
    ['a picture', source('a.csv', PNG), 'binary', /^1 file is neither text nor Parquet, but a PNG picture\.$/],
    ['a picture by another name', source('a.parquet', PNG), 'binary', /but a PNG picture/],
    ['bytes without a zero', source('a.parquet', Uint8Array.of(0xc3, 0x28, 1, 2)), 'binary', /but binary data/],
    ['junk that is called .gz', source('a.csv.gz', Uint8Array.of(7, 0xff, 3)), 'binary', /but binary data/],
    ['an Excel workbook', source('a.xlsx', 'PK\u0003\u0004'), 'binary', /save it as CSV/],
    [
      'a run file',
      source('a.json', '{"format":"coverage-lab/run@1","link":"?v=1"}'),
      'run-file',
      /coverage-lab\/run@1/,
    ],
    ['a run file in one line', source('a', '{"format":"coverage-lab/sweep@1"}\n'), 'run-file', /coverage-lab\/sweep@1/],
    ['JSON without rows', source('a.json', '{\n  "a": 1\n}'), 'not-rows', /neither an array of rows/],
    ['JSON of numbers', source('a.json', '[1, 2]'), 'not-rows', /neither an array of rows/],
    ['a JSON number', source('a.json', '42'), 'not-rows', /neither an array of rows/],
    ['no JSON at all', source('a.jsonl', 'nothing\n'), 'not-rows', /neither an array of rows/],
  ]
  test.each(refused)('%s', async (_, file, kind, sentence) => {
    const read = await readLogProbs([file])
    expect(read.table).toBeNull()
    expect(problem(read, kind)).toMatchObject({ severity: 'refused', count: 1, places: [{ file: file.name }] })
    expect(problem(read, kind).sentence).toMatch(sentence)
  })

  test('but texts in old encodings, and with a control character, are', async () => {
    for (const bytes of [
      [0x67, 0xe4],
      [0x67, 0x01],
    ]) {
      const file = source('a.csv', Uint8Array.from([...bytes, ...new TextEncoder().encode('\n-1\n')]))
      expect(rows(await read(file))).toEqual([[-1]])
    }
    expect(rows(await read('PK,a\nx,-1\n'))).toEqual([[-1]])
  })

  test('do not keep the others from being read', async () => {
    const both = await read([source('empty.csv', ''), source('good.csv', 'a\n-1\n')])
    expect(rows(both)).toEqual([[-1]])
    expect(kinds(both)).toEqual(['empty-file'])
    expect(both.facts.files.map(({ name, refused, rows }) => [name, refused, rows])).toEqual([
      ['empty.csv', true, 0],
      ['good.csv', false, 1],
    ])
  })
})

describe('files that are broken on the way', () => {
  const table = `id,a\n${Array.from({ length: 5000 }, (_, i) => `${i},-${(i * 7919) % 1009}.5`).join('\n')}\n`

  test('a .gz file that is cut off gives the rows before, or nothing', async () => {
    const bytes = await gzipped(table)
    const cut = source('a.csv.gz', bytes.subarray(0, bytes.length - 2000))
    const kept = await read(cut)
    expect(problem(kept, 'truncated').sentence).toMatch(/damaged or cut off.*before that place are read/)
    const values = rows(kept)!
    expect(values.length).toBeGreaterThan(1000)
    expect(values.length).toBeLessThan(5000)
    expect(values.every(([a], i) => a === -((i * 7919) % 1009) - 0.5)).toBe(true)
    const nothing = await read(cut, { broken: 'refuse' })
    expect(nothing.table).toBeNull()
    expect(problem(nothing, 'truncated')).toMatchObject({
      severity: 'refused',
      choice: { option: 'broken', taken: 'refuse' },
    })
  })

  test('a .gz file with a damaged middle is said to be', async () => {
    const bytes = await gzipped(table)
    bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 50)
    expect(kinds(await read(source('a.csv.gz', bytes)))).toContain('truncated')
  })

  test('junk that begins as its kind does, in words that are not the parser’s', async () => {
    const junk = Array.from({ length: 300 }, (_, i) => (i * 7919) % 251)
    const packed = source('a.csv.gz', Uint8Array.of(0x1f, 0x8b, 8, 0, ...junk))
    expect((await read(packed)).problems.map(({ sentence }) => sentence)).toEqual([
      '1 compressed file is damaged or cut off. No row comes before that place: nothing of it is read.',
    ])
    const P = [80, 65, 82, 49]
    for (const bytes of [P, [...P, ...junk], [...P, ...junk, ...P], [...P, ...junk, 200, 0, 0, 0, ...P]]) {
      expect(
        (await read(source('a.parquet', Uint8Array.from(bytes)))).problems.map(({ sentence }) => sentence),
      ).toEqual([
        '1 Parquet file is damaged, cut off, or written in a way that is not read here. No row comes before that place: nothing of it is read.',
      ])
    }
  })

  test('JSON that ends too early, goes wrong, or goes on after its end', async () => {
    for (const text of ['[{"a":-1},{"a":-2}', '[{"a":-1},{"a":-2},}]', '[{"a":-1},{"a":-2}] more']) {
      const read = await readLogProbs([source('a.json', text)])
      expect(rows(read)).toEqual([[-1], [-2]])
      expect(problem(read, 'wrong-json').sentence).toMatch(/not well-formed/)
      expect(problem(read, 'wrong-json').choice).toMatchObject({ option: 'broken', taken: 'keep' })
      expect((await readLogProbs([source('a.json', text)], { broken: 'refuse' })).table).toBeNull()
    }
  })

  test('a quotation mark that is never closed', async () => {
    const open = await read('id,a\n1,-1\n2,"-2\n3,-3\n')
    expect(rows(open)).toEqual([[-1]])
    expect(problem(open, 'open-quote')).toMatchObject({ places: [{ line: 3 }], choice: { option: 'broken' } })
    expect(problem(open, 'open-quote').sentence).toMatch(
      /never closed: nothing from line 3 on \(2 lines\) could be read\./,
    )
    expect(open.facts.files[0].refused).toBe(false)
    const unended = await read('id,a\n1,-1\n2,-2\n"3,-3\n4,-4\n5,-5')
    expect(problem(unended, 'open-quote').sentence).toContain('from line 4 on (3 lines)')
  })

  test('with nothing before that place: they are refused, in words that are not the parser’s', async () => {
    const nonsense = source('a.json', '{"a": [1,2,{"b":"c"}], "d": nonsense}')
    const columns = source('b.json', '{"a": [-1, -2')
    const open = source('c.csv', 'id,a\n"1,-1\n2,-2\n')
    for (const [file, kind, words] of [
      [nonsense, 'wrong-json', /^1 JSON file is not well-formed \(something in it is no JSON\)/],
      [open, 'open-quote', /from line 2 on/],
    ] as const) {
      const none = await read(file)
      expect(none.table).toBeNull()
      expect(none.facts.files[0].refused).toBe(true)
      expect(problem(none, kind)).toMatchObject({ severity: 'refused', sentence: expect.stringMatching(words) })
      expect(problem(none, kind).sentence).toMatch(/No row comes before that place: nothing of it is read\.$/)
    }
    expect(problem(await read(nonsense), 'wrong-json').places).toMatchObject([{ line: null }])
    // Of two of a kind, one gave rows.
    const two = problem(await read([nonsense, columns]), 'wrong-json')
    expect(two).toMatchObject({ severity: 'warning', count: 2 })
    expect(two.sentence).toMatch(/The rows before that place are read/)
  })

  test('a stream that fails', async () => {
    const failing: Source = {
      name: 'a.csv',
      size: null,
      stream: () =>
        new ReadableStream({
          pull(controller) {
            controller.error(new Error('the disk is gone'))
          },
        }),
    }
    const read = await readLogProbs([failing])
    expect(read.table).toBeNull()
    expect(problem(read, 'unreadable').sentence).toMatch(/the disk is gone/)
    const moved = { ...failing, name: 'a.parquet', size: 100, slice: () => new Response(failing.stream()) }
    const start = () => new Blob(['PAR1']).stream()
    expect(problem(await readLogProbs([{ ...moved, stream: start }]), 'unreadable').sentence).toMatch(
      /the disk is gone/,
    )
  })
})

describe('rows of the wrong shape', () => {
  const wrong: readonly (readonly [string, string, string, ProblemKind])[] = [
    ['too few fields', 'table.csv', 'a,b\n-1,-2\n-3\n-4,-5\n', 'too-few-fields'],
    ['too many fields', 'table.csv', 'a,b\n-1,-2\n-3,-3,-3\n-4,-5\n', 'too-many-fields'],
    ['a quotation mark in the wrong place', 'table.csv', 'a,b\n-1,-2\n"-3"3,"-3"\n-4,-5\n', 'bad-quotes'],
    ['no JSON', 'table.jsonl', '{"a":-1,"b":-2}\n{"a":\n{"a":-4,"b":-5}\n', 'bad-line'],
    ['no JSON object', 'table.json', '[{"a":-1,"b":-2},[-3],{"a":-4,"b":-5}]', 'bad-line'],
  ]
  test.each(wrong)('%s', async (_, name, text, kind) => {
    const out = await readLogProbs([source(name, text)])
    expect(rows(out)).toEqual([
      [-1, -2],
      [-4, -5],
    ])
    const line = name === 'table.jsonl' || name === 'table.json' ? 2 : 3
    expect(problem(out, kind)).toMatchObject({
      count: 1,
      places: [{ line }],
      choice: { option: 'badRows', taken: 'leave-out' },
    })
    expect(problem(out, kind).sentence).toMatch(/: left out/)
    const kept = await readLogProbs([source(name, text)], { badRows: 'missing' })
    expect(rows(kept)).toEqual([
      [-1, -2],
      [NAN, NAN],
      [-4, -5],
    ])
    expect(problem(kept, kind).sentence).toMatch(/all values missing/)
  })

  test('where all rows are left out there is no table, and the reason is told', async () => {
    const none = await read('a,b\n-1\n-2\n')
    expect(none.table).toBeNull()
    expect(kinds(none)).toEqual(['too-few-fields'])
    const gaps = await read('a,b\n-1,\n', { missing: 'leave-out' })
    expect(gaps.table).toBeNull()
    expect(kinds(gaps)).toEqual(['missing'])
  })

  test('the first 20 are listed, all are counted, and lines are those of the file', async () => {
    const text = `a,b\n"-1","-2"\n\n${Array.from({ length: 50 }, () => '-1\n').join('')}`
    const { count, places } = problem(await read(text), 'too-few-fields')
    expect(count).toBe(50)
    expect(places.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, i) => 4 + i))
    const multiline = await read('note,a,b\n"one\ntwo\nthree",-1,-2\nx,-1\n')
    expect(problem(multiline, 'too-few-fields').places[0].line).toBe(5)
  })

  test('a name that the first rows do not have', async () => {
    const lines = `${'{"a":-1}\n'.repeat(25)}{"a":-1,"late":-2}\n`
    const late = await readLogProbs([source('a.jsonl', lines)])
    expect(problem(late, 'unknown-column')).toMatchObject({ count: 1, places: [{ line: 26, column: 'late' }] })
  })
})

describe('values', () => {
  const odd: readonly (readonly [string, readonly string[], ProblemKind, keyof ReadOptions, number])[] = [
    ['missing ones', ['', ' ', 'NA', 'n/a', '<NA>', 'null', 'None'], 'missing', 'missing', NAN],
    ['no numbers', ['x', '-1,5', '1.2.3', '-0x10', '- 1', 'true', '#REF!'], 'unparsable', 'unparsable', NAN],
    ['NaN', ['NaN', 'nan', 'NAN'], 'nan', 'nan', NAN],
    ['−∞', ['-inf', '-Inf', '-Infinity', '-INFINITY', '-∞', '−inf', '-1e400'], 'minus-infinity', 'minusInfinity', -INF],
    ['+∞', ['inf', '+inf', 'Infinity', '1e39'], 'plus-infinity', 'plusInfinity', INF],
    ['positive ones', ['2.5', '+2.5', '25e-1'], 'positive', 'positive', 2.5],
  ]
  test.each(odd)('%s', async (_, spellings, kind, option, kept) => {
    const text = `a;b\n-1;-1\n${spellings.map(spelling => `-2;"${spelling}"\n`).join('')}`
    const read = await readLogProbs([source('table.csv', text)])
    expect(rows(read)).toEqual([[-1, -1], ...spellings.map(() => [-2, kept])])
    const { count, places, choice, sentence } = problem(read, kind)
    expect(count).toBe(spellings.length)
    expect(places.map(({ text }) => text)).toEqual(spellings)
    expect(places[0]).toMatchObject({ file: 'table.csv', line: 3, column: 'b' })
    expect(choice).toMatchObject({ option, taken: Number.isNaN(kept) ? 'missing' : 'keep' })
    expect(sentence).toMatch(Number.isNaN(kept) ? /counted as missing/ : /kept as written/)
    const without = await readLogProbs([source('table.csv', text)], { [option]: 'leave-out' })
    expect(rows(without)).toEqual([[-1, -1]])
    expect(problem(without, kind).sentence).toMatch(/left out together with their rows/)
    const missing = await readLogProbs([source('table.csv', text)], { [option]: 'missing' })
    expect(rows(missing)).toEqual([[-1, -1], ...spellings.map(() => [-2, NAN])])
    expect(missing.facts.candidates[1]).toMatchObject({ name: 'b', missing: spellings.length })
  })

  test('numbers as files write them', async () => {
    const spellings = ['-1.5', ' -1.5 ', '-15e-1', '-.5', '-1.', '0', '-0', '-12.345678901234567', '-1e-30']
    const read = await readLogProbs([source('a.csv', `a\n${spellings.join('\n')}\n`)])
    expect(rows(read)!.flat()).toEqual([
      -1.5,
      -1.5,
      -1.5,
      -0.5,
      -1,
      0,
      -0,
      Math.fround(-12.345678901234567),
      Math.fround(-1e-30),
    ])
    expect(read.problems).toEqual([])
  })

  test('Python’s NaN and Infinity in JSON, and numbers as texts', async () => {
    const text = '[{"a":NaN,"b":-Infinity},{"a":"-2","b":null},{"a":-1,"b":"say \\"NaN\\" twice"}]'
    for (const file of [source('a.json', text), source('a.jsonl', text.slice(1, -1).replaceAll('},{', '}\n{'))]) {
      const out = await readLogProbs([file])
      expect(rows(out)).toEqual([
        [NAN, -INF],
        [-2, NAN],
        [-1, NAN],
      ])
      expect(kinds(out).sort()).toEqual(['minus-infinity', 'missing', 'nan', 'unparsable'])
      expect(problem(out, 'unparsable').places[0].text).toBe('say "NaN" twice')
    }
  })

  test('lengths that are none', async () => {
    const text = 'a,tokens\n-1,3\n-2,0\n-3,-1\n-4,x\n-5,\n'
    const read = await readLogProbs([source('a.csv', text)])
    expect([...read.table!.blocks[0].lengths[0]]).toEqual([3, NAN, NAN, NAN, NAN])
    expect(problem(read, 'bad-length')).toMatchObject({ count: 4, choice: { option: 'badLength', taken: 'missing' } })
    expect(rows(await readLogProbs([source('a.csv', text)], { badLength: 'leave-out' }))).toEqual([[-1]])
  })
})

describe('ids and documents', () => {
  const repeated = 'id,a\nx,-1\ny,-2\nx,-3\n'

  test('duplicate ids: the first, the last, or all', async () => {
    const first = await read(repeated)
    expect(rows(first)).toEqual([[-1], [-2]])
    expect(problem(first, 'duplicates')).toMatchObject({
      count: 1,
      places: [{ line: 4, text: 'x' }],
      choice: { option: 'duplicates', values: ['first', 'last', 'all'], taken: 'first' },
    })
    expect(rows(await read(repeated, { duplicates: 'last' }))).toEqual([[-3], [-2]])
    expect(rows(await read(repeated, { duplicates: 'all' }))).toEqual([[-1], [-2], [-3]])
  })

  test('the last of duplicates takes gaps with it', async () => {
    expect(rows(await read('id,a,b\nx,-1,-1\nx,-3,\n', { duplicates: 'last' }))).toEqual([[-3, NAN]])
  })

  test('an id belongs to its group', async () => {
    const read = await readLogProbs([source('a.csv', 'task,doc_id,a\ns,0,-1\nt,0,-2\n')])
    expect(rows(read)).toEqual([[-1], [-2]])
    expect(read.table!.groups).toEqual(['s', 't'])
    expect(read.problems).toEqual([])
  })

  test('files with other documents: gaps stay, or only common rows do', async () => {
    const files = [source('one.csv', 'id,a\n1,-1\n2,-2\n3,-3\n'), source('two.csv', 'id,b\n3,-30\n1,-10\n4,-40\n')]
    const gaps = await read(files)
    expect(rows(gaps)).toEqual([
      [-1, -10],
      [-2, NAN],
      [-3, -30],
      [NAN, -40],
    ])
    expect(problem(gaps, 'documents')).toMatchObject({ count: 2, choice: { option: 'documents', taken: 'gaps' } })
    expect(problem(gaps, 'documents').sentence).toMatch(/“one” lacks 1, “two” lacks 1/)
    expect(rows(await read(files, { documents: 'common' }))).toEqual([
      [-1, -10],
      [-3, -30],
    ])
  })

  test('rows without an id, or that are none, are rows of their own among those with ids', async () => {
    const text = 'id,a,b\nx,-1,-1\n,-2,-2\ny,-3\n,-4,-4\nx,-5,-5\n'
    const wanted = [
      [-1, -1],
      [-2, -2],
      [-4, -4],
    ]
    expect(rows(await read(text))).toEqual(wanted)
    expect(rows(await read(text, { badRows: 'missing' }))).toEqual([wanted[0], wanted[1], [NAN, NAN], wanted[2]])
    const columns = source('a.json', '{"id":["x","","y"],"a":[-1,-2,-3]}')
    expect(rows(await read(columns))).toEqual([[-1], [-2], [-3]])
    const joined = await read([source('one.csv', 'id,a\nx,-1\n'), source('two.csv', 'id,b\n,-20\nx,-10\n')])
    expect(rows(joined)).toEqual([
      [-1, -10],
      [NAN, -20],
    ])
    const appended = await read([source('one.csv', 'id,a,b\nx,-1,-2\n'), source('two.csv', 'a,b\n-3,-4\n')])
    expect(rows(appended)).toEqual([
      [-1, -2],
      [-3, -4],
    ])
  })

  test('duplicates that are all kept meet in order', async () => {
    const files = [source('one.csv', 'id,a\nx,-1\nx,-2\n'), source('two.csv', 'id,b\nx,-10\nx,-20\n')]
    expect(rows(await read(files, { duplicates: 'all' }))).toEqual([
      [-1, -10],
      [-2, -20],
    ])
  })

  test('files without ids are joined row by row, and that is said', async () => {
    const joined = await read([source('one.csv', 'a\n-1\n-2\n'), source('two.csv', 'b\n-10\n')])
    expect(rows(joined)).toEqual([
      [-1, -10],
      [-2, NAN],
    ])
    expect(kinds(joined)).toEqual(['joined-by-row', 'documents'])
  })
})

describe('decimal commas', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `${i};-${i},25;${i === 3 ? '' : '-1'};-${i + 1},5;0,5`)
  const table = ['id;a;b;teacher;c', ...lines].join('\n')

  test('are points where commas separate no fields, in all columns and with a note', async () => {
    for (const [name, text] of [
      ['table.csv', table],
      ['table.tsv', table.replaceAll(';', '\t')],
    ]) {
      const read = await readLogProbs([source(name, text)])
      expect(rows(read)).toEqual(Array.from({ length: 30 }, (_, i) => [-i - 0.25, i === 3 ? NAN : -1, 0.5]))
      expect(Array.from(read.table!.blocks[0].teacher!)).toEqual(Array.from({ length: 30 }, (_, i) => -i - 1.5))
      expect(problem(read, 'decimal-commas')).toMatchObject({ severity: 'note', count: 1, places: [{ file: name }] })
      expect(kinds(read)).not.toContain('unparsable')
    }
  })

  test('are none where a number has a point, or a text stands among them', async () => {
    const mixed = await read('a;b\n-1.5;-1,234\n-2.5;-2,345\n')
    expect(mixed.table!.candidates).toEqual(['a'])
    expect(kinds(mixed)).toEqual([])
    const words = await read('a;b\n-1;1,5\n-2;1,5 or so\n')
    expect(words.table!.candidates).toEqual(['a'])
    expect(kinds(words)).toEqual([])
    const quoted = await read('a,b\n"-1,5","-2,5"\n')
    expect(problem(quoted, 'no-candidates').sentence).toMatch(/with a decimal point/)
  })

  test('with marks between thousands are no numbers', async () => {
    const read = await readLogProbs([source('a.csv', `a;b\n${'-1,5;-2,5\n'.repeat(25)}-1.234,5;-3,5\n`)])
    expect(problem(read, 'unparsable')).toMatchObject({ count: 1, places: [{ line: 27, text: '-1.234,5' }] })
  })
})

describe('columns', () => {
  test('more than 256 candidates', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `step ${i}`)
    const read = await readLogProbs([source('a.csv', `${names.join(',')}\n${names.map(() => -1).join(',')}\n`)])
    expect(read.table!.candidates).toEqual(names.slice(0, 256))
    expect(problem(read, 'too-many-candidates')).toMatchObject({ count: 44, choice: { option: 'roles' } })
    expect(problem(read, 'too-many-candidates').sentence).toBe(
      '44 columns are beyond the first 256 candidates, the most that are compared: not read.',
    )
  })

  test('a name twice, a column that is never a number, a role for no column', async () => {
    const read = await readLogProbs([source('a.csv', 'a,a,b\n-1,-2,\n-3,-4,\n')], { roles: { c: 'id' } })
    expect(read.table!.candidates).toEqual(['a', 'a (2)', 'b'])
    expect(kinds(read).sort()).toEqual(['empty-candidate', 'missing', 'no-such-column', 'repeated-column'])
  })

  test('more groups than can be told apart', async () => {
    const count = 2 ** 16 + 10
    const lines = Array.from({ length: count }, (_, i) => `g${i},-1\n`)
    const read = await readLogProbs([source('a.csv', 'group,a\n', lines.join(''))])
    expect(read.facts.rows).toBe(count)
    expect(read.table!.groups!.length).toBe(2 ** 16)
    expect(problem(read, 'too-many-groups').sentence).toMatch(/put together as “\(other groups\)”/)
  })
})

test('an option that there is not is refused in a sentence', async () => {
  await expect(readLogProbs([source('a.csv', 'a\n-1\n')], { duplicates: 'some' as never })).rejects.toThrow(
    /“some” is no choice for duplicates: there are first, last, all/,
  )
})
