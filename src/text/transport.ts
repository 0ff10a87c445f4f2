import { formatDuration, formatNumber } from './format'
import { words } from './language'

/** What the transport bar says of a run before it begins. */
export const estimateText = words('transport', {
  /** @param seconds null where they are not known yet */
  expectation: (seconds: number | null, bytes: number): string =>
    seconds === null ? `about ${megabytes(bytes)}` : `about ${formatDuration(seconds)} · ${megabytes(bytes)}`,
})

function megabytes(bytes: number): string {
  const amount = bytes / 1e6
  return amount < 1 ? 'under 1 MB' : `${formatNumber(Number(amount.toPrecision(2)))} MB`
}
