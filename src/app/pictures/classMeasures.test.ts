import { expect, it } from 'vitest'
import { classMeasures, classTitle } from './classMeasures'

const description = {
  promptNames: ['class 1', 'class 2'],
  prompt: Uint16Array.of(0, 0, 1, 1),
  weights: Float64Array.of(0.45, 0.45, 0.05, 0.05),
}
const snapshot = {
  logRatios: Float32Array.of(0, Math.log(4), Math.log(32), Math.log(64)),
  pathKl: Float32Array.of(0, 0.5, 3, 5),
}

it('measure each class by itself', () => {
  const [first, second] = classMeasures(description, snapshot, 4)
  expect(first).toEqual({ name: 'class 1', mass: 0.9, kl: 0.25, coverage: 0.5 })
  expect(second).toMatchObject({ name: 'class 2', kl: 4, coverage: 1 })
})

it('say where KL comes from, and add up to the whole', () => {
  expect(classTitle(classMeasures(description, snapshot, 4), 'Cov₄')).toBe(
    '64 % of KL, 0.625 nats, comes from class 2; Cov₄ is 55 %',
  )
  expect(classTitle([], 'Cov₄')).toBe('KL and Cov₄ of each class of prompts')
})
