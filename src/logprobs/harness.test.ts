import { describe, expect, test } from 'vitest'
import { gzipped, sampleLine, source } from './fixtures/source'
import { logNames, shortened } from './harnessNames'
import { readLogProbs } from './read'

const NAN = Number.NaN
const INF = Number.POSITIVE_INFINITY

const log = (folder: string, task = 'lambada', time = '2026-01-02T03-04-05.678901') =>
  `${folder}/samples_${task}_${time}.jsonl`

/** A log with one continuation for each document. */
function lines(values: Readonly<Record<number, number>>, options = {}): string {
  return Object.entries(values)
    .map(([id, value]) => sampleLine(Number(id), [[value, false]], options))
    .join('')
}

async function read(...args: Parameters<typeof readLogProbs>) {
  const out = await readLogProbs(...args)
  const rows = out.table?.blocks.flatMap(({ rows, logProbs }) =>
    Array.from({ length: rows }, (_, i) => logProbs.map(column => column[i])),
  )
  return { ...out, rows, kinds: out.problems.map(({ kind }) => kind).sort() }
}

describe('logs of lm-evaluation-harness', () => {
  test('loglikelihood: one file for each candidate, joined on the document', async () => {
    const out = await read([
      source(log('logs/step100/org__model'), lines({ 0: -1.5, 1: -2.5, 2: -INF })),
      source(log('logs/step200/org__model', 'lambada', '2026-01-02T09-09-09.1'), lines({ 2: -30, 0: -10, 1: -20 })),
    ])
    expect(out.table!.candidates).toEqual(['step100', 'step200'])
    expect(out.table!.groups).toBeNull()
    expect(out.rows).toEqual([
      [-1.5, -10],
      [-2.5, -20],
      [-INF, -30],
    ])
    expect(out.kinds).toEqual(['minus-infinity'])
    expect(out.facts.files[0]).toMatchObject({
      format: 'lm-evaluation-harness',
      rows: 3,
      log: { candidate: 'step100', task: 'lambada', filter: 'none' },
    })
  })

  test('loglikelihood_rolling: one number for each document', async () => {
    const out = await read([source(log('a'), [0, 1].map(id => sampleLine(id, [-100.25 - id])).join(''))])
    expect(out.rows).toEqual([[-100.25], [-101.25]])
    expect(out.problems).toEqual([])
  })

  test('logs of earlier versions: lists for arguments, numbers for texts, an array for lines', async () => {
    const sample = (id: number) => ({
      doc_id: id,
      target: ' x',
      arguments: [['context', ' x']],
      resps: [[[-1 - id, true]]],
      filtered_resps: [[-1 - id, true]],
    })
    const text = JSON.stringify([sample(0), sample(1)], null, 2)
    expect((await read([source('model_task.jsonl', text)])).rows).toEqual([[-1], [-2]])
  })

  test('compressed, and with Python’s bare NaN', async () => {
    const text = lines({ 0: -1, 1: -2 }).replace('"acc":1', '"acc":NaN')
    const out = await read([source(`${log('a')}.gz`, await gzipped(text))])
    expect(out.rows).toEqual([[-1], [-2]])
    expect(out.facts.files[0].compressed).toBe(true)
  })

  test('multiple_choice: the target, or every continuation as a row', async () => {
    const choices = (id: number, target: string, ...values: number[]) =>
      sampleLine(
        id,
        values.map(value => [value, false] as const),
        { target },
      )
    const file = source(
      log('a'),
      choices(0, '1', -1, -2, -3),
      choices(1, 'choice 0', -4, -5),
      choices(2, '[1, 0]', -6, -7),
    )
    const target = await read([file])
    expect(target.rows).toEqual([[-2], [-4], [-7]])
    expect(target.kinds).toEqual(['continuations'])
    expect(target.problems[0]).toMatchObject({
      severity: 'note',
      count: 3,
      choice: { option: 'continuations', taken: 'target' },
    })
    const every = await read([file], { continuations: 'every' })
    expect(every.rows!.flat()).toEqual([-1, -2, -3, -4, -5, -6, -7])
    expect(every.problems[0].sentence).toMatch(/each is a row/)
  })

  test('choices without their context, for mutual information, are no continuations', async () => {
    const text = sampleLine(
      0,
      [
        [-1, false],
        [-2, false],
        [-8, false],
        [-9, false],
      ],
      {
        target: '1',
        continuations: [' a', ' b', ' a', ' b'],
      },
    )
    const line = JSON.parse(text)
    line.arguments.gen_args_2.arg_0 = ''
    line.arguments.gen_args_3.arg_0 = ''
    const out = await read([source(log('a'), JSON.stringify(line))], { continuations: 'every' })
    expect(out.rows!.flat()).toEqual([-1, -2])
  })

  test('a document whose target is not said is left out, stays as a gap, or gives all its continuations', async () => {
    const text =
      sampleLine(
        0,
        [
          [-1, false],
          [-2, false],
        ],
        { target: '7' },
      ) + sampleLine(1, [[-3, true]])
    const out = await read([source(log('a'), text)])
    expect(out.rows).toEqual([[-3]])
    expect(out.problems.find(({ kind }) => kind === 'no-target')).toMatchObject({
      count: 1,
      places: [{ line: 1, text: 'document 0' }],
      choice: { option: 'continuations' },
    })
    expect((await read([source(log('a'), text)], { badRows: 'missing' })).rows).toEqual([[NAN], [-3]])
    expect((await read([source(log('a'), text)], { continuations: 'every' })).rows).toEqual([[-1], [-2], [-3]])
  })

  test('rows of other filters are taken once', async () => {
    const text = lines({ 0: -1, 1: -2 }, { filter: 'none' }) + lines({ 0: -1, 1: -2 }, { filter: 'other' })
    const out = await read([source(log('a'), text)])
    expect(out.rows).toEqual([[-1], [-2]])
    expect(out.problems).toMatchObject([{ kind: 'filters', count: 2, choice: { option: 'filter' } }])
    expect(out.problems[0].sentence).toMatch(/filter “none”/)
    const other = await read([source(log('a'), text)], { filter: 'other' })
    expect(other.rows).toEqual([[-1], [-2]])
    expect(other.facts.files[0].log!.filter).toBe('other')
    const none = await read([source(log('a'), text)], { filter: 'third' })
    expect(none.table).toBeNull()
    expect(none.problems[0]).toMatchObject({ kind: 'no-such-filter', severity: 'refused' })
    expect(none.problems[0].sentence).toMatch(/“third”/)
  })

  test('generated text is refused in a sentence', async () => {
    const line = {
      doc_id: 0,
      target: '42',
      arguments: { gen_args_0: { arg_0: 'q', arg_1: { until: ['\n'] } } },
      resps: [['42']],
    }
    const out = await read([source(log('a', 'gsm8k'), JSON.stringify(line))])
    expect(out.table).toBeNull()
    expect(out.problems).toMatchObject([{ kind: 'generations', severity: 'refused' }])
    expect(out.problems[0].sentence).toMatch(/generate_until/)
  })

  test('a document without a log-probability, and one that is no number', async () => {
    const empty = JSON.stringify({ doc_id: 0, arguments: {}, resps: [], filtered_resps: [], filter: 'none' })
    const out = await read([source(log('a'), `${empty}\n${sampleLine(1, [['?', false]])}${lines({ 2: -1 })}`)])
    expect(out.rows).toEqual([[NAN], [-1]])
    expect(out.kinds).toEqual(['no-log-probability', 'unparsable'])
  })

  test('document sets that differ: gaps, or what all have', async () => {
    const files = [source(log('s1'), lines({ 0: -1, 1: -2, 2: -3 })), source(log('s2'), lines({ 1: -20, 3: -40 }))]
    const out = await read(files)
    expect(out.rows).toEqual([
      [-1, NAN],
      [-2, -20],
      [-3, NAN],
      [NAN, -40],
    ])
    expect(out.problems).toMatchObject([{ kind: 'documents', count: 3 }])
    expect(out.problems[0].sentence).toMatch(/“s1” lacks 1, “s2” lacks 2/)
    expect((await read(files, { documents: 'common' })).rows).toEqual([[-2, -20]])
  })

  test('the same ids with another content, and other numbers of continuations', async () => {
    const two = sampleLine(0, [
      [-1, false],
      [-2, false],
    ])
    const three = sampleLine(
      0,
      [
        [-3, false],
        [-4, false],
        [-5, false],
      ],
      { hash: 'another' },
    )
    const out = await read([source(log('s1'), two), source(log('s2'), three)])
    expect(out.rows).toEqual([[-1, -3]])
    expect(out.kinds).toEqual(['continuation-counts', 'continuations', 'other-document'])
    const byContent = await read([source(log('s1'), two), source(log('s2'), three)], { joinBy: 'content' })
    expect(byContent.rows).toEqual([
      [-1, NAN],
      [NAN, -3],
    ])
  })

  test('several tasks of a candidate are groups', async () => {
    const out = await read([
      source(log('s1', 'arc'), lines({ 0: -1 })),
      source(log('s2', 'arc'), lines({ 0: -10 })),
      source(log('s1', 'piqa'), lines({ 0: -2 })),
      source(log('s2', 'piqa'), lines({ 0: -20 })),
    ])
    expect(out.table!.candidates).toEqual(['s1', 's2'])
    expect(out.table!.groups).toEqual(['arc', 'piqa'])
    expect(out.rows).toEqual([
      [-1, -10],
      [-2, -20],
    ])
    expect([...out.table!.blocks[0].group!]).toEqual([0, 1])
    expect(out.problems).toEqual([])
  })

  test('a task twice in a folder: candidates by time, which is said, or one with duplicates', async () => {
    const files = ['2026-01-01T00-00-00.1', '2026-01-02T00-00-00.1'].map((time, i) =>
      source(log('org__model', 'lambada', time), lines({ 0: -1 - i })),
    )
    const auto = await read(files)
    expect(auto.table!.candidates).toEqual(['2026-01-01T00-00-00.1', '2026-01-02T00-00-00.1'])
    expect(auto.rows).toEqual([[-1, -2]])
    expect(auto.problems).toMatchObject([
      { kind: 'reruns', count: 2, choice: { option: 'candidateBy', taken: 'auto' } },
    ])
    const folder = await read(files, { candidateBy: 'folder' })
    expect(folder.rows).toEqual([[-1]])
    expect(folder.kinds).toEqual(['duplicates'])
    expect((await read(files, { candidateBy: 'folder', duplicates: 'last' })).rows).toEqual([[-2]])
  })

  test('candidates are named as chosen', async () => {
    const files = ['a.jsonl', 'b.jsonl'].map((name, i) => source(name, lines({ 0: -1 - i })))
    expect((await read(files)).table!.candidates).toEqual(['a', 'b'])
    expect((await read(files, { names: { 'b.jsonl': 'final' } })).table!.candidates).toEqual(['a', 'final'])
  })
})

