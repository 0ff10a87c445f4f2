import type { Lesson } from '../../config/lesson/lesson'

/** A lesson as the index lists it; its text is loaded when it is opened. */
export interface LessonEntry {
  readonly id: string
  readonly load: () => Promise<Lesson>
}

/** Our lessons, in the order of the index. A lesson is one file and one line here. */
export const LESSONS: readonly LessonEntry[] = [
  { id: 'mean-and-tail', load: () => import('./meanAndTail').then(({ meanAndTail }) => meanAndTail) },
]
