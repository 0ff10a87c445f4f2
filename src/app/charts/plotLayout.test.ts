import { describe, expect, it } from 'vitest'
import { covers, crosses, flips } from './plotLayout'

const LABEL = 'Cov₁₆ = 0.0293'

describe('flips', () => {
  it('keeps the label to the right as long as there is room', () => {
    expect(flips(300, 600, LABEL, 14)).toBe(false)
    expect(flips(500, 600, LABEL, 14)).toBe(true)
  })

  it('turns sooner in a narrow plot', () => {
    expect(flips(0.6 * 600, 600, LABEL, 14)).toBe(false)
    expect(flips(0.6 * 250, 250, LABEL, 14)).toBe(true)
  })

  it('turns sooner in larger type', () => {
    expect(flips(440, 600, LABEL, 14)).toBe(false)
    expect(flips(440, 600, LABEL, 24)).toBe(true)
  })

  it('takes the larger side where neither is enough', () => {
    expect(flips(40, 120, LABEL, 14)).toBe(false)
    expect(flips(80, 120, LABEL, 14)).toBe(true)
  })
})

describe('covers', () => {
  it('tells of a label at the left that lies over what stands in the margin', () => {
    expect(covers(136, LABEL, 14, 60)).toBe(true)
    expect(covers(136, LABEL, 14, 0)).toBe(false)
    expect(covers(400, LABEL, 14, 60)).toBe(false)
  })
})

describe('crosses', () => {
  it('tells of a line in the way of a label at the right', () => {
    expect(crosses(200, 260, LABEL, 14)).toBe(true)
    expect(crosses(200, 400, LABEL, 14)).toBe(false)
    expect(crosses(200, 190, LABEL, 14)).toBe(false)
  })

  it('leaves the label there where the left has no room', () => {
    expect(crosses(60, 100, LABEL, 14)).toBe(false)
  })
})
