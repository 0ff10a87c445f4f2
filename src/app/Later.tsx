import { type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { soon } from './soon'

/**
 * Draws what it is given in a task of its own, soon after what stands around it: two charts at once would keep the page from
 * answering for longer than either. At first all is drawn together.
 */
export function Later({ children }: { readonly children: ReactNode }) {
  const [shown, show] = useState(children)
  const newest = useRef(children)
  const due = useRef(false)
  useEffect(() => {
    newest.current = children
    // What is under way shows the newest by then.
    if (children === shown || due.current) return
    due.current = true
    soon(() => {
      due.current = false
      flushSync(() => show(newest.current))
    })
  }, [children, shown])
  return shown
}
