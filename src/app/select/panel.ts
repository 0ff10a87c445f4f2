import type { ComponentType } from 'react'

/** One of the tabs of the view of selection. */
export interface SelectPanel {
  readonly Panel: ComponentType
  /** Whether it is about the lab's own run, so that its settings and its playback belong to it. */
  readonly ofRun: boolean
}
