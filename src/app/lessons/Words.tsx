import Markdown, { RuleType } from 'markdown-to-jsx/react'
import { memo, type ReactNode, useMemo } from 'react'
import type { Shown } from '../../config/lesson/quantity'
import { evaluate } from '../../state/lesson/quantity'
import { usePresented } from '../../state/presentation'
import { writeQuantity } from '../../text/lessonPlayer'
import { Tex } from './Tex'
import { useScene } from './useScene'

interface WordsProps {
  /** Markdown without HTML; `code` is a formula, {{name}} a live value. */
  readonly children: string
  readonly live?: Readonly<Record<string, Shown>> | undefined
  /** How live values are drawn; on paper there are none. */
  readonly value?: (shown: Shown) => ReactNode
}

/** The text of a lesson. */
export const Words = memo(function Words({ children, live = {}, value = liveValue }: WordsProps) {
  const options = useMemo(
    () => ({
      disableParsingRawHTML: true,
      disableAutoLink: true,
      forceBlock: true,
      wrapper: 'div' as const,
      overrides: {
        code: { component: InlineTex },
        // Nothing is loaded from elsewhere, and headings are the page's own.
        img: { component: NoImage },
        a: { component: Link },
        ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(each => [each, { component: 'p' }])),
      },
      renderRule(next: () => ReactNode, node: { readonly type: number; readonly text?: string }) {
        if (node.type !== RuleType.text || !node.text?.includes('{{')) return next()
        return node.text.split(/(\{\{[A-Za-z][\w-]*\}\})/).map((part, i) => {
          const name = /^\{\{(.+)\}\}$/.exec(part)?.[1]
          if (name === undefined || !Object.hasOwn(live, name)) return part
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text keep their places
          return <span key={i}>{value(live[name])}</span>
        })
      },
    }),
    [live, value],
  )
  return (
    <div className="lesson-words">
      <Markdown options={options as Parameters<typeof Markdown>[0]['options'] & object}>{children}</Markdown>
    </div>
  )
})

function InlineTex({ children }: { readonly children?: ReactNode }) {
  return <Tex tex={String(children ?? '')} />
}

/** What leads back into the lab opens it as this page is shown: a lock stays in it. */
function Link({ href = '', children }: { readonly href?: string; readonly children?: ReactNode }) {
  const address = usePresented(href)
  return (
    <a href={href.startsWith('?') ? `?${address}` : href} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}

function NoImage({ alt = '' }: { readonly alt?: string }) {
  return alt
}

function liveValue(shown: Shown): ReactNode {
  return <Live shown={shown} />
}

function Live({ shown }: { readonly shown: Shown }) {
  const scene = useScene()
  return <strong className="live-value">{writeQuantity(evaluate(scene, shown.value), shown.as)}</strong>
}
