import { memo, type ReactNode } from 'react'

/**
 * An index or exponent behind what the formulas have one of, as in Cov_N, π_{ϑ_h}, Cov^ans_N, y_<h; one of several letters may
 * stand in braces. Other words keep their underscores, for they may be names from a person's file.
 */
const SCRIPT =
  /(?<=Cov|Cov\^ans|min|max|sup|(?<!\p{L})[exyDN]|\p{Script=Greek}\p{M}?)([_^])(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(<?[\p{L}\p{Nd}]+′?(?:,\p{L}+)?))/gu

/** A text of the catalogue in which a formula's indices and exponents are set as such. */
export const Notation = memo(function Notation({ text }: { readonly text: string }) {
  const parts: ReactNode[] = []
  let from = 0
  for (const found of text.matchAll(SCRIPT)) {
    const [whole, mark, braced, bare] = found
    const Script = mark === '_' ? 'sub' : 'sup'
    parts.push(
      text.slice(from, found.index),
      <Script key={found.index}>
        <Notation text={braced ?? bare} />
      </Script>,
    )
    from = found.index + whole.length
  }
  return [...parts, text.slice(from)]
})