describe('names of logs', () => {
  const candidates = (names: string[], by: 'auto' | 'folder' | 'run' | 'file' = 'auto') =>
    [...logNames(names, by, {}).values()].map(({ candidate, task }) => `${candidate} · ${task}`)

  test('folders are named by what tells them apart', () => {
    expect(
      shortened([
        ['out', 's1', 'model'],
        ['out', 's2', 'model'],
      ]),
    ).toEqual(['s1', 's2'])
    expect(shortened([['a'], ['a', 'b']])).toEqual(['', 'b'])
    expect(shortened([['a']])).toEqual([''])
    expect(candidates([log('x\\s1'), log('x\\s2')])).toEqual(['s1 · lambada', 's2 · lambada'])
  })

  test('tasks may have underscores, and times no fraction', () => {
    const name = 'm/samples_mmlu_high_school_physics_2024-05-06T07-08-09.jsonl'
    expect(candidates([name])).toEqual(['m · mmlu_high_school_physics'])
    expect(candidates([name], 'run')).toEqual(['2024-05-06T07-08-09 · mmlu_high_school_physics'])
    expect(candidates([name], 'file')).toEqual([
      'samples_mmlu_high_school_physics_2024-05-06T07-08-09 · mmlu_high_school_physics',
    ])
  })
})
