import { formatDuration, formatNumber } from './format'
import { words } from './language'

/** What the transport bar says of a run before it begins. */
export const estimateText = words('transport/estimate', {
  /** @param seconds null where they are not known yet */
  expectation: (seconds: number | null, bytes: number): string =>
    seconds === null ? `about ${megabytes(bytes)}` : `about ${formatDuration(seconds)} · ${megabytes(bytes)}`,
})

/** The words of the transport bar. */
export const transportText = words('transport', {
  playback: 'Playback',
  speed: 'Speed',
  quarter: 'A run takes about 40 seconds',
  usual: 'A run takes about 10 seconds',
  fast: 'A run takes about 2.5 seconds, machine permitting',
  fastest: 'As fast as the machine goes',
  settings: 'Settings',
  nextDataset: 'Next dataset',
  singleStep: 'Single step',
  resetToStart: 'Reset to before any data',
  resetToZero: 'Reset to step 0',
  pause: 'Pause',
  replay: 'Replay',
  play: 'Play',
  progress: 'Progress of the run',
  pace: (rate: string, units: string, left: string) => `${rate} ${units}/s · ${left} left`,
})

function megabytes(bytes: number): string {
  const amount = bytes / 1e6
  return amount < 1 ? 'under 1 MB' : `${formatNumber(Number(amount.toPrecision(2)))} MB`
}
