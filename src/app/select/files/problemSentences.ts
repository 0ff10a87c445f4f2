import type { Place } from '../../../logprobs/problems'
import { formatCount } from '../../../text/format'

/** Lines that are named before the list of places is opened. */
const NAMED = 3

/** “line 12 of a.csv, column step-900”. */
export function placeInWords({ file, line, column }: Place): string {
  const where = [line === null ? '' : `line ${formatCount(line)}`, file].filter(part => part !== '').join(' of ')
  const of = column === null ? '' : `column ${column}`
  return [where, of].filter(part => part !== '').join(', ')
}

/** “line 12, line 40 and 3 more places”. */
export function placesInShort(places: readonly Place[], count: number): string {
  const lines = [...new Set(places.map(({ line, file }) => (line === null ? file : `line ${formatCount(line)}`)))]
  const named = lines.filter(name => name !== '').slice(0, NAMED)
  const more = count - named.length
  if (named.length === 0) return 'Where'
  return more > 0 ? `${named.join(', ')} and ${formatCount(more)} more` : named.join(', ')
}
