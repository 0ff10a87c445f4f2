import { useMemo } from 'react'
import { likelihoodGain } from '../../scenarios/fineRate'
import { datasets } from '../../text/datasetSentences'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { DotPlot } from '../charts/DotPlot'
import { runColour } from '../charts/runColour'
import { signedScale } from '../charts/verticalScale'
import { NO_DATASET, shareInWords, useDatasets } from './datasets'
import type { PictureProps } from './picture'

const TRUTH = [{ id: 0, value: 0, label: picturesText.gainsMark, colour: 'var(--strong)' }]

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
  const title = gains.length === 0 ? NO_DATASET : picturesText.gainsTitle(wrong, datasets(gains.length))
  return (
    <ChartPanel
      id="gains"
      className="picture picture-wide"
      title={title}
      table={{
        caption: picturesText.gainsSummary,
        head: [picturesText.dataset, picturesText.gainsAxis],
        rows: () => gains.map((gain, i) => [i + 1, gain]),
      }}
      looking={() => lookingAt.gains(title, Math.max(0, ...gains))}
      note={picturesText.gainsNote(gains.length > 0 ? shareInWords(wrong, gains.length) : '')}
    >
      <DotPlot
        values={gains}
        scale={scale}
        marks={TRUTH}
        colour={runColour(run)}
        axis={picturesText.gainsAxis}
        summary={picturesText.summary(picturesText.gainsSummary, title)}
      />
    </ChartPanel>
  )
}
