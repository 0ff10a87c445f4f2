import { useDeferredValue, useMemo, useState } from 'react'
import { atN } from '../../../state/atN'
import { type Analysed, useFiles } from '../../../state/files'
import { useLab } from '../../../state/lab'
import { filesText } from '../../../text/select/files'
import { Downloads } from './Downloads'
import { GroupsFigure } from './GroupsFigure'
import { looksOf } from './looks'
import { MatrixFigure } from './MatrixFigure'
import { shortNames } from './names'
import { PairFigure } from './PairFigure'
import { PicksPanel } from './PicksPanel'
import { type Pair, usualPair, validPair } from './pair'
import { RangesFigure } from './RangesFigure'
import { TeacherFigure } from './TeacherFigure'
import { WorstFigure } from './WorstFigure'

/** Characters that a name has in titles and legends; the table of picks and the settings have the whole names. */
const NAME = 32

interface ResultsProps {
  readonly analysed: Analysed
  /** Whether something else is asked for than what this answers. */
  readonly stale: boolean
}

/** What the files say about which candidate to take. */
export function Results({ analysed, stale }: ResultsProps) {
  const { analysis, names: whole } = analysed
  const names = useMemo(() => shortNames(whole, NAME), [whole])
  const picks = useFiles(state => state.picks)
  // The line of N follows the pointer; what has to be drawn anew may come a moment later.
  const N = useDeferredValue(useLab(state => state.config.values.N))
  const at = useMemo(() => atN(analysis, picks, N), [analysis, picks, N])
  const looks = useMemo(() => looksOf(analysis.selection), [analysis])
  const [asked, setAsked] = useState<Pair | null>(null)
  const pair =
    validPair(asked, names.length) ??
    usualPair(at.winners.tournament?.[0] ?? 0, at.winners.crossEntropy?.[0] ?? 0, names.length)
  const several = names.length > 1
  return (
    <div className={`files-results ${stale ? 'files-stale' : ''}`}>
      {stale && <p className="stale-note">{filesText.stale}</p>}
      <PicksPanel at={at} analysis={analysis} names={names} whole={whole} />
      <div className="select-figures">
        {several && <MatrixFigure at={at} names={names} pair={pair} onPair={setAsked} />}
        <RangesFigure analysis={analysis} at={at} names={names} looks={looks} />
        {several && <WorstFigure analysis={analysis} at={at} names={names} looks={looks} />}
        {several && (
          <PairFigure analysis={analysis} at={at} names={names} looks={looks} pair={pair} onPair={setAsked} />
        )}
        {analysis.selection.teacher && <TeacherFigure analysis={analysis} at={at} names={names} looks={looks} />}
        {analysis.groups && <GroupsFigure analysis={analysis} N={N} names={names} looks={looks} />}
      </div>
      <Downloads analysed={analysed} N={N} />
    </div>
  )
}
