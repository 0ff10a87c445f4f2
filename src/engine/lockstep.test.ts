import { expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import type { ExperimentConfig } from '../config/config'
import { decodeLink } from '../config/link'
import type { FromWorker, RunOrder } from './protocol'
import { Session } from './session'
import type { TrainedSnapshot } from './snapshot'

/** A session, what it said, and a way to wait for it. */
function open() {
  const said: FromWorker[] = []
  let heard: (() => void) | null = null
  const session = new Session(nodePlatform(), message => {
    said.push(structuredClone(message))
    heard?.()
  })
  const until = (fits: (message: FromWorker) => boolean) =>
    new Promise<void>(resolve => {
      heard = () => {
        if (said.some(fits)) resolve()
      }
      heard()
    })
  const snapshots = (run: number): TrainedSnapshot[] =>
    said.flatMap(m => (m.type === 'snapshot' && m.run === run ? [m.snapshot] : []))
  return { session, said, until, snapshots }
}

const config = (link: string): ExperimentConfig => decodeLink(`backend=cpu&${link}`).config
const order = (run: number, link: string): RunOrder => ({ run, config: config(link), resume: null, origin: null })
/** Everything but the clock. */
const results = (snapshots: readonly TrainedSnapshot[]) => snapshots.map(({ seconds: _, ...rest }) => rest)

async function alone(link: string) {
  const { session, until, snapshots } = open()
  session.receive({ type: 'load', ...order(1, link) })
  session.receive({ type: 'play' })
  await until(m => m.type === 'finished')
  return results(snapshots(1))
}

async function together(a: string, b: string) {
  const { session, until, snapshots } = open()
  session.receive({ type: 'load', ...order(1, a), rival: order(2, b) })
  session.receive({ type: 'play' })
  await until(m => m.type === 'finished')
  return [results(snapshots(1)), results(snapshots(2))]
}

const TINY = 'scenario=graph-horizon&H=2&W=2&width=8&layers=1&heads=1&K=2&M=64&T=3&every=1'

it.each([
  ['T=40&every=10&rule=sgd', 'T=40&every=10&rule=normalized&eta=0.1&H=8'],
  ['scenario=bernoulli&T=12&every=3', 'scenario=bernoulli&T=12&every=3&n=40'],
  [TINY, `${TINY}&rule=sgd`],
])('gives each of two runs what it gives it alone, bit for bit: %s', async (a, b) => {
  const [first, second] = await together(a, b)
  expect(first).toEqual(await alone(a))
  expect(second).toEqual(await alone(b))
})

it('shows both the same batches where only the rule differs, and the same start', async () => {
  // One step along the gradient of one batch, normalized or not, leads the same way.
  const [sgd, normalized] = await together('T=1&every=1&rule=sgd', 'T=1&every=1&rule=normalized')
  expect(sgd[0].checkpoint.theta).toEqual(normalized[0].checkpoint.theta)
  const direction = ([start, end]: typeof sgd) => {
    const moved = Array.from(end.checkpoint.theta, (value, i) => value - start.checkpoint.theta[i])
    const length = Math.hypot(...moved)
    return moved.map(value => value / length)
  }
  const along = direction(normalized)
  for (const [i, value] of direction(sgd).entries()) expect(value).toBeCloseTo(along[i], 4)
})

it('keeps both at the same step through pause, single steps and play', async () => {
  const { session, until, snapshots } = open()
  session.receive({ type: 'load', ...order(1, 'T=400&every=10'), rival: order(2, 'T=400&every=10&H=64') })
  session.receive({ type: 'play' })
  await until(m => m.type === 'snapshot' && m.run === 2 && m.snapshot.step >= 50)
  session.receive({ type: 'pause' })
  session.receive({ type: 'step' })
  await until(m => m.type === 'paused' && m.step % 10 !== 0 && snapshots(2).at(-1)?.step === m.step)
  expect(snapshots(1).map(({ step }) => step)).toEqual(snapshots(2).map(({ step }) => step))
  session.receive({ type: 'play' })
  await until(m => m.type === 'finished')
  expect(snapshots(1).map(({ step }) => step)).toEqual(snapshots(2).map(({ step }) => step))
  expect(snapshots(2).at(-1)?.step).toBe(400)
})

it('changes a live parameter of the run that is meant alone', async () => {
  const { session, said, until } = open()
  session.receive({ type: 'load', ...order(1, 'T=20'), rival: order(2, 'T=20') })
  await until(m => m.type === 'snapshot' && m.run === 2)
  session.receive({ type: 'set', run: 2, id: 'eta', value: 0.5 })
  expect(said.at(-1)).toEqual({ type: 'changed', run: 2, change: { step: 0, id: 'eta', value: 0.5 } })
})

it.each([1, 2])('goes on with one of them when the other is dropped, even before it is built: %d', async dropped => {
  const left = 3 - dropped
  const link = (run: number) => `T=600&every=100&seed=${run}`
  for (const early of [true, false]) {
    const { session, until, snapshots } = open()
    session.receive({ type: 'load', ...order(1, link(1)), rival: order(2, link(2)) })
    session.receive({ type: 'play' })
    if (!early) await until(m => m.type === 'snapshot' && m.run === 2 && m.snapshot.step >= 200)
    session.receive({ type: 'drop', run: dropped })
    await until(m => m.type === 'finished' && m.run === left)
    expect(results(snapshots(left))).toEqual(await alone(link(left)))
    expect(snapshots(dropped).at(-1)?.step ?? 0).toBeLessThan(600)
  }
})

it('refuses two runs that are not evaluated at the same steps, in a sentence', async () => {
  const { session, said, until } = open()
  session.receive({ type: 'load', ...order(1, 'T=20&every=1'), rival: order(2, 'T=20&every=2') })
  await until(m => m.type === 'failed')
  expect(said.at(-1)).toMatchObject({ message: 'Runs in lock-step have one every; these have 1 and 2.' })
})
