import { useMemo, useState } from 'react'
import { infiniteKlShare } from '../../scenarios/bernoulli'
import { datasets } from '../../text/datasetSentences'
import { exploreText } from '../../text/explore'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import { DotPlot } from '../charts/DotPlot'
import { runColour } from '../charts/runColour'
import { rootScale, signedScale, type VerticalScale } from '../charts/verticalScale'
import { Segmented } from '../controls/Segmented'
import { NO_DATASET, shareInWords, useDatasets } from './datasets'
import type { PictureProps } from './picture'

const KINDS = [
  { value: 'root', label: '√', description: picturesText.rootKl },
  { value: 'linear', label: exploreText.linear },
] as const

type Kind = (typeof KINDS)[number]['value']

/** KL of every dataset as a dot; where a side of the coin was never seen it is infinite. */
export function InfiniteKl({ run, snapshot }: PictureProps) {
  const [kind, setKind] = useState<Kind>('root')
  const shown = useDatasets(run, snapshot)
  const values = useMemo(() => shown.map(({ kl }) => kl), [shown])
  const scale = useMemo(() => scaleOf(kind, values), [kind, values])
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
      looking={() => lookingAt.infinite(title, infinite, values.length)}
      note={picturesText.infiniteNote(measured, theory)}
    >
      <DotPlot
        values={values}
        scale={scale}
        infinity
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
