import type { Lesson } from '../../config/lesson/lesson'
import { packLesson } from '../../config/lesson/packed'
import { parseLesson } from '../../config/lesson/parseLesson'
import { notify } from '../lab'
import { useView } from '../view'
import { keepOwnLesson } from './device'
import { goToLesson, useLessonPlace } from './place'

const NOT_KEPT = 'This device has no room to keep the lesson: after a reload its file has to be opened again.'

/** Shows a lesson and keeps it on this device: under an address that holds all of it where it is short enough, else under its name. */
export async function openLesson(lesson: Lesson): Promise<void> {
  if (!keepOwnLesson(lesson)) notify('error', [NOT_KEPT])
  const source = (await packLesson(lesson)) ?? `own:${lesson.id}`
  useView.getState().show('lessons')
  // Another edition of the lesson that is open may have the same address.
  if (useLessonPlace.getState().source === source) useLessonPlace.setState({ source: null })
  goToLesson(source)
}

/**
 * Shows the last lesson of a file; the others are kept too.
 * @throws Error with a sentence, before anything is opened, if one of them is no lesson
 */
export async function openLessons(documents: readonly unknown[]): Promise<void> {
  for (const lesson of documents.map(parseLesson)) await openLesson(lesson)
}
