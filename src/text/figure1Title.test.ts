import { expect, it } from 'vitest'
import { figure1Title } from './figure1Title'

const points = (values: readonly number[]) => values.map((value, i) => ({ step: 30 * i, value }))

it('says when either was lowest', () => {
  expect(figure1Title(points([0.2, 0.1, 0.072, 0.11]), points([1, 0.8, 0.7, 0.62]), 6)).toBe(
    'Cov₆ is lowest at step 60, 0.072; KL at step 90, 0.62 nats',
  )
  expect(figure1Title(points([0.2, 0.1]), points([1, 0.5]), 6)).toBe(
    'Cov₆ and KL are both lowest at step 30: 0.1 and 0.5 nats',
  )
  expect(figure1Title(points([0.2]), points([1]), 6)).toBe('Cov₆ starts at 0.2, KL at 1 nats')
})
