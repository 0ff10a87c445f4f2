import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../../cli/platform'
import { openBackend } from '../../../engine/backend'
import { closeKernels, loadKernels, openKernels } from '../../../kernels/wasm/kernels'
import { Stream } from '../../../random/streams'
import { parameterCount, type TransformerShape } from '../layout'
import { logProbabilities } from '../nextTokens'
import type { Continuation, Read, Reader } from '../reader'
import { drawResponses } from '../sampler'
import { openTensorReader } from '../tensorReader'
import { openPackedReader, PackedReader } from './reader'

beforeAll(async () => {
  await openBackend('cpu', nodePlatform())
  await loadKernels()
})

const stream = new Stream(3, 'evaluation')

/** Everything away from its initial value, gains and biases too. */
function parameters(shape: TransformerShape): Float32Array {
  return Float32Array.from({ length: parameterCount(shape) }, (_, i) => 0.3 * stream.normal(0, 0, i))
}

const written = ({ vocabulary }: TransformerShape, length: number, i: number, j: number) =>
  Array.from({ length }, (_, h) => stream.uint32(i, j, h) % vocabulary)

const sizes = (vocabulary: number, context: number, width: number, layers: number, heads: number) => ({
  vocabulary,
  context,
  width,
  layers,
  heads,
})

const SMALL = sizes(9, 24, 12, 2, 3)

async function expectClose(actual: Read, expected: Read): Promise<void> {
  const own = await logProbabilities(actual)
  const other = await logProbabilities(expected)
  expect(own.length).toBe(other.length)
  for (const [row, logs] of own.entries()) {
    for (const [token, log] of logs.entries()) expect(Math.abs(log - other[row][token])).toBeLessThan(2e-5)
  }
}

/** Reads prompts and continues them, `steps` tokens at a time. */
function readAll(reader: Reader, lengths: readonly number[], groups: number, steps: readonly number[]): Read[] {
  const start = reader.prompts(lengths.map((length, b) => written(reader.shape, length, 1, b)))
  const reads: Read[] = [start]
  let latest: Continuation | null = null
  for (const [i, added] of steps.entries()) {
    const next: Continuation = (latest ?? start).extend(
      lengths.map((_, b) => Array.from({ length: groups }, (_, g) => written(reader.shape, added, 2 + i, b * 64 + g))),
    )
    reads.push(next)
    latest = next
  }
  return reads
}

