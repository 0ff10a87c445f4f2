import type { Panel } from '../../config/select'
import { BestOfNPanel } from './bestOfN/BestOfNPanel'
import { CheckpointsPanel } from './checkpoints/CheckpointsPanel'
import { FilesPanel } from './files/FilesPanel'
import type { SelectPanel } from './panel'

/** The tabs of the view of selection, by the link's `panel`. */
export const SELECT_PANELS: Readonly<Partial<Record<Panel, SelectPanel>>> = {
  checkpoints: { name: 'Checkpoints', Panel: CheckpointsPanel, ofRun: true },
  'best-of-n': { name: 'Best-of-N', Panel: BestOfNPanel, ofRun: true },
  files: { name: 'Your files', Panel: FilesPanel, ofRun: false },
}
