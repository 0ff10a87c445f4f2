import { useMemo } from 'react'
import { GRID } from '../../../coverage/pairwise'
import { pairwiseProfile } from '../../../coverage/selection'
import { formatNumber } from '../../../text/format'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import { selectLooking } from '../../../text/select/looking'
import { ChartPanel } from '../../charts/ChartPanel'
import { shareScale } from '../../charts/verticalScale'
import type { SeriesStyle } from '../../sweep/seriesStyle'
import { BudgetPlot } from '../bestOfN/BudgetPlot'
import { LineLegend } from './LineLegend'
import { fillOf, strokeOf } from './looks'
import { Menu } from './Menu'
import type { Pair } from './pair'
import { AXIS_END, bandOverGrid, curveOverGrid, TABLE_ROWS } from './profileCurves'
import { type CandidatesFigureProps, largest } from './WorstFigure'

interface PairFigureProps extends CandidatesFigureProps {
  readonly pair: Pair
  readonly onPair: (pair: Pair) => void
}

/** Where a candidate has no look of its own. */
const PLAIN: SeriesStyle = { colour: 'var(--ink)', dash: undefined, shape: 'circle' }
const DASHED: SeriesStyle = { colour: 'var(--ink-soft)', dash: '5 4', shape: 'circle' }

/** The pairwise coverage profile of two candidates, each way, with its band. */
export function PairFigure({ analysis, at, names, looks, pair, onPair }: PairFigureProps) {
  const { own, other } = pair
  const { sums, selection } = analysis
  const [forth, back] = useMemo(
    () => [pairwiseProfile(sums, own, other), pairwiseProfile(sums, other, own)],
    [sums, own, other],
  )
  const [forthLook, backLook] = [looks(own) ?? PLAIN, looks(other) ?? DASHED]
  const band = selection.bands.pairs
  const curves = useMemo(
    () => [
      bandOverGrid('forth-band', forth, band, fillOf(forthLook)),
      bandOverGrid('back-band', back, band, fillOf(backLook)),
      curveOverGrid('forth', forth, strokeOf(forthLook)),
      curveOverGrid('back', back, strokeOf(backLook)),
    ],
    [forth, back, band, forthLook, backLook],
  )
  const scale = useMemo(() => shareScale('root', Math.min(1, largest([forth, back]) + band)), [forth, back, band])
  const title = fileSentences.pairTitle(
    names[own],
    names[other],
    at.N,
    at.pairwise[own][other],
    at.pairwise[other][own],
  )
  const options = names.map((name, i) => [String(i), name] as const)
  const under = (one: number, by: number) => filesText.pair.judgedBy(names[one], names[by])
  return (
    <ChartPanel
      id="pair"
      className="picture picture-wide"
      title={title}
      note={filesText.pair.note(band)}
      table={{
        caption: filesText.pair.table,
        head: ['N', under(own, other), under(other, own)],
        rows: () => TABLE_ROWS.map(k => [GRID[k], forth[k], back[k]].map(formatNumber)),
      }}
      looking={() => selectLooking.pair(title, names[own], names[other], band, at.N)}
    >
      <div className="pair-tools" data-undrawn>
        <Menu
          label={filesText.pair.own}
          options={options.filter(([i]) => Number(i) !== other)}
          value={String(own)}
          onChoose={i => onPair({ own: Number(i), other })}
        />
        <span>{filesText.pair.against}</span>
        <Menu
          label={filesText.pair.other}
          options={options.filter(([i]) => Number(i) !== own)}
          value={String(other)}
          onChoose={i => onPair({ own, other: Number(i) })}
        />
        <button type="button" className="small-button" onClick={() => onPair({ own: other, other: own })}>
          {filesText.pair.swap}
        </button>
      </div>
      <LineLegend
        lines={[
          { key: 'forth', name: under(own, other), look: forthLook },
          { key: 'back', name: under(other, own), look: backLook },
        ]}
      />
      <BudgetPlot
        axis={filesText.axis}
        name={filesText.pair.slider}
        summary={filesText.pair.summary(title)}
        reading={title}
        end={AXIS_END}
        curves={curves}
        scale={scale}
      />
    </ChartPanel>
  )
}
