import katex from 'katex'
import { useLayoutEffect, useRef } from 'react'

interface TexProps {
  readonly tex: string
  readonly display?: boolean
  /** Called with the typeset formula each time that it is made; returns what undoes that. */
  readonly onMade?: (formula: HTMLElement) => (() => void) | undefined
}

/** The classes that formulas may name themselves; nothing else that TeX could do to the page is trusted. */
const OWN_CLASS = /^lesson-symbol-\d+$/

/** A formula. What KaTeX cannot read stands there as it is written. */
export function Tex({ tex, display = false, onMade }: TexProps) {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const span = place.current
    if (!span) return
    try {
      // Builds elements: markup with styles in it would break the page's policy.
      katex.render(tex, span, {
        displayMode: display,
        throwOnError: true,
        strict: 'ignore',
        maxExpand: 200,
        maxSize: 20,
        trust: context => context.command === '\\htmlClass' && OWN_CLASS.test(context.class),
      })
    } catch {
      span.textContent = tex
    }
    return onMade?.(span)
  }, [tex, display, onMade])
  return <span ref={place} className={display ? 'lesson-display' : undefined} />
}
