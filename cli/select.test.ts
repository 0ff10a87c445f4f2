import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSelectArguments } from './selectArguments'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coverage-lab-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const select = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'select.ts'), ...args], {
    encoding: 'utf8',
  })

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** `late` has the better mean, but on one row in four it gives almost nothing; in base 2, with a bad value on line 7. */
const rows = ['id,early,late,kind', ...Array.from({ length: 40 }, (_, k) => row(k))]
function row(k: number): string {
  if (k === 5) return '5,-8,nothing,plain'
  return k % 4 === 0 ? `${k},-8,-12,rare` : `${k},-8,-5,plain`
}

describe('npm run select', () => {
  it('prints the picks and writes the report', () => {
    const out = join(folder, 'selection.json')
    const csv = join(folder, 'selection.csv')
    const path = file('logprobs.csv', rows)
    const { status, stdout, stderr } = select(path, '--base', '2', '--group', 'kind', '--out', out, '--out', csv)
    expect(stderr).toContain('1 value is no number')
    expect(stderr).toContain('line 7, late, “nothing”')
    expect(status).toBe(0)
    expect(stdout).toContain('2 candidates, compared on 39 of 40 rows.')
    expect(stdout).toContain('tournament: early.')
    expect(stdout).toContain('least cross-entropy: late.')
    expect(stdout).toContain('rare (10 rows): least cross-entropy early')
    expect(stdout).toContain('The offset tournament (Eq. 32) cannot be computed')
    const report = JSON.parse(readFileSync(out, 'utf8'))
    expect(report).toMatchObject({
      format: 'coverage-lab/selection@1',
      reading: { base: '2', scale: 'sum', sign: 'log-probability' },
      // At N = 16 a difference of 4 to base 2 is a tie, which counts.
      pairwise: [
        [0, 0],
        [10 / 39, 0],
      ],
      picks: { N: 16, tournament: { picks: ['early'] }, crossEntropy: { picks: ['late'] } },
      problems: [{ kind: 'unparsable', count: 1 }],
    })
    expect(report.groups.map(({ name }: { name: string }) => name).sort()).toEqual(['plain', 'rare'])
    expect(readFileSync(csv, 'utf8')).toContain(`pairwise,,late,early,16,${10 / 39}\n`)
  })

  it('exits with 1 where nothing can be compared, and where a file was refused', () => {
    const good = file('good.csv', ['a,b', '-1,-2', '-2,-1'])
    const empty = file('empty.csv', [])
    writeFileSync(empty, '')
    const nothing = select(empty)
    expect([nothing.status, nothing.stdout]).toEqual([1, ''])
    expect(nothing.stderr).toContain('1 file is empty')
    const some = select(good, empty)
    expect(some.status).toBe(1)
    expect(some.stdout).toContain('tournament: a (ties with b')
    const means = select(good, '--mean')
    expect(means.status).toBe(1)
    expect(means.stderr).toContain('no column of lengths')
    const open = file('open.csv', ['a,b', '-1,-2', '-2,"-1', '-1,-2'])
    const broken = select(open)
    expect(broken.status).toBe(1)
    expect(broken.stdout).toContain('2 candidates, compared on 1 of 1 row.')
    expect(broken.stderr).toContain('nothing from line 3 on (2 lines) could be read')
  })

  it('exits with 2 and a sentence where it is asked for what there is not', () => {
    const good = file('two.csv', ['a,b', '-1,-2', '-2,-1'])
    const asked: [string[], string][] = [
      [[join(folder, 'absent.csv')], 'absent.csv cannot be read'],
      [[good, '--without', 'c'], 'There is no candidate “c”: there are a, b.'],
      [[good, '--teacher', 'nope'], 'There is no column “nope”: there are a, b.'],
      [[good, '--group', 'nope'], 'There is no column “nope”: there are a, b.'],
      [[good, '--role', 'zz=ignore'], 'There is no column “zz”: there are a, b.'],
      [
        [join(folder, 'absent.csv'), '--out', join(folder, 'no', 'x.json')],
        'x.json cannot be written: there is no folder',
      ],
      [[good, '--out', join(folder, 'no', 'folder.json')], 'folder.json cannot be written'],
    ]
    for (const [args, sentence] of asked) {
      const { status, stdout, stderr } = select(...args)
      expect(stderr).toContain(sentence)
      expect([status, stdout]).toEqual([2, ''])
    }
  })

  it('reads what lies in a folder', () => {
    mkdirSync(join(folder, 'logs', 'step1'), { recursive: true })
    mkdirSync(join(folder, 'logs', 'step2', 'b.csv'), { recursive: true })
    mkdirSync(join(folder, 'logs', '.hidden'))
    for (const name of ['step1/a.csv', 'step2/b.csv/part.csv', '.hidden/c.csv', 'step1/notes.md'])
      file(join('logs', name), ['id,model', '0,-1', '1,-2'])
    const { status, stdout, stderr } = select(join(folder, 'logs'))
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('2 files: 2 candidates, compared on 2 of 2 rows.')
    mkdirSync(join(folder, 'bare'))
    const bare = select(join(folder, 'bare'))
    expect([bare.status, bare.stderr]).toEqual([2, expect.stringContaining('it is a folder without CSV')])
  })
})

describe('readSelectArguments', () => {
  it('takes N = 16, natural logarithms and sums unless told otherwise', () => {
    expect(readSelectArguments(['a.csv'])).toEqual({
      files: ['a.csv'],
      N: 16,
      reading: { base: 'e', scale: 'sum', sign: 'log-probability' },
      teacher: 'any',
      gaps: 'drop',
      only: [],
      without: [],
      options: { roles: {} },
      out: [],
      profiles: false,
      seed: 0,
    })
    expect(
      readSelectArguments(
        'a b --N 64 --base 10 --mean --loss --teacher t --group g --role x=y=ignore --gaps zero --duplicates last --choose documents=common --without z --only w --out r.CSV --seed 9'.split(
          ' ',
        ),
      ),
    ).toMatchObject({
      files: ['a', 'b'],
      N: 64,
      reading: { base: '10', scale: 'mean', sign: 'loss' },
      teacher: 'needed',
      gaps: 'zero',
      options: { roles: { t: 'teacher', g: 'group', 'x=y': 'ignore' }, duplicates: 'last', documents: 'common' },
      without: ['z'],
      only: ['w'],
      out: ['r.CSV'],
      seed: 9,
    })
    expect(readSelectArguments(['--help'])).toBe('help')
  })

  it('says what is wrong with arguments', () => {
    const wrong: [string, string][] = [
      ['a --N 0.5', '--N must be a number of at least 1; it is “0.5”.'],
      ['a --N Infinity', '--N must be'],
      ['a --N x', '--N must be'],
      ['a --base 3', '--base must be one of e, 2, 10; it is “3”.'],
      ['a --gaps no', '--gaps must be one of drop, zero'],
      ['a --seed -1', 'argument'],
      ['a --seed=-1', '--seed must be a whole number'],
      ['a --role x', '--role must be NAME=VALUE'],
      ['a --role x=y', 'The role of x must be one of candidate'],
      ['a --choose no=yes', 'What --choose decides must be one of missing'],
      ['a --duplicates some', 'duplicates must be one of first, last, all'],
      ['a --teacher t --no-teacher', 'either --teacher or --no-teacher'],
      ['a --out report.txt', '--out must end in .json or .csv'],
      ['a --a 0.1', 'The offset tournament (Eq. 32) cannot be computed'],
      ['a --what', 'what'],
    ]
    for (const [args, sentence] of wrong) expect(() => readSelectArguments(args.split(' ')), args).toThrow(sentence)
  })
})
