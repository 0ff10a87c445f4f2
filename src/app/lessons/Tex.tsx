import katex from 'katex'
import { useLayoutEffect, useRef } from 'react'
import { lessonPlayerText as words } from '../../text/lessonPlayer'

interface TexProps {
  readonly tex: string
  readonly display?: boolean
  /** Called with the typeset formula each time that it is made; returns what undoes that. */
  readonly onMade?: (formula: HTMLElement) => (() => void) | undefined
}

/** The classes that formulas may name themselves; nothing else that TeX could do to the page is trusted. */
const OWN_CLASS = /^lesson-symbol-\d+$/

/** KaTeX gives the arrow of `\vec` its width by a style in the markup, which the page's policy blocks; not that of this one. */
const MACROS = { '\\vec': '\\overrightarrow{#1}' }

/** A formula. Where KaTeX cannot read it, a sentence at its place says so. */
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
        macros: { ...MACROS },
        trust: context => context.command === '\\htmlClass' && OWN_CLASS.test(context.class),
      })
    } catch {
      span.textContent = words.unreadableTex(tex.length > 60 ? `${tex.slice(0, 60)}…` : tex)
    }
    // What is cut at the edge can be scrolled to by the keyboard too.
    if (display && span.scrollWidth > span.clientWidth + 1) span.tabIndex = 0
    else span.removeAttribute('tabindex')
    return onMade?.(span)
  }, [tex, display, onMade])
  return <span ref={place} className={display ? 'lesson-display' : undefined} />
}
