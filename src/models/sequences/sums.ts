import { ResponseSums } from '../../kernels/wasm/responseSums'
import type { Responses } from './responses'

/** Sums values of cells along every response, in float64 and then rounded, [entries]; owns what that takes. */
export interface SumsAlong {
  of(cellValues: Float64Array): Float32Array
  /** Two values of each cell at once. */
  ofBoth(first: Float64Array, second: Float64Array): [Float32Array, Float32Array]
  dispose(): void
}

/** Visits of which there must be so many before a kernel is called for them. */
const FEW = 64

/** By a kernel where there is one, else by loops: bit for bit the same. @param cells number of cells, S·V */
export function createSums(responses: Responses, cells: number): SumsAlong {
  const byKernel = responses.cells.length < FEW ? null : ResponseSums.open(responses, cells)
  return (
    byKernel ?? {
      of: cellValues => sumBothAlong(responses, cellValues, cellValues)[0],
      ofBoth: (first, second) => sumBothAlong(responses, first, second),
      dispose() {},
    }
  )
}

function sumBothAlong(
  { offsets, cells, counts }: Responses,
  first: Float64Array,
  second: Float64Array,
): [Float32Array, Float32Array] {
  const entries = offsets.length - 1
  const into = new Float32Array(entries)
  const intoSecond = new Float32Array(entries)
  for (let i = 0; i < entries; i++) {
    const end = offsets[i + 1]
    let sum = 0
    let sumOfSecond = 0
    for (let j = offsets[i]; j < end; j++) {
      const cell = cells[j]
      sum += counts[j] * first[cell]
      sumOfSecond += counts[j] * second[cell]
    }
    into[i] = sum
    intoSecond[i] = sumOfSecond
  }
  return [into, intoSecond]
}
