import { inWords } from '../parameters'
import type { z } from '../zod'
import { missingIn } from './checkLesson'
import { type Lesson, lessonSchema } from './lesson'

/** Most characters of a lesson's JSON. */
export const MOST_CHARACTERS = 200_000

/**
 * Reads a lesson from JSON text, such as a file's.
 * @throws Error with one sentence that names the field and says what is accepted
 */
export function readLesson(text: string): Lesson {
  if (text.length > MOST_CHARACTERS) {
    throw new Error(`The lesson has more than ${inWords(MOST_CHARACTERS)} characters; a lesson is smaller.`)
  }
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch (error) {
    throw new Error(`The lesson is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
  return parseLesson(input)
}

/** Checks a lesson that comes from outside. @throws as `readLesson` */
export function parseLesson(input: unknown): Lesson {
  const parsed = checked(input)
  if (!parsed.success) throw new Error(sentenceOf(deepest(parsed.error.issues)))
  const missing = missingIn(parsed.data)
  if (missing !== null) throw new Error(missing)
  return parsed.data
}

function checked(input: unknown) {
  try {
    return lessonSchema.safeParse(input)
  } catch {
    // Only a nesting of thousands of levels gets here.
    throw new Error('The lesson is nested too deeply: quantities and conditions stand a few levels inside each other.')
  }
}

type Issue = z.core.$ZodIssue

/** Of the alternatives that a value might have been meant as, the problem of the one that was followed furthest. */
function deepest(issues: readonly Issue[]): Issue {
  const [first] = issues
  if (first.code !== 'invalid_union') return first
  const inner = first.errors.flatMap(each => (each.length > 0 ? [deepest(each)] : []))
  const best = inner.reduce<Issue | null>((a, b) => (a && a.path.length >= b.path.length ? a : b), null)
  if (!best || best.path.length === 0) return first
  return { ...best, path: [...first.path, ...best.path] }
}

/** E.g. "steps[2].ask.kind". */
function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, key) => {
    if (typeof key === 'number') return `${field}[${key + 1}]`
    return field === '' ? String(key) : `${field}.${String(key)}`
  }, '')
}

function sentenceOf(issue: Issue): string {
  const field = fieldOf(issue.path)
  const where = field === '' ? 'The lesson' : `The lesson’s ${field.slice(0, 120)}`
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${where} has a field that lessons do not know: ${issue.keys[0].slice(0, 40)}.`
    case 'invalid_value':
      return `${where} must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}.`
    case 'invalid_type':
      return `${where} must be ${TYPES[issue.expected] ?? `of type ${issue.expected}`}.`
    case 'too_small':
      return `${where} must have ${amount(issue.origin, 'at least', issue.minimum)}.`
    case 'too_big':
      return `${where} must have ${amount(issue.origin, 'at most', issue.maximum)}.`
    case 'invalid_format':
    case 'custom':
      return `${where} must be ${issue.message}.`
    case 'invalid_union':
      return `${where} must be ${issue.discriminator ? `something else: its “${issue.discriminator}” is none that lessons know` : 'a number, or a quantity such as { "of": "kl" }'}.`
    case 'invalid_key':
      return `${where} has a name that is not made of letters, digits and hyphens.`
    default:
      return `${where} is not accepted: ${issue.message}.`
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function amount(origin: string, relation: string, value: number | bigint): string {
  if (origin === 'string') return `${relation} ${value} characters`
  if (origin === 'array') return `${relation} ${value} entries`
  return `a value of ${relation} ${value}`
}
