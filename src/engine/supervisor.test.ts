import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { decodeLink } from '../config/link'
import { shapeOf } from '../config/shape'
import { initialParameters } from '../models/transformer/tensors'
import type { FromWorker, ToWorker } from './protocol'
import { Session } from './session'
import type { TrainedSnapshot } from './snapshot'
import { Supervisor } from './supervisor'

/** The worker's own session, in this thread; what is sent is copied, as between threads. */
class SameThread {
  static readonly all: SameThread[] = []
  onmessage: ((event: { data: FromWorker }) => void) | null = null
  onerror: ((event: { preventDefault(): void; message: string }) => void) | null = null
  private readonly session = new Session(nodePlatform(), message =>
    this.onmessage?.({ data: structuredClone(message) }),
  )

  constructor() {
    SameThread.all.push(this)
  }

  postMessage(message: ToWorker): void {
    this.session.receive(structuredClone(message))
  }

  terminate(): void {
    this.session.receive({ type: 'pause' })
  }

  die(): void {
    this.onerror?.({ preventDefault() {}, message: 'out of memory' })
  }
}

beforeEach(() => {
  SameThread.all.length = 0
  vi.stubGlobal('Worker', SameThread)
})
afterEach(() => vi.unstubAllGlobals())

const { config } = decodeLink(
  'scenario=graph-horizon&H=2&W=2&width=8&layers=1&heads=1&K=2&M=64&T=4&every=1&backend=cpu',
)
const origin = initialParameters(shapeOf(config)!, 99)

function open() {
  const snapshots: TrainedSnapshot[] = []
  let waiting: (() => void) | null = null
  const supervisor = new Supervisor({
    message(message) {
      if (message.type === 'failed') throw new Error(message.message)
      if (message.type === 'snapshot') snapshots.push(message.snapshot)
      waiting?.()
    },
    recovering() {},
    gaveUp: reason => {
      throw new Error(reason)
    },
  })
  const until = (step: number) =>
    new Promise<TrainedSnapshot>(resolve => {
      waiting = () => {
        const reached = snapshots.find(snapshot => snapshot.step === step)
        if (reached) resolve(reached)
      }
      waiting()
    })
  return { supervisor, snapshots, until }
}

it('begins a run from the parameters it is given, and leaves them where they are', async () => {
  const { supervisor, until } = open()
  supervisor.load({ run: 1, config, origin })
  const first = await until(0)
  expect(first.checkpoint.theta).toEqual(origin)
  expect(origin).toHaveLength(first.checkpoint.theta.length)
  supervisor.step()
  expect((await until(1)).checkpoint.theta).not.toEqual(origin)
})

it('begins from them again when a worker is lost before the first evaluation', async () => {
  const { supervisor, until } = open()
  supervisor.load({ run: 1, config, origin })
  SameThread.all[0].die()
  expect(SameThread.all).toHaveLength(2)
  expect((await until(0)).checkpoint.theta).toEqual(origin)
})

it('goes on from the newest checkpoint after a loss, with the optimizer’s memory, to the same end', async () => {
  const whole = open()
  whole.supervisor.load({ run: 1, config, origin })
  whole.supervisor.play()
  const expected = await whole.until(4)

  const { supervisor, snapshots, until } = open()
  supervisor.load({ run: 1, config, origin })
  supervisor.step()
  await until(1)
  supervisor.step()
  await until(2)
  SameThread.all.at(-1)!.die()
  supervisor.play()
  const last = await until(4)
  expect(snapshots.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4])
  expect(last.checkpoint).toEqual(expected.checkpoint)
})

/** Two runs in lock-step, played to their end; the worker dies when the first is evaluated at step `dies`, before its rival. */
async function pair(
  dies: number | null,
): Promise<(readonly [run: number, checkpoint: TrainedSnapshot['checkpoint']])[]> {
  const workers = SameThread.all.length
  const ends: (readonly [number, TrainedSnapshot['checkpoint']])[] = []
  await new Promise<void>((resolve, reject) => {
    const supervisor = new Supervisor({
      message(message) {
        if (message.type === 'failed') reject(new Error(message.message))
        if (message.type === 'finished') resolve()
        if (message.type !== 'snapshot') return
        const { run, snapshot } = message
        if (snapshot.step === 4) ends.push([run, snapshot.checkpoint])
        const first = SameThread.all.length === workers + 1
        if (run === 1 && snapshot.step === dies && first) SameThread.all.at(-1)!.die()
      },
      recovering() {},
      gaveUp: reason => reject(new Error(reason)),
    })
    const linear = (link: string) => decodeLink(`T=4&every=1&backend=cpu${link}`).config
    const first = { run: 1, config: linear(''), origin: null }
    supervisor.load(first, { run: 2, config: linear('&rule=normalized'), origin: null })
    supervisor.play()
  })
  expect(SameThread.all).toHaveLength(workers + (dies === null ? 1 : 2))
  return ends
}

it('goes on with both of two runs from the same step after a loss between their evaluations, to the same end', async () => {
  const expected = await pair(null)
  expect(expected.map(([run]) => run)).toEqual([1, 2])
  expect(await pair(2)).toEqual(expected)
})
