import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonMistake } from './jsonMistake'
import { LESSON_FORMAT, type Lesson, lessonSchema } from './lesson'
import { decodeLessonLink, encodeLessonLink, MOST_LINK_CHARACTERS } from './lessonLink'
import { packLesson, unpackLesson } from './packed'
import { MOST_CHARACTERS, parseLesson, readLesson } from './parseLesson'

const SMALL = {
  format: LESSON_FORMAT,
  id: 'small',
  title: 'Small',
  minutes: 1,
  summary: 'A lesson.',
  steps: [{ title: 'One', text: 'Words.' }],
}

/** The lesson with another first page. */
function withStep(step: object): unknown {
  return { ...SMALL, steps: [{ ...SMALL.steps[0], ...step }] }
}

/** The example of the documentation. */
function documented(): string {
  const text = readFileSync(new URL('../../../docs/lessons.md', import.meta.url), 'utf8')
  return /```json\n([\s\S]*?)```/.exec(text)![1]
}

describe('a lesson from outside', () => {
  it('is taken as it is where it is one', () => {
    expect(parseLesson(SMALL)).toEqual(SMALL)
    const lesson = readLesson(documented())
    expect(lesson.steps).toHaveLength(3)
    expect(lesson).toEqual(JSON.parse(documented()))
  })

  it.each<[unknown, string]>([
    [null, 'The lesson must be an object.'],
    [{ ...SMALL, format: 'coverage-lab/lesson@2' }, 'The lesson’s format must be coverage-lab/lesson@1.'],
    [{ ...SMALL, steps: [] }, 'The lesson’s steps must have at least 1 entry.'],
    [{ ...SMALL, steps: 'none' }, 'The lesson’s steps must be a list.'],
    [{ ...SMALL, minutes: 0 }, 'The lesson’s minutes must have a value of at least 1.'],
    [{ ...SMALL, id: 'Not an id' }, 'The lesson’s id must be small letters, digits and hyphens.'],
    [{ ...SMALL, script: 'x' }, 'The lesson has a field that lessons do not know: “script”.'],
    [withStep({ onclick: 'x' }), 'The lesson’s steps[1] has a field that lessons do not know: “onclick”.'],
    [withStep({ charts: ['select:none'] }), 'The lesson’s steps[1].charts[1] must be the id of a chart'],
    [
      withStep({ enter: [{ do: 'fly' }] }),
      'The lesson’s steps[1].enter[1].do must be something else: its “do” is none',
    ],
    [
      withStep({ enter: [{ do: 'set', id: 'H' }] }),
      'The lesson’s steps[1].enter[1].value is missing: it must be a number.',
    ],
    [
      withStep({ ask: { kind: 'number', question: '?', label: 'x', min: 0, max: 1, scale: 'log', truth: 1 } }),
      'The lesson’s steps[1].ask must be an axis with min below max, and min above 0 where its scale is log.',
    ],
    [
      withStep({ live: { kl: { value: { of: 'kl', at: { of: 'setting' } } } } }),
      'The lesson’s steps[1].live.kl.value.at.id is missing: it must be text.',
    ],
    [withStep({ charts: ['coverge'] }), 'The lesson’s steps[1].charts[1] is “coverge”; accepted is one of coverage, '],
    [withStep({ controls: ['Q'] }), 'The lesson’s steps[1].controls[1] is “Q”; accepted is one of scenario, model, '],
    [
      withStep({ enter: [{ do: 'open', link: 'scenario=bernuli' }] }),
      'The lesson’s steps[1].enter[1].link is not accepted as it is written: ',
    ],
    [
      withStep({ enter: [{ do: 'set', id: 'Q', value: 1 }] }),
      'The lesson’s steps[1].enter[1].id is “Q”; accepted is one',
    ],
    [
      withStep({ text: 'KL is {{kl}}.' }),
      'The lesson’s steps[1].text speaks of {{kl}}; accepted is a name that its live',
    ],
    [
      withStep({ live: { a: { value: { of: 'kl', run: 'lost' } } } }),
      'The lesson’s steps[1].live.a.value.run is “lost”; accepted is the name of a run that an action keeps',
    ],
    [withStep({ live: { 'no name': { value: 1 } } }), 'The lesson’s steps[1].live.no name has a name that'],
  ])('is refused with a sentence that names the field: %#', (input, sentence) => {
    expect(() => parseLesson(input)).toThrow(sentence)
  })

  it.each([
    ['{', 'it ends before it is whole'],
    ['', 'it ends before it is whole'],
    ['Dear reader', 'line 1 goes wrong at “Dear reader”'],
    ['{\n  "title": "One",\n  "minutes": 1,\n}\n', 'line 4 goes wrong at “}”'],
    ['{\r\n"a": [1, 2\r\n"b": 3}', 'line 3 goes wrong at “"b": 3}”'],
    ['{"a": NaN}', 'line 1 goes wrong at “NaN}”'],
    ['{"a": "one\ntwo"}', 'line 1 goes wrong at “"one”'],
    ['{“a”: 1}', 'line 1 goes wrong at ““a”: 1}”'],
    ['{"a": 1} more', 'line 1 goes wrong at “more”'],
    ['{"a": "\\x"}', 'line 1 goes wrong at'],
  ])('is refused where it is not JSON, with the place: %j', (text, where) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(() => readLesson(text)).toThrow(`The lesson is not JSON: ${where}`)
  })

  it('takes for the place what comes after all that is well-formed', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), json => {
        expect(jsonMistake(`${json}\n!`)).toBe('line 2 goes wrong at “!”')
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('is refused where it is too long, or nested without end', () => {
    expect(() => readLesson('['.repeat(MOST_CHARACTERS))).toThrow('The lesson is not JSON')
    expect(() => readLesson(' '.repeat(MOST_CHARACTERS + 1))).toThrow('more than 200,000 characters')
    const deep = `${'{"of":"log","quantity":'.repeat(8000)}1${'}'.repeat(8000)}`
    expect(() =>
      readLesson(JSON.stringify(SMALL).replace('"Words."', `"Words.","live":{"x":{"value":${deep}}}`)),
    ).toThrow('The lesson')
  })

  it('answers any JSON value with a lesson or a sentence', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), value => {
        expect(() => parseLesson(value)).toThrow(/^The lesson.*\.$/s)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('is never harmed by one field that is something else', () => {
    const lesson = JSON.parse(documented())
    const places: (readonly (string | number)[])[] = []
    const visit = (value: unknown, path: readonly (string | number)[]): void => {
      if (path.length > 0) places.push(path)
      if (typeof value !== 'object' || value === null) return
      for (const [key, inner] of Object.entries(value))
        visit(inner, [...path, Array.isArray(value) ? Number(key) : key])
    }
    visit(lesson, [])
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        const copy = structuredClone(lesson)
        let parent = copy
        for (const key of path.slice(0, -1)) parent = parent[key]
        parent[path[path.length - 1]] = value
        try {
          expect(lessonSchema.safeParse(parseLesson(copy)).success).toBe(true)
        } catch (error) {
          expect((error as Error).message).toMatch(/^The lesson/)
        }
      }),
      { seed: 2, numRuns: 300 },
    )
  })
})

