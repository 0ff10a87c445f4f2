import { parseArgs } from 'node:util'
import { GAPS, type GapPolicy } from '../src/engine/selection/comparison'
import { NO_OFFSET } from '../src/engine/selection/report'
import { CHOICES, type ReadOptions, ROLES, type Role } from '../src/logprobs/options'
import { BASES, type Reading } from '../src/logprobs/table'

export const USAGE = `Says which checkpoint to take, from files of their log-probabilities on the same held-out responses:
CSV, JSON, JSON Lines or Parquet with a row for each response and a column for each checkpoint, or the
per-sample logs of lm-evaluation-harness (samples_*.jsonl). Each may be compressed as .gz; of a folder all
such files in it are read.

  npm run select -- logprobs.csv --N 16
  npm run select -- results --N 64 --out selection.json --out selection.csv

  --N NUMBER         ratio from which a response counts against a checkpoint, at least 1 (16)
  --base e|2|10      base of the logarithms (e)
  --mean             values are means per token; they need a column of lengths
  --loss             values are losses, negative log-probabilities
  --teacher COLUMN   column of the teacher's log-probabilities, if its name does not say so
  --no-teacher       leave the teacher's column out
  --group COLUMN     column of the rows' groups, if its name does not say so
  --only GROUP       compare the rows of this group only; may be repeated
  --role COLUMN=ROLE what else a column is: ${ROLES.join(', ')}; may be repeated
  --without NAME     leave this checkpoint out; may be repeated
  --gaps drop|zero   a row in which a checkpoint has no value is left out, or counts as probability 0 (drop)
  --duplicates first|last|all
                     which of several rows with the same id is taken (first)
  --filter NAME      filter whose rows are taken from logs of lm-evaluation-harness
  --choose WHAT=HOW  any other choice that a problem names, such as documents=common; may be repeated
  --out FILE         where to write the report, .json or .csv; may be repeated
  --profiles         also write the profiles of all pairs at every N
  --seed NUMBER      of the resampling (0)
  --help             this text
`

export interface SelectJob {
  readonly files: readonly string[]
  readonly N: number
  readonly reading: Reading
  /** Whether a teacher is used if there is one, and whether there must be. */
  readonly teacher: 'none' | 'any' | 'needed'
  readonly gaps: GapPolicy
  readonly only: readonly string[]
  readonly without: readonly string[]
  readonly options: ReadOptions
  readonly out: readonly string[]
  readonly profiles: boolean
  readonly seed: number
}

/** @throws Error with a sentence for the person when the arguments make no sense. */
export function readSelectArguments(args: readonly string[]): SelectJob | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      N: { type: 'string', default: '16' },
      a: { type: 'string' },
      base: { type: 'string', default: 'e' },
      mean: { type: 'boolean', default: false },
      loss: { type: 'boolean', default: false },
      teacher: { type: 'string' },
      'no-teacher': { type: 'boolean', default: false },
      group: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      role: { type: 'string', multiple: true, default: [] },
      without: { type: 'string', multiple: true, default: [] },
      gaps: { type: 'string', default: 'drop' },
      duplicates: { type: 'string' },
      filter: { type: 'string' },
      choose: { type: 'string', multiple: true, default: [] },
      out: { type: 'string', multiple: true, default: [] },
      profiles: { type: 'boolean', default: false },
      seed: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  if (values.a !== undefined) throw new Error(`--a is the offset tournament's. ${NO_OFFSET}`)
  if (positionals.length === 0) throw new Error('Give at least one file.')
  if (values.teacher !== undefined && values['no-teacher']) {
    throw new Error('Give either --teacher or --no-teacher, not both.')
  }
  const { teacher, group, filter } = values
  const roles = { ...rolesOf(values.role), ...(teacher && { [teacher]: 'teacher' as const }) }
  const choices = [...values.choose, ...(values.duplicates ? [`duplicates=${values.duplicates}`] : [])]
  return {
    files: positionals,
    N: number('--N', values.N, 'a number of at least 1', N => N >= 1 && Number.isFinite(N)),
    reading: {
      base: oneOf('--base', values.base, BASES),
      scale: values.mean ? 'mean' : 'sum',
      sign: values.loss ? 'loss' : 'log-probability',
    },
    teacher: values['no-teacher'] ? 'none' : teacher === undefined ? 'any' : 'needed',
    gaps: oneOf('--gaps', values.gaps, GAPS),
    only: values.only,
    without: values.without,
    options: {
      roles: { ...roles, ...(group && { [group]: 'group' as const }) },
      ...(filter !== undefined && { filter }),
      ...choicesOf(choices),
    },
    out: values.out.map(reportFile),
    profiles: values.profiles,
    seed: number('--seed', values.seed, 'a whole number from 0 to 4,294,967,295', isSeed),
  }
}

const isSeed = (seed: number) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32

function number(name: string, text: string, what: string, valid: (value: number) => boolean): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!valid(value)) throw new Error(`${name} must be ${what}; it is “${text}”.`)
  return value
}

function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find(value => value === text)
  if (found === undefined) throw new Error(`${name} must be one of ${values.join(', ')}; it is “${text}”.`)
  return found
}

/** NAME=VALUE, cut at the last sign: names of columns may hold one. */
function pair(option: string, text: string): readonly [name: string, value: string] {
  const at = text.lastIndexOf('=')
  if (at < 1) throw new Error(`${option} must be NAME=VALUE; it is “${text}”.`)
  return [text.slice(0, at), text.slice(at + 1)]
}

function rolesOf(texts: readonly string[]): Record<string, Role> {
  const pairs = texts.map(text => pair('--role', text))
  return Object.fromEntries(pairs.map(([column, role]) => [column, oneOf(`The role of ${column}`, role, ROLES)]))
}

function choicesOf(texts: readonly string[]): ReadOptions {
  const pairs = texts.map(text => pair('--choose', text))
  const names = Object.keys(CHOICES) as (keyof typeof CHOICES)[]
  return Object.fromEntries(
    pairs.map(([name, value]) => {
      const known = oneOf('What --choose decides', name, names)
      return [known, oneOf(known, value, CHOICES[known] as readonly string[])]
    }),
  )
}

function reportFile(path: string): string {
  if (!/\.(json|csv)$/i.test(path)) throw new Error(`--out must end in .json or .csv; it is “${path}”.`)
  return path
}
