import { expect, it } from 'vitest'
import { rulesTitle } from './rulesTitle'

const KINDS = ['rule 1', 'rule 2', 'neither rule', 'invalid']

it('tells of the class whose rule is followed least', () => {
  const classes = [
    { name: 'class 1', kinds: [0.9, 0.05, 0.02], rest: 0.03 },
    { name: 'class 2', kinds: [0.76, 0.21, 0.02], rest: 0.01 },
    { name: 'class 3', kinds: [0.3, 0.1, 0.6], rest: 0 },
  ]
  expect(rulesTitle(classes, KINDS)).toBe('On class 2 the model puts 21 % on rule 2 and 76 % on rule 1')
  expect(rulesTitle([{ name: 'class 1', kinds: [0.001, 0, 0], rest: 0.999 }], KINDS)).toBe(
    'On class 1 the model puts 0.1 % on rule 1 and 99.9 % on invalid paths',
  )
})
