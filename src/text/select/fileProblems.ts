import type { Place } from '../../logprobs/problems'
import { formatCount } from '../format'
import { words } from '../language'

/** Lines that are named before the list of places is opened. */
const NAMED = 3

/** “line 12 of a.csv, column step-900”. */
function placeInWords({ file, line, column }: Place): string {
  const where = [line === null ? '' : `line ${formatCount(line)}`, file].filter(part => part !== '').join(' of ')
  const of = column === null ? '' : `column ${column}`
  return [where, of].filter(part => part !== '').join(', ')
}

/** “line 12, line 40 and 3 more places”. */
function placesInShort(places: readonly Place[], count: number): string {
  const lines = [...new Set(places.map(({ line, file }) => (line === null ? file : `line ${formatCount(line)}`)))]
  const named = lines.filter(name => name !== '').slice(0, NAMED)
  const more = count - named.length
  if (named.length === 0) return 'Where'
  return more > 0 ? `${named.join(', ')} and ${formatCount(more)} more` : named.join(', ')
}

export const fileProblems = words('select/file-problems', {
  placeInWords,
  placesInShort,
  /** @param names of files of no kind that is read */
  passedOver: (names: readonly string[]) =>
    `${names.length === 1 ? '1 other file of the folder is' : `${names.length} other files are`} of no kind that is read: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}`,
  filter: 'Filter',
})
