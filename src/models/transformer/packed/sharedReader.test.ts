import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { loadKernels, usedKernels } from '../../../kernels/wasm/kernels'
import { Stream } from '../../../random/streams'
import { parameterCount } from '../layout'
import { scoreResponses } from '../nextTokens'
import type { Read, Reader } from '../reader'
import { drawResponses } from '../sampler'
import { Mate, type ReadingPort } from './mates'
import { openPackedReader } from './reader'
import { createReadingDesk, type ReadingOrder } from './readingOrders'
import { SharedReader } from './sharedReader'

const SHAPE = { vocabulary: 11, context: 40, width: 12, layers: 2, heads: 3 }
const stream = new Stream(5, 'evaluation')
const theta = Float32Array.from({ length: parameterCount(SHAPE) }, (_, i) => 0.3 * stream.normal(0, 0, i))

beforeAll(async () => {
  await loadKernels()
})

/** Messages on their way between the threads of this file. */
let underWay = 0

function later(act: () => void): void {
  underWay++
  setTimeout(() => {
    underWay--
    act()
  })
}

afterEach(() => vi.waitFor(() => expect(underWay).toBe(0)))

/** Every reader of every thread gives its memory back. */
async function expectAllClosed(before: number): Promise<void> {
  await vi.waitFor(() => expect(underWay).toBe(0))
  expect(usedKernels()).toBe(before)
}

/** A thread in this one, whose messages take a while. @param fails after so many orders, as a worker does that is lost */
function fakeMate(fails = Number.POSITIVE_INFINITY): Mate {
  let orders = 0
  const port: ReadingPort = {
    onmessage: null,
    onerror: null,
    postMessage(order) {
      const copied = order.kind === 'open' ? order : structuredClone(order)
      later(() => {
        if (orders++ < fails) desk(copied)
        else if (order.kind === 'close') desk(copied)
        else port.onerror?.({ preventDefault() {} })
      })
    },
  }
  const desk = createReadingDesk(answer => later(() => port.onmessage?.({ data: structuredClone(answer) })))
  return new Mate(port)
}

const withMates = (...mates: readonly Mate[]): Reader => new SharedReader(openPackedReader(SHAPE, theta)!, theta, mates)

/** Prompts of which many are alike, and some begin alike. */
const promptsOf = (count: number) =>
  Array.from({ length: count }, (_, b) =>
    Array.from({ length: 1 + (b % 6) }, (_, h) => stream.uint32(1, b >> 1, h) % 3),
  )

const tokensFor = (count: number, groups: number, added: number, step: number) =>
  Array.from({ length: count }, (_, b) =>
    Array.from({ length: groups }, (_, g) =>
      Array.from({ length: added }, (_, h) => stream.uint32(2 + step, b * groups + g, h) % SHAPE.vocabulary),
    ),
  )

/** All that is asked for, row by row. */
async function rowsOf(read: Read): Promise<number[][]> {
  const logits = await read.logits()
  const { vocabulary: V } = SHAPE
  return Array.from(read.rowOf ?? [], row => Array.from(logits.subarray(row * V, (row + 1) * V)))
}

async function readAll(reader: Reader, count: number, groups: number): Promise<number[][][]> {
  const start = reader.prompts(promptsOf(count))
  const first = start.extend(tokensFor(count, groups, 2, 0))
  const second = first.extend(tokensFor(count, groups, 1, 1))
  expect([second.groups, second.depth, start.lengths.length]).toEqual([groups, 3, count])
  // The last one first: nothing has to be asked for in its turn.
  const rows = [await rowsOf(second), await rowsOf(start), await rowsOf(first)]
  for (const owned of [start, first, second]) owned.dispose()
  reader.dispose()
  return rows
}

describe('a reader on several threads', () => {
  it.each([
    [1, 3],
    [7, 1],
    [8, 2],
    [61, 5],
  ])('reads %d prompts with %d continuations each as one thread does, bit for bit', async (count, groups) => {
    const before = usedKernels()
    const alone = await readAll(openPackedReader(SHAPE, theta)!, count, groups)
    expect(await readAll(withMates(fakeMate()), count, groups)).toEqual(alone)
    expect(await readAll(withMates(fakeMate(), fakeMate(), fakeMate()), count, groups)).toEqual(alone)
    await expectAllClosed(before)
  })

  it.each([0, 1, 2, 3, 4])('reads itself what a thread that is lost after %d orders has not', async orders => {
    const alone = await readAll(openPackedReader(SHAPE, theta)!, 20, 3)
    expect(await readAll(withMates(fakeMate(), fakeMate(orders)), 20, 3)).toEqual(alone)
  })

  it('scores and draws what one thread does', async () => {
    const prompts = promptsOf(20)
    const responses = prompts.map((_, b) => tokensFor(1, 2, 1 + (b % 4), 7 + b)[0])
    const draws = { samples: 6, length: 8, uniform: (b: number, s: number, h: number) => stream.uniform(b, s, h) }
    const [alone, shared] = await Promise.all(
      [openPackedReader(SHAPE, theta)!, withMates(fakeMate(), fakeMate())].map(async reader => {
        const start = reader.prompts(prompts)
        const next = await scoreResponses(start, responses)
        const scores = responses.map((groups, b) => groups.map((tokens, g) => tokens.map((t, h) => next(b, g, h)[t])))
        const drawn = await drawResponses(start, draws)
        for (const owned of [start, reader]) owned.dispose()
        return { scores, drawn }
      }),
    )
    expect(shared).toEqual(alone)
  })

  it('says what it cannot read before any thread is told, and goes on', async () => {
    const told: ReadingOrder['kind'][] = []
    const mate = new Mate({ postMessage: ({ kind }) => told.push(kind), onmessage: null, onerror: null })
    const reader = withMates(mate)
    expect(() => reader.prompts([...promptsOf(20), []])).toThrow('A prompt needs 1 to 40 tokens')
    const start = reader.prompts(promptsOf(20))
    expect(() => start.extend(tokensFor(19, 1, 1, 0))).toThrow('equally many continuations')
    expect(() => start.extend(tokensFor(20, 1, 39, 0))).toThrow('The context ends after 40 tokens; 45 are to be read.')
    for (const owned of [start, reader]) owned.dispose()
    expect(told).toEqual(['open', 'prompts', 'dispose', 'close'])
  })

  it('gives back what was not disposed of when it is closed', async () => {
    const before = usedKernels()
    const reader = withMates(fakeMate())
    const start = reader.prompts(promptsOf(20))
    await start.extend(tokensFor(20, 1, 1, 0)).logits()
    reader.dispose()
    await expectAllClosed(before)
  })
})
