import { MOST_CHARACTERS, readLesson } from '../../config/lesson/parseLesson'
import { shown } from '../../config/link'
import { notify } from '../../state/lab'
import { openLesson } from '../../state/lesson/openLesson'
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
