import type { ExperimentConfig } from '../../config/config'
import { shippedName } from '../../config/shipped'
import { scenarioOf } from '../../scenarios/registry'
import type { Run } from '../../state/types'
import { settingsText } from '../../text/settings'

type Begun = Pick<Run, 'origin' | 'shipped'>

/** Where a transformer's run starts from, in words. @param run null while there is none */
export function startSentence(config: ExperimentConfig, run: Begun | null): string {
  if (run?.origin) return settingsText.startsFrom(run.origin.label)
  if (shippedName(config) !== null) {
    return settingsText.startsFromShipped(run?.shipped ? run.shipped.steps : null)
  }
  return settingsText.startsRandom(missesCheckpoint(config))
}

/** Whether runs of these settings are meant to go on from a checkpoint, and none of their sizes ships. */
export function missesCheckpoint(config: ExperimentConfig): boolean {
  const { pretraining } = scenarioOf(config)
  if (!pretraining || shippedName(config) !== null) return false
  return Object.entries(pretraining).some(([id, value]) => config.values[id] !== value)
}
