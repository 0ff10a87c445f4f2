import { describe, expect, it } from 'vitest'
import { contextOf, graphTask } from './task'

const sizes = { width: 16, layers: 1, heads: 2 }
const settings = { kind: 'two-rules', layers: 4, nodes: 32, seed: 5 } as const

describe('graph search as a language task', () => {
  const task = graphTask({ ...settings, width: 3, training: [1 / 3, 1 / 3, 1 / 3], evaluation: [0.9, 0.1, 0] }, sizes)

  it('has a token for every word, and room for the longest sequence', () => {
    expect(task.tokens).toHaveLength(35)
    let longest = 0
    for (let k = 0; k < 400; k++) {
      const { tokens, responseFrom } = task.training(0, k)
      expect(tokens.every(token => token >= 0 && token < 35)).toBe(true)
      expect(tokens.length - responseFrom).toBe(6)
      expect(task.tokens[tokens[responseFrom - 1]]).toBe('=')
      longest = Math.max(longest, tokens.length)
    }
    expect(longest).toBe(contextOf({ ...settings, width: 3 }))
    expect(task.shape.context).toBe(longest)
  })

  it('knows the teacher’s distribution along every response', () => {
    for (const [c, twoWays] of [
      [0, 0],
      [1, 0],
    ]) {
      const { tokens, responseFrom, teacher } = task.heldOut(c, 3)
      teacher.forEach((taught, h) => {
        expect(taught.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12)
        expect(taught.some(({ token }) => token === tokens[responseFrom + h])).toBe(true)
      })
      expect(teacher.filter(taught => taught.length > 1)).toHaveLength(twoWays)
    }
    const free = graphTask({ ...settings, width: 3, training: [0, 0, 1], evaluation: [0, 0, 1] }, sizes)
    const { teacher } = free.heldOut(0, 1)
    expect(teacher.filter(taught => taught.length === 2)).toHaveLength(2)
    expect(
      teacher
        .filter(taught => taught.length === 2)
        .flat()
        .map(({ probability }) => probability),
    ).toEqual([0.5, 0.5, 0.5, 0.5])
  })

  it('draws the classes as often as their shares say, and the same again', () => {
    // Class 3 can be told from the others by nothing but its teacher having two ways: a third of 3,000, within 1e-5.
    let free = 0
    for (let k = 0; k < 3000; k++) {
      if ((task.training(1, k) as { teacher?: unknown[][] }).teacher!.some(taught => taught.length > 1)) free++
    }
    expect(Math.abs(free - 1000)).toBeLessThan(4.42 * Math.sqrt((3000 * 2) / 9))
    expect(task.training(7, 3)).toEqual(task.training(7, 3))
    expect(task.classes).toEqual([
      { name: 'class 1', mass: 0.9 },
      { name: 'class 2', mass: 0.1 },
    ])
  })
})
