import { useEffect, useRef, useState } from 'react'

/** Milliseconds: what takes long to work out, or is read as numbers, follows a run under way no faster. */
const INTERVAL = 400

/** The newest value, at most one in every interval; a value that counts as the same changes nothing. */
export function useThrottled<T>(value: T, same: (one: T, other: T) => boolean): T {
  const [shown, setShown] = useState(value)
  const latest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const changed = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    latest.current = value
    if (timer.current !== null || same(shown, value)) return
    const wait = Math.max(0, changed.current + INTERVAL - performance.now())
    timer.current = setTimeout(() => {
      timer.current = null
      changed.current = performance.now()
      setShown(latest.current)
    }, wait)
  }, [value, shown, same])
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  return shown
}
