import { describe, expect, it } from 'vitest'
import { normalizedSgd } from '../../training/normalizedSgd'
import { sgd } from '../../training/sgd'
import { prescribedBy } from './prescribed'

const settings = { N: 16, T: 2000, K: 16, H: 32, B: 3, inherentVariance: 1 }
const told = (...prescribed: ReturnType<typeof prescribedBy>) =>
  prescribed.map(({ parameter, value, clipped }) => [parameter.id, value, clipped])

describe('prescribedBy', () => {
  it('rounds the step size down, so that the theorem still holds', () => {
    expect(1 / (128 * 3)).toBeLessThan(0.002605)
    expect(told(...prescribedBy(normalizedSgd.theory!, settings))).toEqual([
      ['eta', 0.0026, false],
      ['lambda', 66.5, false],
    ])
    expect(told(...prescribedBy(sgd.theory!, settings))).toEqual([['eta', 0.00173, false]])
  })

  it('stays in range, and says so', () => {
    expect(told(...prescribedBy(sgd.theory!, { ...settings, B: 1024, H: 512 }))).toEqual([['eta', 1e-6, true]])
  })

  it('prescribes nothing where the theorem says nothing', () => {
    expect(prescribedBy(normalizedSgd.theory!, { ...settings, N: 1 })).toEqual([])
  })
})
