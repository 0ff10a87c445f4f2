import type { Lesson } from '../../config/lesson/lesson'
import { packLesson } from '../../config/lesson/packed'
import { MOST_CHARACTERS, readLesson } from '../../config/lesson/parseLesson'
import { shown } from '../../config/link'
import { notify } from '../../state/lab'
import { keepOwnLesson } from '../../state/lesson/device'
import { goToLesson } from '../../state/lesson/place'
import { lessonPlayerText as words } from '../../text/lessonPlayer'

/** Opens a lesson from a file and keeps it on this device. Of any other file a notice says what is wrong with it. */
export async function openLessonFile(file: File): Promise<void> {
  const name = shown(file.name)
  try {
    if (file.size > 4 * MOST_CHARACTERS) throw new Error(words.fileTooLarge)
    await openLesson(readLesson(await file.text()))
  } catch (error) {
    notify('error', [words.notOpened(name, error instanceof Error ? error.message : String(error))])
  }
}

/** Under an address that holds all of it where it is short enough, else under its name on this device. */
async function openLesson(lesson: Lesson): Promise<void> {
  if (!keepOwnLesson(lesson)) notify('error', [words.notKept])
  goToLesson((await packLesson(lesson)) ?? `own:${lesson.id}`)
}
