import { memo } from 'react'

const PATHS = {
  play: 'M4 2.5v11l9.5-5.5z',
  pause: 'M3.5 2.5h3.2v11H3.5zM9.3 2.5h3.2v11H9.3z',
  stop: 'M3 3h10v10H3z',
  step: 'M2.5 2.5v11L10 8zM11 2.5h2.5v11H11z',
  again: 'M8 2.6V0L3.8 3.7 8 7.4V4.8a3.7 3.7 0 1 1-3.7 3.7H2.1A5.9 5.9 0 1 0 8 2.6z',
  undo: 'M6.5 1.5v3.2h2.8a4.6 4.6 0 1 1 0 9.2H4v-2h5.3a2.6 2.6 0 1 0 0-5.2H6.5v3.2L2 5.7z',
  redo: 'M9.5 1.5v3.2H6.7a4.6 4.6 0 1 0 0 9.2H12v-2H6.7a2.6 2.6 0 1 1 0-5.2H9.5v3.2L14 5.7z',
  pin: 'M5 1.5h6v1l-1 .8v3.9l2 1.9v1.2H8.6V15h-1.2v-4.7H4V9.1l2-1.9V3.3l-1-.8zM7.2 3.2v4.5L6 8.9h4L8.8 7.7V3.2z',
  pinned: 'M5 1.5h6v1l-1 .8v3.9l2 1.9v1.2H8.6V15h-1.2v-4.7H4V9.1l2-1.9V3.3l-1-.8z',
  remove: 'M4.2 3 8 6.8 11.8 3 13 4.2 9.2 8l3.8 3.8-1.2 1.2L8 9.2 4.2 13 3 11.8 6.8 8 3 4.2z',
} as const

export type IconName = keyof typeof PATHS

export const Icon = memo(function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
})
