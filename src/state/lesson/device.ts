import { type Lesson, lessonSchema } from '../../config/lesson/lesson'
import { z } from '../../config/zod'
import type { Prediction } from './scene'

/** What is kept of lessons on this device: how far a person got, and lessons from files. */

const PROGRESS = 'coverage-lab.lessons'
const OWN = 'coverage-lab.own-lessons'

/** Own lessons that are kept at most; the oldest makes room. */
const MOST_OWN = 8

/** How far a person got in a lesson, by its `lesson` of the link (own ones as "own:id"). */
export interface LessonProgress {
  /** The page that was open last, from 1. */
  readonly page: number
  readonly done: boolean
  /** What was guessed, by page; null where the person asked to be shown without a guess. */
  readonly guesses?: Readonly<Record<string, Prediction | null>>
}

const guessSchema: z.ZodType<Prediction> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), option: z.int().min(0) }),
  z.strictObject({ kind: z.literal('number'), value: z.number() }),
  z.strictObject({ kind: z.literal('line'), values: z.array(z.number()) }),
])
const progressSchema = z.record(
  z.string(),
  z.strictObject({
    page: z.int().min(1).max(40),
    done: z.boolean(),
    guesses: z.record(z.string(), guessSchema.nullable()).exactOptional(),
  }),
)
const ownSchema = z.array(z.unknown())

export type AllProgress = Readonly<Record<string, LessonProgress>>

/** Empty where nothing, or nothing readable, is kept. */
export function readProgress(): AllProgress {
  const parsed = progressSchema.safeParse(read(PROGRESS))
  return parsed.success ? parsed.data : {}
}

export function writeProgress(progress: AllProgress): void {
  write(PROGRESS, progress)
}

/** The newest first; what is not a lesson any more is passed over. */
export function readOwnLessons(): Lesson[] {
  const parsed = ownSchema.safeParse(read(OWN))
  if (!parsed.success) return []
  return parsed.data.flatMap(each => {
    const lesson = lessonSchema.safeParse(each)
    return lesson.success ? [lesson.data] : []
  })
}

/** Puts a lesson in front, in place of one of the same id. @returns whether the device has room for it */
export function keepOwnLesson(lesson: Lesson): boolean {
  const others = readOwnLessons().filter(({ id }) => id !== lesson.id)
  return write(OWN, [lesson, ...others].slice(0, MOST_OWN))
}

export function forgetOwnLesson(id: string): void {
  write(
    OWN,
    readOwnLessons().filter(lesson => lesson.id !== id),
  )
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    // Storage may be forbidden or full; lessons work without it.
    return false
  }
}
