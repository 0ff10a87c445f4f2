import type { Selection } from '../../../coverage/selection'
import { notable } from '../../../state/atN'
import type { CurveData } from '../../charts/Plot'
import { nthStyle, type SeriesStyle } from '../../sweep/seriesStyle'

/** Candidates that get a look of their own; more could not be told apart. */
const MOST = 8

/** How a candidate's line is drawn; null for those that only make up the crowd. */
export type Looks = (candidate: number) => SeriesStyle | null

/** The same look for a candidate in every chart of one analysis. */
export function looksOf(selection: Selection): Looks {
  const styles = new Map(
    notable(selection)
      .slice(0, MOST)
      .map((candidate, k) => [candidate, nthStyle(k)]),
  )
  return candidate => styles.get(candidate) ?? null
}

/** The stroke of a look. */
export function strokeOf(look: SeriesStyle | null): NonNullable<CurveData['line']> {
  if (!look) return { stroke: 'var(--axis)', strokeWidth: 1, strokeOpacity: 0.7 }
  return { stroke: look.colour, strokeWidth: 2, ...(look.dash ? { strokeDasharray: look.dash } : {}) }
}

/** The fill of what stands for a candidate. */
export function fillOf(look: SeriesStyle | null): string {
  return look?.colour ?? 'var(--axis)'
}
