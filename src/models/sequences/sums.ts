import { type PairedVisits, ResponseSums } from '../../kernels/wasm/responseSums'
import { pairVisits } from './pairs'
import type { Responses } from './responses'

/** Sums values of cells along every response, in float64 and then rounded; owns what that takes. */
export interface SumsAlong {
  /** @param into [entries], is overwritten and returned */
  of(cellValues: Float64Array, into: Float32Array): Float32Array
  /** Two values of each cell at once. */
  ofBoth(first: Float64Array, second: Float64Array, intoFirst: Float32Array, intoSecond: Float32Array): void
  dispose(): void
}

/** Visits of which there must be so many before a kernel is called for them. */
const FEW = 64

/** By a kernel where there is one, else by loops: bit for bit the same. @param cells number of cells, S·V */
export function createSums(responses: Responses, cells: number): SumsAlong {
  const visits = pairVisits(responses, cells)
  const byKernel = responses.cells.length < FEW ? null : ResponseSums.open(visits, cells)
  return byKernel ?? sumByLoops(visits, cells)
}

function sumByLoops({ offsets, cells, counts, pairs }: PairedVisits, size: number): SumsAlong {
  /** Values of the cells, and behind them those of the pairs. */
  const ofPairs = (cellValues: Float64Array) => {
    if (pairs.length === 0) return cellValues
    const all = new Float64Array(size + pairs.length / 2)
    all.set(cellValues)
    for (let p = 0; p < pairs.length; p += 2) all[size + p / 2] = all[pairs[p]] + all[pairs[p + 1]]
    return all
  }
  const ofBoth = (first: Float64Array, second: Float64Array, intoFirst: Float32Array, intoSecond: Float32Array) => {
    const values = ofPairs(first)
    const secondValues = ofPairs(second)
    for (let i = 0, j = 0; i < intoFirst.length; i++) {
      let sum = 0
      let sumOfSecond = 0
      for (const end = offsets[i + 1]; j < end; j++) {
        const cell = cells[j]
        sum += counts[j] * values[cell]
        sumOfSecond += counts[j] * secondValues[cell]
      }
      intoFirst[i] = sum
      intoSecond[i] = sumOfSecond
    }
  }
  return {
    of(cellValues, into) {
      ofBoth(cellValues, cellValues, into, into)
      return into
    },
    ofBoth,
    dispose() {},
  }
}
