import { expect, it } from 'vitest'
import { matrixLayout } from './matrixLayout'

it('fills the room that there is, up to cells that are large enough', () => {
  const layout = matrixLayout(24, 800, 5, 2)
  expect(layout.width).toBeLessThanOrEqual(800)
  expect(layout.width + 24).toBeGreaterThan(800)
  const roomy = matrixLayout(3, 800, 5, 0)
  expect(roomy.numbered).toBe(true)
  expect(roomy.upright).toBe(false)
  expect(roomy.width).toBeLessThan(400)
})

it('stays readable where there is no room, and is scrolled', () => {
  const layout = matrixLayout(24, 300, 7, 3)
  expect(layout.cell).toBeGreaterThanOrEqual(15)
  expect(layout.width).toBeGreaterThan(300)
  // What each row comes to is in sight before anything is scrolled.
  expect(layout.left).toBeLessThan(300)
  expect(layout.name).toBeLessThan(layout.marks)
  expect(layout.marks).toBeLessThan(layout.worst)
  expect(layout.worst).toBeLessThan(layout.left)
  expect(layout.upright).toBe(true)
  expect(layout.numbered).toBe(false)
})
