import type { Lesson } from '../../config/lesson/lesson'
import { translated } from '../language'

/** A lesson as the index lists it; its text is loaded when it is opened. */
export interface LessonEntry {
  readonly id: string
  readonly load: () => Promise<Lesson>
}

/** In the order of the index. A lesson is one file and one line here. */
const ENGLISH: readonly LessonEntry[] = [
  { id: 'mean-and-tail', load: () => import('./meanAndTail').then(({ meanAndTail }) => meanAndTail) },
  { id: 'best-of-n', load: () => import('./bestOfN').then(({ bestOfN }) => bestOfN) },
  { id: 'length', load: () => import('./length').then(({ length }) => length) },
  { id: 'generalisation', load: () => import('./generalisation').then(({ generalisation }) => generalisation) },
  { id: 'normalization', load: () => import('./normalization').then(({ normalization }) => normalization) },
  { id: 'test-time-training', load: () => import('./testTimeTraining').then(each => each.testTimeTraining) },
  { id: 'tournament', load: () => import('./tournament').then(({ tournament }) => tournament) },
  { id: 'pre-training-to-rl', load: () => import('./toRl').then(({ toRl }) => toRl) },
]

/** Our lessons, each in the page's language. */
export const LESSONS: readonly LessonEntry[] = ENGLISH.map(({ id, load }) => ({
  id,
  load: async () => translated(`lessons/${id}`, await load()),
}))
