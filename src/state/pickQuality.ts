import { createResampler, PICK_RULES, type PickData, type PickRule } from '../coverage/resampling'
import { Stream } from '../random/streams'
import { leastOf } from './picks'

/** Held-out sets that are drawn anew at each size. */
export const RESAMPLES = 200

/** Sizes of them that are always looked at. */
const SIZES = [20, 60, 200, 600, 2000, 5000]

/** First coordinate of the resampled sets in the stream of samples; other users of the stream stay far below it. */
const BLOCK = 0x5e1ec700

/** How well one way of selecting does over the resampled sets. */
export interface PickQuality {
  /** Sets out of `RESAMPLES` from which it takes a candidate of the least Cov_N. */
  readonly right: number
  /** Mean of Cov_N of what it takes, less the least Cov_N. */
  readonly regret: number
}

/** How well the picks do from held-out sets of n responses; null for a rule that cannot say. */
export interface QualityAt {
  readonly n: number
  readonly by: Readonly<Record<PickRule, PickQuality | null>>
}

/**
 * How often each pick is right, and what it loses, by size of the held-out set: work to be done bit by bit, a resampled set
 * at a time or less. A set of few responses is the beginning of one of many, and all is a function of the seed.
 * @param coverage Cov_N of every candidate: the least of them is right
 * @param rows size of the sets that are looked at beside the usual ones, positive
 */
export function* pickQuality(
  data: PickData,
  coverage: Float64Array,
  N: number,
  rows: number,
  seed: number,
): Generator<void, QualityAt[]> {
  const sizes = [...new Set([...SIZES, rows])].sort((a, b) => a - b)
  const stream = new Stream(seed, 'sampling')
  const resample = createResampler(data, N)
  const best = leastOf(coverage)
  const tallies = sizes.map(() => PICK_RULES.map(() => ({ right: 0, lost: 0 })))
  for (let set = 0; set < RESAMPLES; set++) {
    yield
    const picks = yield* resample(sizes, k => stream.uniform(BLOCK, set, k))
    picks.forEach((pick, s) => {
      PICK_RULES.forEach((rule, r) => {
        const taken = pick[rule]
        if (taken < 0) return
        if (best.includes(taken)) tallies[s][r].right++
        tallies[s][r].lost += coverage[taken] - coverage[best[0]]
      })
    })
  }
  const quality = (s: number, rule: PickRule): PickQuality | null => {
    if (rule === 'offset' && !data.offset) return null
    const { right, lost } = tallies[s][PICK_RULES.indexOf(rule)]
    return { right, regret: lost / RESAMPLES }
  }
  return sizes.map((n, s) => ({
    n,
    by: Object.fromEntries(PICK_RULES.map(rule => [rule, quality(s, rule)])) as QualityAt['by'],
  }))
}
