import { shown } from './shown'
import type { z } from './zod'

type Issue = z.core.$ZodIssue

/** What the sentence is about, e.g. “The lesson” and “The lesson’s steps[1]”. */
export interface Subject {
  readonly whole: string
  readonly part: (field: string) => string
  /** E.g. “lessons”: those that know which fields there are. */
  readonly kind: string
}

/**
 * The first thing that a schema finds wrong, in one sentence that names the field, counting from 1, and says what is accepted.
 * A schema's own messages are what the field must be: “small letters, digits and hyphens”.
 */
export function schemaProblem({ issues }: z.ZodError, subject: Subject): string {
  const issue = deepest(issues)
  const field = fieldOf(issue.path)
  return `${field === '' ? subject.whole : subject.part(field.slice(0, 120))} ${complaint(issue, subject.kind)}.`
}

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

function complaint(issue: Issue, kind: string): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `has a field that ${kind} do not know: ${shown(issue.keys[0])}`
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`
    case 'invalid_type':
      return `${issue.message.endsWith('received undefined') ? 'is missing: it ' : ''}must be ${TYPES[issue.expected] ?? `of type ${issue.expected}`}`
    case 'too_small':
      return `must have ${amount(issue.origin, 'at least', issue.minimum)}`
    case 'too_big':
      return `must have ${amount(issue.origin, 'at most', issue.maximum)}`
    case 'invalid_format':
      return `must be ${FORMATS[issue.format] ?? issue.message}`
    case 'custom':
      return `must be ${issue.message}`
    case 'invalid_union':
      if (issue.discriminator) return `must be something else: its “${issue.discriminator}” is none that ${kind} know`
      return `must be ${issue.message === 'Invalid input' ? alternatives(issue.errors) : issue.message}`
    case 'invalid_key':
      return `has a name that is not ${issue.issues[0]?.message ?? 'accepted'}`
    default:
      return `is not accepted: ${issue.message}`
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const FORMATS: Readonly<Record<string, string>> = { datetime: 'a date and time, such as 2025-10-16T12:00:00Z' }

/** E.g. “text or a number”. */
function alternatives(errors: readonly (readonly Issue[])[]): string {
  const each = errors.flatMap(([first]) => (first ? [complaint(first, '').replace(/^must be /, '')] : []))
  return [...new Set(each)].join(' or ')
}

function amount(origin: string, relation: string, value: number | bigint): string {
  if (origin === 'string') return `${relation} ${value} characters`
  if (origin === 'array') return `${relation} ${value} ${value === 1 ? 'entry' : 'entries'}`
  return `a value of ${relation} ${value}`
}
