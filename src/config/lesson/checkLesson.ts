import { decodeLink } from '../link'
import { CHARTS, PARAMETERS } from '../presentation'
import { PANELS } from '../select'
import { shown } from '../shown'
import type { Action } from './action'
import type { Lesson, LessonStep } from './lesson'

/** Every chart that a page can show. */
const LESSON_CHARTS: readonly string[] = [...CHARTS, 'pictures', ...PANELS.map(panel => `select:${panel}`)]
/** Everything that a page can let the person set. */
const LESSON_CONTROLS: readonly string[] = ['scenario', 'model', 'rule', 'decode', ...PARAMETERS]

/**
 * What a lesson names that is not there: charts, controls, settings of its links, live values, kept runs.
 * @returns the first as a sentence that names the page, the field, the value and what is accepted; null where all is there
 */
export function missingIn({ steps }: Lesson): string | null {
  const kept = new Set(steps.flatMap(step => actionsOf(step).flatMap(([, action]) => keptBy(action))))
  for (const [i, step] of steps.entries()) {
    const problem =
      unknownChart(step) ?? unknownControl(step) ?? wrongAction(step) ?? undefinedValue(step) ?? unkeptRun(step, kept)
    if (problem) return `The lesson’s steps[${i + 1}].${problem}`
  }
  return null
}

function refusal(field: string, value: string, accepted: string): string {
  return `${field} is ${shown(value)}; accepted is ${accepted}.`
}

function oneOf(names: Iterable<string>): string {
  return `one of ${[...names].join(', ')}`
}

function unknownChart({ charts = [], formula }: LessonStep): string | null {
  const at = charts.findIndex(id => !LESSON_CHARTS.includes(id))
  if (at >= 0) return refusal(`charts[${at + 1}]`, charts[at], oneOf(LESSON_CHARTS))
  for (const [i, { chart }] of (formula?.symbols ?? []).entries()) {
    if (chart === undefined || LESSON_CHARTS.includes(chart)) continue
    return refusal(`formula.symbols[${i + 1}].chart`, chart, oneOf(LESSON_CHARTS))
  }
  return null
}

function unknownControl({ controls = [] }: LessonStep): string | null {
  const at = controls.findIndex(id => !LESSON_CONTROLS.includes(id))
  return at < 0 ? null : refusal(`controls[${at + 1}]`, controls[at], oneOf(LESSON_CONTROLS))
}

/** A page's actions, each with its field. */
function actionsOf({ enter = [], reveal = [], leave = [] }: LessonStep): (readonly [string, Action])[] {
  return Object.entries({ enter, reveal, leave }).flatMap(([hook, actions]) =>
    actions.map((action, i) => [`${hook}[${i + 1}]`, action] as const),
  )
}

function keptBy(action: Action): string[] {
  return action.do === 'keep' ? [action.as] : []
}

function wrongAction(step: LessonStep): string | null {
  for (const [field, action] of actionsOf(step)) {
    if (action.do === 'open') {
      const [first] = decodeLink(action.link).adjustments
      if (first !== undefined) return `${field}.link is not accepted as it is written: ${first}`
    }
    if (action.do === 'set' && !PARAMETERS.includes(action.id)) {
      return refusal(`${field}.id`, action.id, oneOf(PARAMETERS))
    }
  }
  return null
}

function undefinedValue({ text, outcome = '', claims = [], live = {} }: LessonStep): string | null {
  const texts: readonly (readonly [string, string])[] = [
    ['text', text],
    ['outcome', outcome],
    ...claims.map((claim, i) => [`claims[${i + 1}].text`, claim.text] as const),
  ]
  const names = Object.keys(live)
  for (const [field, words] of texts) {
    for (const [whole, name] of words.matchAll(/\{\{([A-Za-z][\w-]*)\}\}/g)) {
      // In a formula two braces are TeX.
      if (Object.hasOwn(live, name) || inCode(words, whole)) continue
      const accepted = names.length > 0 ? `a name that its live has (${names.join(', ')})` : 'a name that its live has'
      return `${field} speaks of ${whole}; accepted is ${accepted}.`
    }
  }
  return null
}

function inCode(words: string, whole: string): boolean {
  return !words.replace(/`[^`]*`/g, '').includes(whole)
}

function unkeptRun(step: LessonStep, kept: ReadonlySet<string>): string | null {
  const visit = (value: unknown, field: string): string | null => {
    if (typeof value !== 'object' || value === null) return null
    for (const [key, inner] of Object.entries(value)) {
      const here = Array.isArray(value) ? `${field}[${Number(key) + 1}]` : field === '' ? key : `${field}.${key}`
      if (key === 'run' && typeof inner === 'string' && !kept.has(inner)) {
        const names = kept.size > 0 ? oneOf(kept) : 'the name of a run that an action keeps, and none keeps one'
        return refusal(here, inner, names)
      }
      const problem = visit(inner, here)
      if (problem) return problem
    }
    return null
  }
  return visit(step, '')
}
