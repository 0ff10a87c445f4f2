import type { Lesson } from '../../config/lesson/lesson'
import { unpackLesson } from '../../config/lesson/packed'
import { readLesson } from '../../config/lesson/parseLesson'
import { readOwnLessons } from '../../state/lesson/device'
import { lessonPlayerText as words } from '../../text/lessonPlayer'
import { LESSONS } from '../../text/lessons/registry'

/** Reads the lesson that a link's `lesson` names. @throws Error with a sentence where it cannot be had */
export async function loadLesson(source: string): Promise<Lesson> {
  if (source.startsWith('data:')) return unpackLesson(source)
  if (source.startsWith('own:')) {
    const id = source.slice('own:'.length)
    const own = readOwnLessons().find(lesson => lesson.id === id)
    if (!own) throw new Error(words.notHere(id))
    return own
  }
  if (source.includes('/')) return fetched(source)
  const entry = LESSONS.find(({ id }) => id === source)
  if (!entry) throw new Error(words.unknown(source))
  return entry.load()
}

/** From the page's own server: its policy lets it ask no other. */
async function fetched(source: string): Promise<Lesson> {
  const address = new URL(source, window.location.href)
  if (address.origin !== window.location.origin) throw new Error(words.unreachable(source))
  let response: Response
  try {
    response = await fetch(address)
  } catch {
    throw new Error(words.unreachable(source))
  }
  if (!response.ok) throw new Error(words.notFound(source, response.status))
  return readLesson(await response.text())
}
