import { inWords } from '../parameters'
import { type Subject, schemaProblem } from '../schemaProblem'
import { missingIn } from './checkLesson'
import { jsonMistake } from './jsonMistake'
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
  } catch {
    throw new Error(`The lesson is not JSON: ${jsonMistake(text)}.`)
  }
  return parseLesson(input)
}

const LESSON: Subject = { whole: 'The lesson', part: field => `The lesson’s ${field}`, kind: 'lessons' }

/** Checks a lesson that comes from outside. @throws as `readLesson` */
export function parseLesson(input: unknown): Lesson {
  const parsed = checked(input)
  if (!parsed.success) throw new Error(schemaProblem(parsed.error, LESSON))
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
