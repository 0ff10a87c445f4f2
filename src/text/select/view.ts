import type { Panel } from '../../config/select'
import { words } from '../language'

/** The view of selection around its tabs. */
export const selectText = words('select/view', {
  settings: 'Settings',
  tabs: 'Selection',
  trainingRun: 'The training run',
  panels: {
    checkpoints: 'Checkpoints',
    'best-of-n': 'Best-of-N',
    sharpening: 'Sharpening',
    rl: 'Reinforcement learning',
    files: 'Your files',
  } satisfies Record<Panel, string>,
})
