import { useMemo } from 'react'
import { likelihoodGain } from '../../scenarios/fineRate'
import type { Run } from '../../state/types'
import { datasets } from '../../text/datasetSentences'
import { lookingAt } from '../../text/lookingAtPictures'
import { otherRunsText } from '../../text/otherRuns'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { type DotMark, DotPlot } from '../charts/DotPlot'
import { runColour } from '../charts/runColour'
import { signedScale } from '../charts/verticalScale'
import { datasetsOf, meanOf, NO_DATASET, shareInWords, useDatasets } from './datasets'
import { OtherRuns } from './OtherRuns'
import type { PictureProps } from './picture'

const TRUTH: DotMark = { id: 0, value: 0, label: picturesText.gainsMark, colour: 'var(--strong)' }

/** By how much the likeliest wrong model beats the teacher on every dataset. */
export function Gains({ run, ghosts, snapshot }: PictureProps) {
  const { values: settings } = run.config
  const shown = useDatasets(run, snapshot)
  // N is among the settings, and no dataset depends on it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run's other settings are fixed
  const gains = useMemo(
    () => shown.flatMap(({ counts }) => (counts ? likelihoodGain(counts, settings) : [])),
    [run.id, shown],
  )
  const others = useMemo(() => othersOf(ghosts), [ghosts])
  const scale = useMemo(() => signedScale([...gains, ...others.map(({ mean }) => mean)]), [gains, others])
  const marks = others.map(({ run: other, mean }) => ({
    id: other.id,
    value: mean,
    label: '',
    colour: runColour(other),
  }))
  const wrong = gains.filter(isWrong).length
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
      looking={() => lookingAt.gains(title, Math.max(0, ...gains), others.length)}
      note={
        <>
          {picturesText.gainsNote(gains.length > 0 ? shareInWords(wrong, gains.length) : '')}{' '}
          <OtherRuns
            runs={others.map(({ run: other }) => other)}
            drawn={otherRunsText.meanGains}
            tell={tellOf(others)}
          />
        </>
      }
    >
      <DotPlot
        values={gains}
        scale={scale}
        marks={[...marks, TRUTH]}
        colour={runColour(run)}
        axis={picturesText.gainsAxis}
        summary={picturesText.summary(picturesText.gainsSummary, title)}
      />
    </ChartPanel>
  )
}

function isWrong(gain: number): boolean {
  return gain > 0
}

/** All datasets of another run in two numbers. */
interface Other {
  readonly run: Run
  /** Of the gains, nats. */
  readonly mean: number
  /** Share of the datasets in which likelihood prefers a wrong model. */
  readonly wrong: number
}

function othersOf(ghosts: readonly Run[]): Other[] {
  return ghosts.flatMap(run => {
    const gains = datasetsOf(run).flatMap(({ counts }) => (counts ? likelihoodGain(counts, run.config.values) : []))
    if (gains.length === 0) return []
    return [{ run, mean: meanOf(gains), wrong: gains.filter(isWrong).length / gains.length }]
  })
}

function tellOf(others: readonly Other[]): (run: Run) => string {
  return run => {
    const other = others.find(one => one.run === run)
    return other ? otherRunsText.gain(other.mean, other.wrong) : ''
  }
}
