import type { ReactNode } from 'react'

/** What a text may mark: nothing nests, and nothing has attributes. */
const MARKS = { strong: 'strong', em: 'em', code: 'code' } as const
const MARK = /<(strong|em|code)>(.*?)<\/\1>|<br>/g

/** A text of the catalogue with its marks: <strong>, <em>, <code> and <br>. Whatever else it says stands as it is. */
export function Marked({ text }: { readonly text: string }) {
  const parts: ReactNode[] = []
  let from = 0
  for (const found of text.matchAll(MARK)) {
    const [whole, mark, within] = found
    const Mark = mark ? MARKS[mark as keyof typeof MARKS] : null
    parts.push(text.slice(from, found.index), Mark ? <Mark key={found.index}>{within}</Mark> : <br key={found.index} />)
    from = found.index + whole.length
  }
  return [...parts, text.slice(from)]
}
