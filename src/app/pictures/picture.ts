import type { Snapshot } from '../../engine/snapshot'
import type { Run } from '../../state/types'

/** What every scenario's own picture is drawn from. */
export interface PictureProps {
  readonly run: Run
  readonly ghosts: readonly Run[]
  /** The moment that is shown. */
  readonly snapshot: Snapshot
}
