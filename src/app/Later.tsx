import { type ReactNode, useEffect, useRef, useState } from 'react'

/**
 * Draws what it is given in a task of its own, soon after what stands around it: two charts at once would keep the page from
 * answering for longer than either. At first all is drawn together.
 */
export function Later({ children }: { readonly children: ReactNode }) {
  const [shown, show] = useState(children)
  const newest = useRef(children)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    newest.current = children
    if (children === shown) return
    // One that is under way shows the newest by then: put off each time, it might never come.
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      show(newest.current)
    })
  }, [children, shown])
  useEffect(() => () => clearTimeout(timer.current), [])
  return shown
}
