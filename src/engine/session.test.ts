import { expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { decodeLink } from '../config/link'
import type { FromWorker } from './protocol'
import { Session } from './session'

/** A session and everything it said; `until` waits for a message that fits. */
function open() {
  const said: FromWorker[] = []
  const waiting: { fits: (message: FromWorker) => boolean; resolve: () => void }[] = []
  const session = new Session(nodePlatform(), message => {
    said.push(message)
    for (const waiter of waiting) if (waiter.fits(message)) waiter.resolve()
  })
  const until = (type: FromWorker['type'], fits: (message: FromWorker) => boolean = () => true) =>
    new Promise<void>(resolve => {
      const whole = (message: FromWorker) => message.type === type && fits(message)
      if (said.some(whole)) resolve()
      else waiting.push({ fits: whole, resolve })
    })
  const steps = (run: number) => said.flatMap(m => (m.type === 'snapshot' && m.run === run ? [m.snapshot.step] : []))
  return { session, said, until, steps }
}

const config = (link: string) => decodeLink(`backend=cpu&${link}`).config
const aWhile = () => new Promise(resolve => setTimeout(resolve, 100))

it('loads a run, evaluates it once, and waits', async () => {
  const { session, said, until, steps } = open()
  session.receive({ type: 'load', run: 1, config: config('T=20'), resume: null, origin: null })
  await until('snapshot')
  await aWhile()
  expect(said.map(({ type }) => type)).toEqual(['backend', 'loaded', 'snapshot'])
  expect(steps(1)).toEqual([0])
})

it('plays to the end', async () => {
  const { session, until, steps } = open()
  session.receive({ type: 'load', run: 1, config: config('T=20&every=5'), resume: null, origin: null })
  session.receive({ type: 'play' })
  await until('finished')
  expect(steps(1)).toEqual([0, 5, 10, 15, 20])
})

it('takes no further step after a pause, and goes on from there', async () => {
  const { session, said, until, steps } = open()
  session.receive({ type: 'load', run: 1, config: config('T=5000&every=10'), resume: null, origin: null })
  session.receive({ type: 'play' })
  await until('snapshot', m => m.type === 'snapshot' && m.snapshot.step >= 20)
  session.receive({ type: 'pause' })
  const paused = said.at(-1)!
  expect(paused.type).toBe('paused')
  const before = steps(1)
  await aWhile()
  expect(steps(1).length - before.length).toBeLessThanOrEqual(1)
  session.receive({ type: 'step' })
  await until('snapshot', m => m.type === 'snapshot' && paused.type === 'paused' && m.snapshot.step === paused.step + 1)
  expect(Math.max(...steps(1))).toBe(paused.type === 'paused' ? paused.step + 1 : Number.NaN)
  session.receive({ type: 'play' })
  await until('finished')
  expect(steps(1).at(-1)).toBe(5000)
})

it('drops a run as soon as another is loaded, even if that one is to be played at once', async () => {
  const { session, until, steps } = open()
  session.receive({ type: 'load', run: 1, config: config('T=100000&every=1000'), resume: null, origin: null })
  session.receive({ type: 'play' })
  await until('snapshot', m => m.type === 'snapshot' && m.snapshot.step > 0)
  for (let run = 2; run <= 5; run++) {
    session.receive({ type: 'load', run, config: config(`T=20&every=10&seed=${run}`), resume: null, origin: null })
    session.receive({ type: 'play' })
  }
  await until('finished', m => m.type === 'finished' && m.run === 5)
  expect(steps(5)).toEqual([0, 10, 20])
  expect(steps(1).at(-1)).toBeLessThan(100_000)
})

it('keeps to the speed it is given', async () => {
  const { session, until, steps } = open()
  session.receive({ type: 'load', run: 1, config: config('T=1000&every=1'), resume: null, origin: null })
  session.receive({ type: 'speed', stepsPerSecond: 0.001 })
  session.receive({ type: 'play' })
  await until('snapshot', m => m.type === 'snapshot' && m.snapshot.step === 1)
  await aWhile()
  expect(steps(1)).toEqual([0, 1])
  session.receive({ type: 'speed', stepsPerSecond: Number.POSITIVE_INFINITY })
  await until('finished')
})

it('answers a configuration that is out of range with a sentence', async () => {
  const { session, said, until } = open()
  const good = config('T=20')
  session.receive({
    type: 'load',
    run: 1,
    config: { ...good, values: { ...good.values, H: 9999 } },
    resume: null,
    origin: null,
  })
  await until('failed')
  expect(said.at(-1)).toEqual({
    type: 'failed',
    run: 1,
    message: 'H is 9999; it must be a whole number from 1 to 512.',
  })
})

it('reports a live change with its step, and answers a ping', async () => {
  const { session, said, until } = open()
  session.receive({ type: 'load', run: 1, config: config('T=20'), resume: null, origin: null })
  await until('snapshot')
  session.receive({ type: 'step' })
  await until('paused')
  session.receive({ type: 'set', id: 'eta', value: 0.5 })
  session.receive({ type: 'ping', token: 7 })
  expect(said.slice(-2)).toEqual([
    { type: 'changed', run: 1, change: { step: 1, id: 'eta', value: 0.5 } },
    { type: 'pong', token: 7 },
  ])
})
