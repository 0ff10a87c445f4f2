import { MOST_CHARACTERS, readLesson } from '../../config/lesson/parseLesson'
import { shown } from '../../config/link'
import { openLesson } from '../../state/lesson/openLesson'
import { sniffed } from '../../state/readText'
import { lessonPlayerText as words } from '../../text/lessonPlayer'

/** Opens a lesson from a file and keeps it on this device. @returns what is wrong with any other file, in a sentence */
export async function openLessonFile(file: File): Promise<string | null> {
  const name = shown(file.name)
  try {
    if (file.size > 4 * MOST_CHARACTERS) throw new Error(words.fileTooLarge)
    const found = await sniffed(file)
    if (found.kind !== 'text') throw new Error(words.notText(found.kind === 'binary' ? found.what : null))
    await openLesson(readLesson(await file.text()))
    return null
  } catch (error) {
    return words.notOpened(name, error instanceof Error ? error.message : String(error))
  }
}
