import type { Action } from '../../config/lesson/action'
import type { Lesson, LessonStep } from '../../config/lesson/lesson'

/** Runs that a page gives a name, in any of its hooks. */
function namedBy({ enter = [], reveal = [], leave = [] }: LessonStep): string[] {
  return [...enter, ...reveal, ...leave].flatMap(action => (action.do === 'keep' ? [action.as] : []))
}

/** Names of runs that a page speaks of. */
function spokenOf(step: LessonStep): Set<string> {
  const names = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (typeof value === 'object' && value !== null) {
      const { run } = value as { run?: unknown }
      if (typeof run === 'string') names.add(run)
      Object.values(value).forEach(visit)
    }
  }
  visit(step)
  return names
}

function opens({ enter = [] }: LessonStep): boolean {
  return enter.some(action => action.do === 'open')
}

/**
 * The first page (from 0) whose actions have to be done again before a page can be opened by itself, such as after a reload:
 * it opens settings of its own, or there is none before, and every run that is spoken of from there on is named from there on.
 */
export function catchUpFrom({ steps }: Lesson, page: number): number {
  let from = page
  while (from > 0 && !opens(steps[from])) from--
  for (let known = -1; known !== from; ) {
    known = from
    const spoken = new Set(steps.slice(from, page + 1).flatMap(step => [...spokenOf(step)]))
    const named = new Set(steps.slice(from, page + 1).flatMap(namedBy))
    const missing = [...spoken].filter(name => !named.has(name))
    const giver = steps.slice(0, from).findLastIndex(step => namedBy(step).some(name => missing.includes(name)))
    if (giver >= 0) from = giver
    while (from > 0 && !opens(steps[from])) from--
  }
  return from
}

/** Everything that pages before `page` do, from `from` on. */
export function actionsBefore({ steps }: Lesson, from: number, page: number): Action[] {
  return steps.slice(from, page).flatMap(({ enter = [], reveal = [], leave = [] }) => [...enter, ...reveal, ...leave])
}
