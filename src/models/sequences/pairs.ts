import type { PairedVisits, Visits } from '../../kernels/wasm/responseSums'

/** Rounds after which sixteen visits in a row are one: longer ones are seldom alike. */
const ROUNDS = 4

/** So many visits have to be saved for each pair: its sum is so much dearer than one of them. */
const DEARER = 8

/** Cells and pairs of which a table of all possible pairs is worth its memory; all of these have numbers of two bytes. */
const MOST_KNOWN = 255

/**
 * Joins visits that follow each other, two by two and round by round, as long as that saves more than the sums of the pairs take.
 * Sums are then added up in another order, and may differ in the last bits of a float64.
 * @param cellCount number of cells that there are
 */
export function pairVisits(visits: Visits, cellCount: number): PairedVisits {
  const pairs: number[] = []
  let joined = visits
  for (let round = 0; round < ROUNDS; round++) {
    const more = join(joined, cellCount, pairs)
    if (!more) break
    joined = more
  }
  return { offsets: joined.offsets, cells: joined.cells, counts: joined.counts, pairs: Int32Array.from(pairs) }
}

/** One round; adds to `pairs`. Null where it does not pay. */
function join({ offsets, cells, counts }: Visits, cellCount: number, pairs: number[]): Visits | null {
  const known = cellCount + pairs.length / 2
  if (known > MOST_KNOWN) return null
  const startsPair = (j: number, end: number) => j + 1 < end && counts[j] === 1 && counts[j + 1] === 1

  // By first and second: 1 more than the number of their pair among the new ones, 0 where they have none yet.
  const numbers = new Uint16Array(known * known)
  const found: number[] = []
  let saved = 0
  for (let i = 0, j = 0; i + 1 < offsets.length; i++) {
    for (const end = offsets[i + 1]; j < end; j++) {
      if (!startsPair(j, end)) continue
      const pair = cells[j] * known + cells[j + 1]
      if (numbers[pair] === 0) numbers[pair] = found.push(cells[j], cells[j + 1]) / 2
      saved++
      j++
    }
  }
  if (saved === 0 || saved < (DEARER * found.length) / 2) return null
  for (const cell of found) pairs.push(cell)

  const left = cells.length - saved
  const joined = {
    offsets: new Int32Array(offsets.length),
    cells: new Int32Array(left),
    counts: new Float64Array(left),
  }
  let at = 0
  for (let i = 0, j = 0; i + 1 < offsets.length; i++) {
    for (const end = offsets[i + 1]; j < end; j++, at++) {
      joined.counts[at] = counts[j]
      joined.cells[at] = cells[j]
      if (!startsPair(j, end)) continue
      joined.cells[at] = known + numbers[cells[j] * known + cells[j + 1]] - 1
      j++
    }
    joined.offsets[i + 1] = at
  }
  return joined
}
