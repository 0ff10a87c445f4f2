import { describe, expect, it } from 'vitest'
import { coverageOverDatasets, klOverDatasets, ofDatasets } from './datasetSentences'

const points = (...values: number[]) => values.map((value, i) => ({ step: i, value }))

describe('sentences about datasets', () => {
  it('leaves out the start, which has seen no data', () => {
    expect(klOverDatasets(ofDatasets(points(9, 1, 2)))).toBe('KL averages 1.5 nats over 2 datasets')
    expect(klOverDatasets(ofDatasets(points(9)))).toBe('KL of each dataset')
  })

  it('counts infinite KL, and says what becomes of the mean', () => {
    expect(klOverDatasets(points(1, Number.POSITIVE_INFINITY, 2))).toBe(
      'KL is infinite in 1 of 3 datasets; so is its mean',
    )
  })

  it('says where KL is estimated', () => {
    expect(klOverDatasets(points(1, 2), true)).toBe('KL averages 1.5 nats over 2 datasets (estimated)')
  })

  it('averages coverage', () => {
    expect(coverageOverDatasets(points(0.05), 2)).toBe('Cov₂ averages 0.05 over 1 dataset')
    expect(coverageOverDatasets(points(0, 0.1, 0.2), 16)).toBe('Cov₁₆ averages 0.1 over 3 datasets')
  })
})
