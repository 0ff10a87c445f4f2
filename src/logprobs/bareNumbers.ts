const WORD = /-?Infinity|NaN/g

/** The longest of those words, less one: what a piece may end in the middle of. */
const TAIL = '-Infinity'.length - 1

/**
 * Puts quotation marks around NaN, Infinity and -Infinity in a stream of JSON: Python writes them bare, and JSON has no such
 * words. What stands in strings is left alone. Pieces may end anywhere.
 */
export class BareNumbers {
  private inString = false
  private escaped = false
  private held = ''

  push(text: string): string {
    const all = this.held + text
    let done = ''
    let from = 0
    while (from < all.length) {
      const end = this.inString ? this.stringEnd(all, from) : all.indexOf('"', from)
      const piece = end < 0 ? all.slice(from) : all.slice(from, end + 1)
      if (this.inString) done += piece
      else if (end >= 0) done += quoted(piece)
      else {
        // The end may be the beginning of a word.
        const cut = cutOf(piece)
        done += quoted(piece.slice(0, cut))
        this.held = piece.slice(cut)
        return done
      }
      if (end < 0) break
      this.inString = !this.inString
      from = end + 1
    }
    this.held = ''
    return done
  }

  /** What was held back. */
  end(): string {
    const { held } = this
    this.held = ''
    return quoted(held)
  }

  /** The index of the quotation mark that closes the string, or −1. */
  private stringEnd(text: string, from: number): number {
    for (let i = from; i < text.length; i++) {
      if (this.escaped) this.escaped = false
      else if (text[i] === '\\') this.escaped = true
      else if (text[i] === '"') return i
    }
    return -1
  }
}

/** Where the letters begin with which a text ends. */
function cutOf(text: string): number {
  let cut = text.length
  while (cut > 0 && text.length - cut < TAIL && /[-A-Za-z]/.test(text[cut - 1])) cut--
  return cut
}

function quoted(text: string): string {
  return text.replace(WORD, '"$&"')
}

/** The same for a whole text. */
export function withoutBareNumbers(text: string): string {
  const bare = new BareNumbers()
  return bare.push(text) + bare.end()
}
