import { useMemo } from 'react'
import { DELTA, wilsonInterval } from '../../coverage/bands'
import type { Snapshot } from '../../engine/snapshot'
import type { Run } from '../../state/types'
import { drawsDatasets } from '../../state/unit'
import { formatPercent } from '../../text/format'
import { picturesText } from '../../text/pictures'

/** The snapshots of all datasets up to the moment that is shown; none for rules that take steps. */
export function useDatasets(run: Run, shown: Snapshot): readonly Snapshot[] {
  const { snapshots, config } = run
  const datasets = drawsDatasets(config)
  return useMemo(
    () => (datasets ? snapshots.filter(({ step }) => step > 0 && step <= shown.step) : []),
    [snapshots, datasets, shown],
  )
}

/** All datasets of a run; none for rules that take steps. */
export function datasetsOf({ snapshots, config }: Run): readonly Snapshot[] {
  return drawsDatasets(config) ? snapshots.filter(({ step }) => step > 0) : []
}

/** NaN of none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** A share of independent datasets with its 95 % interval, e.g. "7.5 % (95 % interval 4 % to 13.7 %)". */
export function shareInWords(count: number, of: number): string {
  const { low, high } = wilsonInterval(count, of, DELTA)
  return `${formatPercent(count / of)} (95 % interval ${formatPercent(low)} to ${formatPercent(high)})`
}

export const NO_DATASET = picturesText.noDataset
