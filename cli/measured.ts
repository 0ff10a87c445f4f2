import type { ExperimentConfig } from '../src/config/config'
import { decodeLink } from '../src/config/link'
import { coverageAt, coverageProfile } from '../src/coverage/profile'
import { openBackend } from '../src/engine/backend'
import { runToEnd } from '../src/engine/run'
import { type StartOf, shippedStarts } from '../src/engine/shipped'
import type { RunDescription, TrainedSnapshot } from '../src/engine/snapshot'
import { nodePlatform } from './platform'

export interface Measured {
  readonly description: RunDescription
  /** The evaluation at step 0. */
  readonly start: TrainedSnapshot
  /** Every evaluation after it: of steps, or of datasets. */
  readonly snapshots: readonly TrainedSnapshot[]
  /** Cov_N of each of them. */
  coverages(N: number): number[]
}

/** Runs a link to its end, as the command line would. @throws as `opened` */
export async function measured(link: string): Promise<Measured> {
  const { config, startOf } = await opened(link)
  const { description, snapshots } = await runToEnd(config, startOf)
  const [start, ...evaluated] = snapshots
  return {
    description,
    start,
    snapshots: evaluated,
    coverages: N => evaluated.map(({ logRatios }) => coverageAt(coverageProfile(logRatios, description.weights), N)),
  }
}

/**
 * The configuration of a link, and its backend opened: the plain one where the link names none.
 * @throws Error if the link says anything that is not taken as written
 */
export async function opened(link: string): Promise<{ config: ExperimentConfig; startOf: StartOf }> {
  const { config, adjustments } = decodeLink(link)
  if (adjustments.length > 0) throw new Error(adjustments.join(' '))
  const platform = nodePlatform()
  await openBackend(config.backend === 'auto' ? 'cpu' : config.backend, platform)
  return { config, startOf: shippedStarts(platform.readShipped) }
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
