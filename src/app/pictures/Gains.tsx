import { useMemo } from 'react'
import { likelihoodGain } from '../../scenarios/fineRate'
import { datasets } from '../../text/datasetSentences'
import { formatCount } from '../../text/format'
import { DotPlot } from '../charts/DotPlot'
import { runColour } from '../charts/runColour'
import { signedScale } from '../charts/verticalScale'
import { NO_DATASET, shareInWords, useDatasets } from './datasets'
import { PicturePanel } from './PicturePanel'
import type { PictureProps } from './picture'

const TRUTH = [{ id: 0, value: 0, label: 'likelihood is wrong →', colour: 'var(--strong)' }]

/** By how much the likeliest wrong model beats the teacher on every dataset. */
export function Gains({ run, snapshot }: PictureProps) {
  const { values: settings } = run.config
  const shown = useDatasets(run, snapshot)
  // N is among the settings, and no dataset depends on it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run's other settings are fixed
  const gains = useMemo(
    () => shown.flatMap(({ counts }) => (counts ? likelihoodGain(counts, settings) : [])),
    [run.id, shown],
  )
  const scale = useMemo(() => signedScale(gains), [gains])
  const wrong = gains.filter(gain => gain > 0).length
  const title =
    gains.length === 0
      ? NO_DATASET
      : `Likelihood prefers a wrong model in ${formatCount(wrong)} of ${datasets(gains.length)}`
  return (
    <PicturePanel
      title={title}
      note={`${gains.length > 0 ? `Wrong: ${shareInWords(wrong, gains.length)}. ` : ''}Left of 0 it finds the teacher. Ringed: the dataset shown.`}
    >
      <DotPlot
        values={gains}
        scale={scale}
        marks={TRUTH}
        colour={runColour(run)}
        axis="log-likelihood, best wrong model − teacher, nats"
        summary={`What likelihood gains by the best wrong model, dataset by dataset. ${title}.`}
      />
    </PicturePanel>
  )
}
