import { decodeLink, shown, type View } from '../link'
import { parseNumber } from '../parameters'

/** Most characters of a lesson that is carried in a link: servers and messengers cut what is longer. */
export const MOST_LINK_CHARACTERS = 7000

/** What a link says of the view of lessons. */
export interface DecodedLesson {
  readonly view: View
  /** One of ours by its id, a path such as "./my.json", "data:…" or "own:…"; null for the index. */
  readonly source: string | null
  /** From 1. */
  readonly page: number
  /** One sentence for each thing in the link that was not taken as written. */
  readonly adjustments: readonly string[]
}

const SOURCE =
  /^([a-z0-9][a-z0-9-]{0,59}|own:[a-z0-9][a-z0-9-]{0,59}|data:[A-Za-z0-9_-]+|\.?\/(?!\/)[\w./-]{1,200}\.json)$/

/** The query string, without `?`, of a page of a lesson, or of the index of lessons. `decodeLessonLink` is its inverse. */
export function encodeLessonLink(source: string | null, page: number): string {
  const pairs = ['v=1', 'view=lessons']
  // All that a source may contain is allowed in a query as it is.
  if (source !== null) pairs.push(`lesson=${source}`)
  if (source !== null && page > 1) pairs.push(`page=${page}`)
  return pairs.join('&')
}

/** Reads any query string, with or without `?`. Like `decodeLink` it never throws and names each replacement. */
export function decodeLessonLink(query: string): DecodedLesson {
  const { view, adjustments: ofLink } = decodeLink(query)
  const adjustments = [...ofLink]
  const pairs = new URLSearchParams(query)
  const asked = pairs.get('lesson')
  const source = asked !== null && asked.length <= MOST_LINK_CHARACTERS && SOURCE.test(asked) ? asked : null
  if (asked !== null && source === null) {
    adjustments.push(
      `lesson = ${shown(asked)} is neither the name of a lesson, a path to a .json file beside this page, nor a whole lesson; the list of lessons is shown.`,
    )
  }
  const text = pairs.get('page')
  const page = text === null ? 1 : parseNumber(text)
  const valid = page !== null && Number.isInteger(page) && page >= 1 && page <= 40
  if (!valid) adjustments.push(`page = ${shown(text ?? '')} is not a page of a lesson; page 1 is shown.`)
  return { view, source, page: valid ? page : 1, adjustments: view === 'lessons' ? adjustments : [] }
}
