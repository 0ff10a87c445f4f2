import type { Panel } from '../../config/select'
import { BestOfNPanel } from './bestOfN/BestOfNPanel'
import { CheckpointsPanel } from './checkpoints/CheckpointsPanel'
import { FilesPanel } from './files/FilesPanel'
import type { SelectPanel } from './panel'
import { RlPanel } from './rl/RlPanel'
import { SharpeningPanel } from './sharpening/SharpeningPanel'

/** The tabs of the view of selection, by the link's `panel`. */
export const SELECT_PANELS: Readonly<Partial<Record<Panel, SelectPanel>>> = {
  checkpoints: { name: 'Checkpoints', Panel: CheckpointsPanel, ofRun: true },
  'best-of-n': { name: 'Best-of-N', Panel: BestOfNPanel, ofRun: true },
  sharpening: { name: 'Sharpening', Panel: SharpeningPanel, ofRun: true },
  rl: { name: 'Reinforcement learning', Panel: RlPanel, ofRun: true },
  files: { name: 'Your files', Panel: FilesPanel, ofRun: false },
}
