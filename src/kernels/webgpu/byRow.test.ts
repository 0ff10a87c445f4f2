import { describe, expect, it } from 'vitest'
import { groupsByRow, lanesFor } from './byRow'

const device = (features: string[], adapterInfo?: object) =>
  ({ features: new Set(features), adapterInfo }) as Partial<GPUDevice>

describe('invocations for each row', () => {
  it('are one without subgroups, and on an adapter that computes on the CPU', () => {
    expect(lanesFor(device([], { subgroupMinSize: 32, subgroupMaxSize: 32 }))).toBe(1)
    expect(lanesFor(device(['subgroups'], { isFallbackAdapter: true, subgroupMinSize: 4, subgroupMaxSize: 4 }))).toBe(1)
  })

  it.each([
    [32, 32, 32],
    [64, 64, 64],
    [4, 64, 32],
    [8, 16, 16],
    [undefined, undefined, 32],
  ])('are of the sizes %s to %s a subgroup’s', (subgroupMinSize, subgroupMaxSize, lanes) => {
    expect(lanesFor(device(['subgroups'], { subgroupMinSize, subgroupMaxSize }))).toBe(lanes)
  })

  it('are a subgroup’s usual ones where the browser does not say more of the adapter', () => {
    expect(lanesFor(device(['subgroups']))).toBe(32)
  })
})

it('counts workgroups so that they cover all rows, within what a dimension takes', () => {
  for (const rows of [0, 1, 64, 65, 65_535, 65_536, 400_000]) {
    for (const lanes of [1, 32]) {
      const [x, y, z] = groupsByRow(lanes, rows)
      expect(Math.max(x, y, z)).toBeLessThanOrEqual(65_535)
      expect(x * y * z * (lanes === 1 ? 64 : 1)).toBeGreaterThanOrEqual(rows)
    }
  }
})
