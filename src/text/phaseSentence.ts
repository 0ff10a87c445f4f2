import type { ExperimentConfig } from '../config/config'
import { encodeLink } from '../config/link'
import type { LabState } from '../state/types'
import { drawsDatasets, unitOf } from '../state/unit'
import { formatCount } from './format'

type Told = Pick<LabState, 'phase' | 'compiled' | 'detail' | 'progress' | 'config' | 'rival'>

/** What the lab is doing and what the person can do now. */
export function phaseSentence({ phase, compiled, detail, progress, config, rival }: Told): string {
  const unit = unitOf(config)
  const datasets = drawsDatasets(config)
  const here = `${unit.one} ${formatCount(progress.step)}`
  switch (phase) {
    case 'starting':
      return 'Starting: looking for the fastest way to compute here.'
    case 'compiling':
      return `Compiling the training step for this device${compiled === null ? '' : `: ${Math.floor(100 * compiled)} %`}.`
    case 'paused':
      if (progress.step === 0 && rival) return pairSentence(config, rival.config)
      return progress.step === 0
        ? `Press Play, or the space bar: ${datasets ? 'many datasets are drawn here, and each chooses a model.' : 'a tiny language model trains here.'}`
        : `Paused at ${here}. Drag N, the playhead or any setting.`
    case 'running':
      return datasets
        ? 'Drawing one dataset after the other. Drag N meanwhile.'
        : 'Training. Drag N, or change η while it runs.'
    case 'hidden':
      return `Waiting at ${here} while this tab is hidden.`
    case 'finished':
      return `Finished: ${formatCount(config.values.T)} ${config.values.T === 1 ? unit.one : unit.many}. Change a setting, and this run stays to compare.`
    case 'recovering':
      return `${detail ?? 'The device was lost.'} Starting again from the last evaluation; nothing is lost.`
    case 'failed':
      return `The run stopped. ${detail ?? 'The reason is not known.'}`
  }
}

/** Of A and B before they begin. */
function pairSentence(config: ExperimentConfig, other: ExperimentConfig): string {
  return encodeLink(config) === encodeLink(other)
    ? 'A and B are alike: change a setting of B, then press Play.'
    : 'Press Play, or the space bar: A and B start together.'
}
