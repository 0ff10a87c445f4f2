/** Two candidates, the one judged and the one that it is judged by. */
export interface Pair {
  readonly own: number
  readonly other: number
}

/** The pair that was asked for, if there is such a pair. */
export function validPair(pair: Pair | null, candidates: number): Pair | null {
  return pair && pair.own < candidates && pair.other < candidates && pair.own !== pair.other ? pair : null
}

/** The tournament's pick and that of cross-entropy; another one where they agree. */
export function usualPair(tournament: number, crossEntropy: number, candidates: number): Pair {
  if (tournament !== crossEntropy) return { own: tournament, other: crossEntropy }
  return { own: tournament, other: tournament === candidates - 1 ? 0 : candidates - 1 }
}