describe('a lesson in a link', () => {
  it('comes out as it went in', async () => {
    const lesson = readLesson(documented())
    const source = await packLesson(lesson)
    expect(source!.length).toBeLessThan(MOST_LINK_CHARACTERS)
    expect(await unpackLesson(source!)).toEqual(lesson)
    const link = encodeLessonLink(source, 2)
    expect(decodeLessonLink(`?${link}`)).toEqual({ view: 'lessons', source, page: 2, adjustments: [] })
  })

  it('is not made where it is too long', async () => {
    // Letters that compression finds nothing in.
    const letters = fc.sample(fc.string({ minLength: 4000, maxLength: 4000 }), { seed: 3, numRuns: 4 })
    const lesson: Lesson = { ...SMALL, format: LESSON_FORMAT, steps: letters.map(text => ({ title: 'Page', text })) }
    expect(await packLesson(lesson)).toBeNull()
  })

  it('is refused where it was cut short, and where it grows without end', async () => {
    const source = await packLesson(readLesson(documented()))
    await expect(unpackLesson(source!.slice(0, -40))).rejects.toThrow('cut short')
    await expect(unpackLesson('data:%%%')).rejects.toThrow('cut short')
    const bomb = await packed(' '.repeat(5_000_000))
    await expect(unpackLesson(bomb)).rejects.toThrow('cut short')
  })

  it.each([
    ['view=lessons', null, 1, 0],
    ['view=lessons&lesson=mean-and-tail&page=3', 'mean-and-tail', 3, 0],
    ['view=lessons&lesson=./my.json', './my.json', 1, 0],
    ['view=lessons&lesson=own:mine', 'own:mine', 1, 0],
    ['view=lessons&lesson=https://elsewhere.example/a.json', null, 1, 1],
    ['view=lessons&lesson=//elsewhere.example/a.json', null, 1, 1],
    ['view=lessons&lesson=javascript:alert(1)', null, 1, 1],
    ['view=lessons&lesson=mean-and-tail&page=0', 'mean-and-tail', 1, 1],
    ['view=lessons&lesson=mean-and-tail&page=x', 'mean-and-tail', 1, 1],
    ['lesson=mean-and-tail', 'mean-and-tail', 1, 0],
  ])('reads %s', (query, source, page, adjustments) => {
    const read = decodeLessonLink(query)
    expect([read.source, read.page, read.adjustments.length]).toEqual([source, page, adjustments])
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (lesson, page) => {
        const { page: read } = decodeLessonLink(`view=lessons&lesson=${lesson}&page=${page}`)
        expect(read).toBeGreaterThanOrEqual(1)
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})

async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return `data:${Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url')}`
}
