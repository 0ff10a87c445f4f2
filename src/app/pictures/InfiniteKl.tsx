import { useMemo, useState } from 'react'
import { infiniteKlShare } from '../../scenarios/bernoulli'
import { datasets } from '../../text/datasetSentences'
import { formatCount, formatPercent } from '../../text/format'
import { DotPlot } from '../charts/DotPlot'
import { runColour } from '../charts/runColour'
import { rootScale, signedScale, type VerticalScale } from '../charts/verticalScale'
import { Segmented } from '../controls/Segmented'
import { NO_DATASET, shareInWords, useDatasets } from './datasets'
import { PicturePanel } from './PicturePanel'
import type { PictureProps } from './picture'

const KINDS = [
  { value: 'root', label: '√', description: 'Square-root axis: spreads small divergences out' },
  { value: 'linear', label: 'linear' },
] as const

type Kind = (typeof KINDS)[number]['value']

/** KL of every dataset as a dot; where a side of the coin was never seen it is infinite. */
export function InfiniteKl({ run, snapshot }: PictureProps) {
  const [kind, setKind] = useState<Kind>('root')
  const shown = useDatasets(run, snapshot)
  const values = useMemo(() => shown.map(({ kl }) => kl), [shown])
  const scale = useMemo(() => scaleOf(kind, values), [kind, values])
  const infinite = values.filter(value => value === Number.POSITIVE_INFINITY).length
  const title =
    values.length === 0 ? NO_DATASET : `KL is infinite in ${formatCount(infinite)} of ${datasets(values.length)}`
  const { p, n } = run.config.values
  const theory = `in theory (1 − p⋆)ⁿ + p⋆ⁿ = ${formatPercent(infiniteKlShare(p, n))}`
  const measured = values.length === 0 ? '' : `${shareInWords(infinite, values.length)}; `
  return (
    <PicturePanel
      title={title}
      tools={<Segmented legend="Axis of KL" legendHidden options={KINDS} value={kind} onChoose={setKind} />}
      note={`Infinite: ${measured}${theory}. Ringed: the dataset shown.`}
    >
      <DotPlot
        values={values}
        scale={scale}
        infinity
        colour={runColour(run)}
        axis="KL of each dataset, nats"
        summary={`KL of every dataset. ${title}; ${theory}.`}
      />
    </PicturePanel>
  )
}

function scaleOf(kind: Kind, values: readonly number[]): VerticalScale {
  const linear = signedScale(values.filter(Number.isFinite), 4)
  return kind === 'linear' ? linear : rootScale(linear.top)
}
