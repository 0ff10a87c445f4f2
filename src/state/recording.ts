import { create } from 'zustand'
import { encodeLink } from '../config/link'
import { defaultConfig } from '../config/settings'
import { address } from './address'

/** A run that was computed before, as far as the first picture of it needs: see `scripts/recording.ts`. Logs in nats. */
export interface Recording {
  readonly format: 'coverage-lab/recording@1'
  /** The settings it was computed with. */
  readonly link: string
  /** How its numbers came about, in words. */
  readonly how: string
  /** Probability of each response. */
  readonly weights: readonly number[]
  readonly frames: readonly {
    readonly step: number
    readonly kl: number
    /** log π_D − log π̂ of each response. */
    readonly logRatios: readonly number[]
  }[]
}

/** Where it lies in the page's folder. */
export const RECORDED = 'recorded/opening.json'

/** The recording, where the page was opened with exactly its settings; never part of the lab's own runs. */
export const useRecording = create<{ readonly recording: Recording | null }>()(() => ({ recording: null }))

/**
 * Fetches the recording for a page that was opened with exactly the settings it was made with. Without it, or with one of
 * other settings, the page starts without a moving picture.
 */
export async function openRecording(): Promise<void> {
  const { view, config, adjustments } = address.read()
  const opening = encodeLink(defaultConfig())
  if (view !== 'explore' || adjustments.length > 0 || encodeLink(config) !== opening) return
  try {
    const response = await fetch(RECORDED)
    if (!response.ok) return
    const recording: unknown = await response.json()
    if (isRecording(recording) && recording.link === opening) useRecording.setState({ recording })
  } catch {
    // Nothing depends on it.
  }
}

/** The file comes with the page; another version of it is left alone. */
function isRecording(value: unknown): value is Recording {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === 'coverage-lab/recording@1'
}
