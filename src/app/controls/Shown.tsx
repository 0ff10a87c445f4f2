import type { ReactNode } from 'react'
import { useShown } from '../../state/presentation'

interface ShownProps {
  /** Of the control, as a lock names it. */
  readonly id: string
  readonly children: ReactNode
  /** In its place where the link is locked and does not leave it. */
  readonly otherwise?: ReactNode
}

/** A control, unless the link hides it. */
export function Shown({ id, children, otherwise = null }: ShownProps) {
  return useShown(id) ? children : otherwise
}
