import type { Panel } from '../../config/select'
import { BestOfNPanel } from './bestOfN/BestOfNPanel'
import { CheckpointsPanel } from './checkpoints/CheckpointsPanel'
import { FilesPanel } from './files/FilesPanel'
import type { SelectPanel } from './panel'
import { RlPanel } from './rl/RlPanel'
import { SharpeningPanel } from './sharpening/SharpeningPanel'

/** The tabs of the view of selection, by the link's `panel`. */
export const SELECT_PANELS: Readonly<Partial<Record<Panel, SelectPanel>>> = {
  checkpoints: { Panel: CheckpointsPanel, ofRun: true },
  'best-of-n': { Panel: BestOfNPanel, ofRun: true },
  sharpening: { Panel: SharpeningPanel, ofRun: true },
  rl: { Panel: RlPanel, ofRun: true },
  files: { Panel: FilesPanel, ofRun: false },
}
