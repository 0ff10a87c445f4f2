import { describe, expect, it } from 'vitest'
import { coverageSentence, coverageTitle, klTitle, ratioTitle } from './sentences'

const series = (...values: number[]) => values.map((value, i) => ({ step: 20 * i, value }))

describe('sentences', () => {
  it('says what coverage means', () => {
    expect(coverageSentence(0.062, 16, 0)).toBe(
      '6.2 % of what the teacher writes is under-weighted 16× or more by the model.',
    )
    expect(coverageSentence(0, 2, 0)).toMatch(/^Nothing/)
    expect(coverageSentence(1, 2, 0)).toMatch(/^Everything/)
    expect(coverageSentence(1e-9, 2, 0)).toMatch(/^Less than 0.001 %/)
  })

  it('tells an estimate with its band, and never that nothing is there', () => {
    expect(coverageSentence(0, 16, 0.03)).toBe(
      '0 % (0 % to 3 %) of what the teacher writes is under-weighted 16× or more by the model.',
    )
  })

  it('says how KL moved', () => {
    expect(klTitle(series(27.41, 3, 0.312), false)).toBe('KL fell from 27.4 to 0.312 nats')
    expect(klTitle(series(1, 2), false)).toBe('KL rose from 1 to 2 nats')
    expect(klTitle(series(2), false)).toBe('KL starts at 2 nats')
    expect(klTitle(series(1, 2), true)).toBe('KL rose from 1 to 2 nats (estimated)')
  })

  it('tells KL as it is: exact, estimated or infinite', () => {
    expect(ratioTitle(0.5, 0, 0.1, 16)).toBe('The mean, KL, is 0.5 nats; the tail, Cov₁₆, is 0.1')
    expect(ratioTitle(0.5, 0.0213, 0.1, 16)).toMatch(/^The mean, KL, is 0.5 ± 0.021 nats;/)
    expect(ratioTitle(Number.POSITIVE_INFINITY, 0, 0.1, 16)).toMatch(/^The mean, KL, is infinite;/)
  })

  it('notices that coverage rises again while KL falls', () => {
    const kl = series(3, 2, 1, 0.5)
    expect(coverageTitle(series(1, 0.1, 0.02, 0.06), kl, 16, 0)).toBe(
      'Cov₁₆ rose from 0.02 at step 40 to 0.06 while KL fell',
    )
    expect(coverageTitle(series(1, 0.1, 0.02, 0.06), series(3, 2, 0.1, 0.5), 16, 0)).toBe(
      'Cov₁₆ rose from 0.02 at step 40 to 0.06',
    )
    expect(coverageTitle(series(1, 0.1, 0.06, 0.02), kl, 16, 0)).toBe('Cov₁₆ is 0.02; it started at 1')
  })

  it('calls nothing a rise that the band of an estimate can hide', () => {
    const kl = series(3, 2, 1, 0.5)
    const noisy = series(1, 0.1, 1 / 2048, 0.0293)
    expect(coverageTitle(noisy, kl, 16, 0.03)).toBe('Cov₁₆ is 0.0293; it started at 1')
    expect(coverageTitle(noisy, kl, 16, 0.01)).toMatch(/^Cov₁₆ rose from 0.000488 at step 40 to 0.0293/)
    expect(coverageTitle(series(1, 0.02, 0.2), series(3, 2, 1), 16, 0.03)).toMatch(/^Cov₁₆ rose from 0.02 at step 20/)
  })
})