describe('a reader by kernels', () => {
  it.each([
    ['a single token', sizes(5, 4, 8, 1, 1), [1], 1, [1]],
    ['one layer', sizes(7, 20, 8, 1, 2), [3, 1, 7], 2, [6]],
    ['heads of 3, token by token', sizes(13, 20, 12, 2, 4), [5, 2, 1], 5, [1, 1, 1, 1, 1]],
    ['heads of 1, by several at once', sizes(9, 30, 9, 2, 9), [8, 9], 3, [3, 1, 4]],
    ['heads of 5 and an odd vocabulary', sizes(37, 33, 20, 3, 4), [17, 1, 9, 20], 3, [7, 2]],
    ['heads of 12', sizes(30, 60, 48, 2, 4), [39, 4, 12], 4, [9, 1]],
    ['heads of 16, several chunks', sizes(36, 64, 64, 2, 4), [40, 23, 54, 1], 20, [5, 1]],
    ['more than a chunk of one prompt', sizes(11, 200, 16, 2, 2), [90, 3], 2, [70, 1]],
    ['many prompts', sizes(11, 12, 24, 2, 2), Array.from({ length: 90 }, (_, b) => 1 + (b % 5)), 1, [1, 6]],
  ] as const)('meets the tensors’ log-probabilities with %s', async (_, shape, lengths, groups, steps) => {
    const theta = parameters(shape)
    const [packed, tensors] = [openPackedReader(shape, theta)!, openTensorReader(shape, theta)]
    const actual = readAll(packed, lengths, groups, steps)
    const expected = readAll(tensors, lengths, groups, steps)
    // What was read first is still there after what was read last.
    for (const [i, read] of actual.entries()) await expectClose(read, expected[i])
    for (const owned of [...actual, ...expected, packed, tensors]) owned.dispose()
  })

  it.each([[1], [3]])('meets them where much is the same, %d tokens at a time', async added => {
    const theta = parameters(SMALL)
    const [packed, tensors] = [openPackedReader(SMALL, theta)!, openTensorReader(SMALL, theta)]
    const prompts = [[1, 2], [3], [1, 2], [1, 2, 4], [3]]
    // Of two tokens, so that most of them meet again.
    const step = (i: number) =>
      prompts.map((_, b) =>
        Array.from({ length: 6 }, (_, g) =>
          Array.from({ length: added }, (_, h) => stream.uint32(i, b * 6 + g, h) % 2),
        ),
      )
    const reads = [packed, tensors].map(reader => {
      const start = reader.prompts(prompts)
      const first = start.extend(step(0))
      return [start, first, first.extend(step(1)), first.extend(step(2))]
    })
    for (const [i, read] of reads[0].entries()) await expectClose(read, reads[1][i])
    for (const owned of [...reads.flat(), packed, tensors]) owned.dispose()
  })

  it('draws what the tensors draw', async () => {
    const theta = parameters(SMALL)
    const prompts = [4, 1, 9].map((length, b) => written(SMALL, length, 1, b))
    const draws = { samples: 30, length: 12, uniform: (b: number, s: number, h: number) => stream.uniform(b, s, h) }
    const drawn = await Promise.all(
      [openPackedReader(SMALL, theta)!, openTensorReader(SMALL, theta)].map(async reader => {
        const start = reader.prompts(prompts)
        const responses = await drawResponses(start, draws)
        for (const owned of [start, reader]) owned.dispose()
        return responses
      }),
    )
    expect(drawn[0]).toEqual(drawn[1])
    expect(new Set(drawn[0].flat().map(response => response.join())).size).toBeGreaterThan(60)
  })

  it('says what it cannot read, and reads on', async () => {
    const reader = openPackedReader(SMALL, parameters(SMALL))!
    expect(() => reader.prompts([[1], []])).toThrow('A prompt needs 1 to 24 tokens; these have 1, 0.')
    const start = reader.prompts([[1, 2], [3]])
    expect(() => start.extend([[[1]], [[1, 2]]])).toThrow('equally many tokens')
    expect(() => start.extend([[written(SMALL, 23, 5, 1)], [written(SMALL, 23, 5, 2)]])).toThrow('25 are to be read')
    const one = start.extend([[[1]], [[1]]])
    expect(() =>
      one.extend([
        [[1], [2]],
        [[1], [2]],
      ]),
    ).toThrow('as many as before')
    expect([one.groups, one.depth, start.lengths]).toEqual([1, 1, [2, 1]])
    for (const owned of [one, start, reader]) owned.dispose()
  })

  it('does not hide what is no number', async () => {
    const poisoned = parameters(SMALL)
    poisoned.fill(Number.NaN, poisoned.length - 12)
    const reader = openPackedReader(SMALL, poisoned)!
    const start = reader.prompts([[1, 2], [3]])
    for (const logs of await logProbabilities(start)) for (const log of logs) expect(log).toBeNaN()
    for (const owned of [start, reader]) owned.dispose()
  })

  it('needs no more memory however often it reads, and gives it to the next', async () => {
    const kernels = openKernels()!
    const reader = new PackedReader(kernels, SMALL, parameters(SMALL))
    const draws = { samples: 40, length: 20, uniform: (b: number, s: number, h: number) => stream.uniform(b, s, h) }
    const round = async () => {
      const start = reader.prompts([[1, 2], [3], [4, 5, 6]])
      await drawResponses(start, draws)
      start.dispose()
      return kernels.memory.buffer.byteLength
    }
    const first = await round()
    for (let i = 0; i < 5; i++) expect(await round()).toBe(first)
    reader.dispose()
    const next = openKernels()!
    expect(next).toBe(kernels)
    closeKernels(next)
  })
})
