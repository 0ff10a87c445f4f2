import { useMemo } from 'react'
import { standardError } from '../../coverage/bands'
import { coverageAt } from '../../coverage/profile'
import { coverageHistory, profileOf, runningMean } from '../../state/derive'
import type { Run } from '../../state/types'
import { drawsDatasets } from '../../state/unit'
import { datasets, ofDatasets } from '../../text/datasetSentences'
import { formatNumber } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { DotPlot } from '../charts/DotPlot'
import { runColour } from '../charts/runColour'
import { signedScale } from '../charts/verticalScale'
import { type RunLabels, useRunLabels } from '../runLabels'
import { meanOf, NO_DATASET, useDatasets } from './datasets'
import type { PictureProps } from './picture'

/** Cov_N of every dataset as a dot, and where its mean lies beside those of earlier runs. */
export function CoverageDots({ run, ghosts, snapshot }: PictureProps) {
  const { N } = run.config.values
  const labels = useRunLabels()
  const shown = useDatasets(run, snapshot)
  // The run is another object for each N; its snapshots are not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const values = useMemo(() => shown.map(one => coverageAt(profileOf(run, one), N)), [shown, N])
  const earlier = useMemo(
    () => ghosts.flatMap(ghost => ({ ghost, mean: meanCoverage(ghost, N) })).filter(({ mean }) => mean !== null),
    [ghosts, N],
  ) as readonly { ghost: Run; mean: number }[]
  const scale = useMemo(() => signedScale([...values, ...earlier.map(({ mean }) => mean)]), [values, earlier])
  const title = titleOf(run, values)
  const marks = earlier.map(({ ghost, mean }) => ({ id: ghost.id, value: mean, label: '', colour: runColour(ghost) }))
  if (values.length > 0) {
    const mean = meanOf(values)
    marks.push({ id: run.id, value: mean, label: picturesText.mean(mean), colour: 'var(--strong)' })
  }
  // Along steps the history says all of it.
  if (!drawsDatasets(run.config)) return null
  return (
    <ChartPanel
      id="coverage-dots"
      className="picture picture-wide"
      title={title}
      table={{
        caption: picturesText.coverageOfDatasets,
        head: [picturesText.dataset, picturesText.coverageOf(N)],
        rows: () => values.map((value, i) => [shown[i].step, value]),
      }}
      looking={() => lookingAt.coverageDots(title, N, values.filter(value => value <= 0).length, values.length)}
      note={noteOf(values, earlier, labels)}
    >
      <DotPlot
        values={values}
        scale={scale}
        marks={marks}
        colour={runColour(run)}
        axis={picturesText.coverageOf(N)}
        summary={picturesText.summary(picturesText.coverageOfDatasets, title)}
      />
    </ChartPanel>
  )
}

function titleOf({ config, description }: Run, values: readonly number[]): string {
  if (values.length === 0) return NO_DATASET
  const mean = picturesText.coverageDots(config.values.N, meanOf(values), datasets(values.length))
  const variance = description?.inherentVariance
  return variance ? `${mean}; σ⋆² = ${formatNumber(variance)}` : mean
}

function noteOf(
  values: readonly number[],
  earlier: readonly { ghost: Run; mean: number }[],
  labels: RunLabels,
): string {
  const sentences: string[] = values.length > 0 ? [picturesText.ringed] : []
  if (values.length > 1) sentences.push(picturesText.standardError(standardError(values)))
  if (earlier.length > 0) {
    const means = earlier.map(({ ghost, mean }) => picturesText.labelled(labels.get(ghost.id) ?? '', mean))
    sentences.push(picturesText.earlierMeans(means))
  }
  return sentences.join(' ')
}

/** Null for a run of steps, whose evaluations are no independent datasets. */
function meanCoverage(run: Run, N: number): number | null {
  if (!drawsDatasets(run.config)) return null
  return runningMean(ofDatasets(coverageHistory(run, N))).at(-1)?.value ?? null
}
