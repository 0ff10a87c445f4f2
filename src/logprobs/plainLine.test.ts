import fc from 'fast-check'
import { expect, test } from 'vitest'
import { valueColumn } from './blocks'
import { source } from './fixtures/source'
import { PlainLine } from './plainLine'
import { readLogProbs } from './read'

const bound = {
  facts: [],
  id: 0,
  group: 1,
  columns: [
    { index: 2, name: 'a', kind: 'value', into: valueColumn() },
    { index: 4, name: 'a.tokens', kind: 'length', into: valueColumn() },
  ],
} as const

function plain(line: string) {
  const reader = new PlainLine(5, bound, ',')
  const text = `before\n${line}\nafter,x`
  return reader.read(text, 7, 7 + line.length) ? [reader.id, reader.group, ...reader.numbers] : null
}

test('a plain line is read where it stands', () => {
  expect(plain('x 1,g,-1.5,some text,7')).toEqual(['x 1', 'g', -1.5, 7])
  expect(plain(',,-12.,,12.5')).toEqual(['', '', -12, 12.5])
  expect(plain('x,g,-123456789,,1')).toEqual(['x', 'g', -123456789, 1])
  expect(plain('x,g,-12.345678901234567,,1')).toEqual(['x', 'g', -12.345678901234567, 1])
  expect(plain('x,g,-0,,00.1')).toEqual(['x', 'g', -0, 0.1])
})

test('any other line is left to whoever reads cells', () => {
  const cells = ['', '1', '1.5', '-', '-.5', '.5', '-inf', 'nan', '-1e5', '- 1', ' -1', '-1 ', '-1.2.3', '--1', '-0x1']
  for (const cell of cells) expect(plain(`x,g,${cell},,7`)).toBeNull()
  for (const length of ['', '0', '-1', 'x', '1e3', ' 1']) expect(plain(`x,g,-1,,${length}`)).toBeNull()
  for (const line of ['x,g,-1,,7,', 'x,g,-1,,7,8', 'x,g,-1,7', 'x,g,-1', '', 'x']) expect(plain(line)).toBeNull()
})

test('up to 9 digits and beyond, it is the number that JavaScript reads', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 53 - 1 }), fc.nat(16), fc.nat(15), (digits, keep, shift) => {
      const whole = String(digits)
        .slice(0, 1 + keep)
        .padStart(shift + 1, '0')
      const text = shift === 0 ? `-${whole}` : `-${whole.slice(0, -shift)}.${whole.slice(-shift)}`
      expect(plain(`x,g,${text},,1`)).toEqual(['x', 'g', Number(text), 1])
    }),
    { seed: 1, numRuns: 3000 },
  )
})

test('a file reads the same whether its lines are plain or quoted', async () => {
  const cell = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: -100, max: -0.001, noNaN: true }).map(value => value.toFixed(4)) },
    fc.constantFrom('', '0', '-inf', 'nan', '2.5', 'word', '-1e-3', ' -1', '-12.345678901234567'),
  )
  const row = fc.tuple(fc.nat(60), cell, cell, fc.constantFrom('3', '12', '0', 'x', ''))
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 25, maxLength: 60 }), async rows => {
      const text = (quote: string) =>
        `id,a,b,tokens\n${rows.map(([id, ...cells]) => `${[`${quote}${id}${quote}`, ...cells].join(',')}\n`).join('')}`
      const [one, other] = await Promise.all(['', '"'].map(quote => readLogProbs([source('a.csv', text(quote))])))
      expect({ ...one, facts: { ...one.facts, bytes: 0 } }).toEqual({ ...other, facts: { ...other.facts, bytes: 0 } })
    }),
    { seed: 2, numRuns: 150 },
  )
})
