import type { ExperimentConfig } from '../../config/config'
import { shippedName } from '../../config/shipped'
import { scenarioOf } from '../../scenarios/registry'
import type { Run } from '../../state/types'
import { formatCount } from '../../text/format'

type Begun = Pick<Run, 'origin' | 'shipped'>

/** Where a transformer's run starts from, in words. @param run null while there is none */
export function startSentence(config: ExperimentConfig, run: Begun | null): string {
  if (run?.origin) return `Starts from ${run.origin.label}.`
  if (shippedName(config) !== null) {
    const steps = run?.shipped ? `: ${formatCount(run.shipped.steps)} steps of pre-training` : ''
    return `Starts from the checkpoint that ships with the lab${steps}.`
  }
  const missed = missesCheckpoint(config)
    ? ' No checkpoint of these sizes ships with the lab: pre-train one, and fork it.'
    : ''
  return `Starts from random weights.${missed}`
}

/** Whether runs of these settings are meant to go on from a checkpoint, and none of their sizes ships. */
export function missesCheckpoint(config: ExperimentConfig): boolean {
  const { pretraining } = scenarioOf(config)
  if (!pretraining || shippedName(config) !== null) return false
  return Object.entries(pretraining).some(([id, value]) => config.values[id] !== value)
}
