import { expect, test } from 'vitest'
import { GLOSSARY, type GlossaryMoment, glossaryEntry, matching } from './glossary'

const empty: GlossaryMoment = { values: {}, rule: 'sgd', testTime: false, measured: null }
const full: GlossaryMoment = {
  values: { N: 16, H: 32, eta: 0.03, lambda: 1, K: 4 },
  rule: 'normalized',
  testTime: true,
  measured: {
    step: 240,
    kl: 0.31,
    crossEntropy: 2,
    coverage: 0.06,
    band: 0.01,
    heldOut: 1024,
    inherentVariance: 3,
    exact: false,
  },
}

test('about thirty terms in the order of the alphabet, each one sentence', () => {
  const ids = GLOSSARY.map(({ id }) => id)
  expect(ids.length).toBeGreaterThanOrEqual(30)
  expect(new Set(ids).size).toBe(ids.length)
  const terms = matching('').map(({ term }) => term)
  expect([...terms].sort((a, b) => a.localeCompare(b, 'en'))).toEqual(terms)
  for (const { meaning } of GLOSSARY) expect(meaning).toMatch(/^[A-Zl].*[^.]\.$/)
})

test('values are told where there are any, and left out where there are none', () => {
  for (const { now } of GLOSSARY) expect(now?.(empty) ?? null).toBeNull()
  const told = (id: string) => glossaryEntry(id)?.now?.(full)
  expect(told('coverage')).toBe('6 %')
  expect(told('kl')).toBe('0.31 nats')
  expect(told('eta')).toBe('0.03')
  expect(told('tail')).toBe('from 16× on')
  for (const { now } of GLOSSARY) if (now) expect(now(full)).toBeTruthy()
})

test('finds terms by word, symbol and meaning', () => {
  expect(matching('σ⋆').map(({ id }) => id)).toEqual(['inherent-variance'])
  expect(matching('  COVERAGE ').length).toBeGreaterThan(2)
  expect(matching('')).toHaveLength(GLOSSARY.length)
  expect(matching('<script>')).toEqual([])
  expect(glossaryEntry('__proto__')).toBeUndefined()
})
