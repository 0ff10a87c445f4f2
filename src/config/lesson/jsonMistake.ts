import { shown } from '../shown'

/** Where a text that is not JSON goes wrong, in words: the browsers' own name tokens, and most of them no place. */
export function jsonMistake(text: string): string {
  const rest = text.slice(endOfJson(text)).trimStart()
  if (rest === '') return 'it ends before it is whole'
  const line = text.slice(0, text.length - rest.length).split('\n').length
  return `line ${line} goes wrong at ${shown(rest.split(/[\r\n]/, 1)[0])}`
}

/** A file nested deeper would overflow the stack. */
const DEEPEST = 500

/** Where the longest beginning of the text ends that could go on as JSON. */
function endOfJson(text: string): number {
  let at = 0
  const take = (part: RegExp): boolean => {
    const sticky = new RegExp(`[ \\t\\r\\n]*${part.source}`, 'y')
    sticky.lastIndex = at
    const found = sticky.test(text)
    if (found) at = sticky.lastIndex
    return found
  }
  const list = (item: () => boolean, close: RegExp): boolean => {
    if (take(close)) return true
    do if (!item()) return false
    while (take(/,/))
    return take(close)
  }
  const value = (depth: number): boolean => {
    if (depth > DEEPEST) return false
    if (take(/\{/)) return list(() => take(STRING) && take(/:/) && value(depth + 1), /\}/)
    if (take(/\[/)) return list(() => value(depth + 1), /\]/)
    return take(STRING) || take(SCALAR)
  }
  value(0)
  return at
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not stand in a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/
