import { encodeLink } from '../src/config/link'
import { defaultConfig } from '../src/config/settings'
import { runToEnd } from '../src/engine/run'
import { shortestFloat32 } from '../src/logprobs/shortest'
import type { Recording } from '../src/state/recording'

/** Evaluations of which every one is kept; then every second of as many again, every fourth, and so on. */
const DENSE = 16

/**
 * Runs what the page opens with and keeps of it what the first picture is drawn from, on the active backend.
 * @throws Error if that scenario's numbers are not exact: a recording says nothing of bands
 */
export async function recordedRun(): Promise<Recording> {
  const config = defaultConfig()
  const { description, snapshots } = await runToEnd(config)
  const { coverage, kl } = description.exactness
  if (!coverage.exact || !kl.exact || !description.weights)
    throw new Error(`${config.scenario} is not measured exactly.`)
  const kept = snapshots.filter(
    (_, i) => i % 2 ** Math.floor(Math.log2(1 + i / DENSE)) === 0 || i === snapshots.length - 1,
  )
  return {
    format: 'coverage-lab/recording@1',
    link: encodeLink(config),
    how: coverage.how,
    weights: Array.from(description.weights),
    frames: kept.map(({ step, kl: mean, logRatios }) => ({
      step,
      kl: mean,
      logRatios: Array.from(logRatios, ratio => Number(shortestFloat32(ratio))),
    })),
  }
}
