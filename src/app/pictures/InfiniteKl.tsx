import { useMemo, useState } from 'react'
import { infiniteKlShare } from '../../scenarios/bernoulli'
import type { Run } from '../../state/types'
import { datasets } from '../../text/datasetSentences'
import { exploreText } from '../../text/explore'
import { lookingAt } from '../../text/lookingAtPictures'
import { otherRunsText } from '../../text/otherRuns'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { DotPlot } from '../charts/DotPlot'
import { runColour } from '../charts/runColour'
import { rootScale, signedScale, type VerticalScale } from '../charts/verticalScale'
import { Segmented } from '../controls/Segmented'
import { datasetsOf, meanOf, NO_DATASET, shareInWords, useDatasets } from './datasets'
import { OtherRuns } from './OtherRuns'
import type { PictureProps } from './picture'

const KINDS = [
  { value: 'root', label: '√', description: picturesText.rootKl },
  { value: 'linear', label: exploreText.linear },
] as const

type Kind = (typeof KINDS)[number]['value']

/** KL of every dataset as a dot; where a side of the coin was never seen it is infinite. */
export function InfiniteKl({ run, ghosts, snapshot }: PictureProps) {
  const [kind, setKind] = useState<Kind>('root')
  const shown = useDatasets(run, snapshot)
  const values = useMemo(() => shown.map(({ kl }) => kl), [shown])
  const others = useMemo(() => othersOf(ghosts), [ghosts])
  const marks = others.flatMap(({ run: other, mean }) =>
    mean === null ? [] : [{ id: other.id, value: mean, label: '', colour: runColour(other) }],
  )
  const scale = useMemo(
    () => scaleOf(kind, [...values, ...others.flatMap(({ mean }) => mean ?? [])]),
    [kind, values, others],
  )
  const infinite = values.filter(value => value === Number.POSITIVE_INFINITY).length
  const title = values.length === 0 ? NO_DATASET : picturesText.infiniteTitle(infinite, datasets(values.length))
  const { p, n } = run.config.values
  const theory = picturesText.infiniteTheory(infiniteKlShare(p, n))
  const measured = values.length === 0 ? '' : shareInWords(infinite, values.length)
  return (
    <ChartPanel
      id="dots"
      className="picture picture-wide"
      title={title}
      tools={<Segmented legend={picturesText.klTools} legendHidden options={KINDS} value={kind} onChoose={setKind} />}
      table={{
        caption: picturesText.klOfDatasets,
        head: [picturesText.dataset, picturesText.klAxis],
        rows: () => shown.map(one => [one.step, one.kl]),
      }}
      looking={() => lookingAt.infinite(title, infinite, values.length, others.length)}
      note={
        <>
          {picturesText.infiniteNote(measured, theory)}{' '}
          <OtherRuns runs={others.map(({ run: other }) => other)} drawn={otherRunsText.meanKls} tell={tellOf(others)} />
        </>
      }
    >
      <DotPlot
        values={values}
        scale={scale}
        infinity
        marks={marks}
        colour={runColour(run)}
        axis={picturesText.klAxis}
        summary={picturesText.summary(picturesText.klOfDatasets, `${title}; ${theory}`)}
      />
    </ChartPanel>
  )
}

function scaleOf(kind: Kind, values: readonly number[]): VerticalScale {
  const linear = signedScale(values.filter(Number.isFinite), 4)
  return kind === 'linear' ? linear : rootScale(linear.top)
}

/** All datasets of another run in two numbers. */
interface Other {
  readonly run: Run
  /** Of the finite KL, nats; null where none is. */
  readonly mean: number | null
  /** Share of the datasets whose KL is infinite. */
  readonly infinite: number
}

function othersOf(ghosts: readonly Run[]): Other[] {
  return ghosts.flatMap(run => {
    const all = datasetsOf(run).map(({ kl }) => kl)
    if (all.length === 0) return []
    const finite = all.filter(Number.isFinite)
    return [{ run, mean: finite.length > 0 ? meanOf(finite) : null, infinite: 1 - finite.length / all.length }]
  })
}

function tellOf(others: readonly Other[]): (run: Run) => string {
  return run => {
    const other = others.find(one => one.run === run)
    return other ? otherRunsText.kl(other.mean, other.infinite) : ''
  }
}
