import { beforeAll, expect, it } from 'vitest'
import { closeKernels, loadKernels, openKernels } from './kernels'

beforeAll(() => loadKernels())

it('lends every kernel to one at a time, and lends those that came back again', () => {
  const [first, second] = [openKernels()!, openKernels()!]
  expect(second.memory).not.toBe(first.memory)
  closeKernels(first)
  expect(openKernels()).toBe(first)
  expect(openKernels()!.memory).not.toBe(second.memory)
})

it('drops a memory that has grown large', () => {
  const large = openKernels()!
  large.memory.grow(1100)
  closeKernels(large)
  expect(openKernels()).not.toBe(large)
})
