import * as tf from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { decodeLink } from '../config/link'
import { shapeOf } from '../config/shape'
import { initialParameters } from '../models/transformer/tensors'
import { longestStep } from './longestStep'
import type { FromWorker } from './protocol'
import { Session } from './session'
import type { ReadShipped } from './shipped'

/** A session and everything it said; `until` waits for a message that fits. */
function open(platform = nodePlatform()) {
  const said: FromWorker[] = []
  const waiting: { fits: (message: FromWorker) => boolean; resolve: () => void }[] = []
  const session = new Session(platform, message => {
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
  await until('estimate')
  await aWhile()
  expect(said.map(({ type }) => type)).toEqual(['backend', 'patience', 'loaded', 'snapshot', 'estimate'])
  expect(steps(1)).toEqual([0])
})

it('guesses what a run is going to take, and leaves nothing behind of its trial', async () => {
  for (const link of [
    'T=20',
    'T=20&rule=token',
    'scenario=bernoulli&T=20',
    'scenario=pivotal-tokens&model=transformer&M=4&K=4&T=20',
  ]) {
    const { session, said, until } = open()
    session.receive({ type: 'load', run: 1, config: config(link), resume: null, origin: null })
    await until('snapshot')
    const tensors = tf.memory().numTensors
    await until('estimate')
    expect(tf.memory().numTensors).toBe(tensors)
    const { estimate } = said.find(message => message.type === 'estimate')!
    expect(estimate.secondsPerStep).toBeGreaterThan(0)
    expect(estimate.evaluation.seconds).toBeGreaterThan(0)
    expect(estimate.evaluation.bytes).toBeGreaterThan(0)
    expect(estimate.evaluation.checkpointBytes).toBeGreaterThan(0)
  }
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
  session.receive({ type: 'set', run: 1, id: 'eta', value: 0.5 })
  session.receive({ type: 'ping', token: 7 })
  expect(said.slice(-2)).toEqual([
    { type: 'changed', run: 1, change: { step: 1, id: 'eta', value: 0.5 } },
    { type: 'pong', token: 7 },
  ])
})

const TINY = 'scenario=graph-horizon&H=2&W=2&width=8&layers=1&heads=1&K=2&M=64&T=3&every=1'

it('begins a run from parameters that it is given, and says where they do not fit', async () => {
  const { session, said, until } = open()
  const theta = initialParameters(shapeOf(config(TINY))!, 99)
  session.receive({ type: 'load', run: 1, config: config(TINY), resume: null, origin: theta })
  await until('snapshot')
  const first = said.find(m => m.type === 'snapshot')!
  expect(first.type === 'snapshot' && first.snapshot.checkpoint.theta).toEqual(theta)
  session.receive({ type: 'load', run: 2, config: config(`${TINY}&seed=1`), resume: null, origin: theta.slice(1) })
  await until('failed')
  expect(said.at(-1)).toMatchObject({
    type: 'failed',
    run: 2,
    message: expect.stringContaining('parameters; the model has'),
  })
})

it('gives up a long evaluation for a newer run, frees what it took, and plays that', async () => {
  const { session, said, until, steps } = open()
  const tensors = tf.memory().numTensors
  session.receive({ type: 'load', run: 1, config: config(`${TINY}&M=512`), resume: null, origin: null })
  session.receive({ type: 'play' })
  await until('loaded')
  session.receive({ type: 'load', run: 2, config: config('T=20&every=10'), resume: null, origin: null })
  session.receive({ type: 'play' })
  await until('finished')
  expect([steps(1), steps(2)]).toEqual([[], [0, 10, 20]])
  expect(said.some(({ type }) => type === 'failed')).toBe(false)
  session.receive({ type: 'load', run: 3, config: config('T=1'), resume: null, origin: null })
  await until('snapshot', m => m.type === 'snapshot' && m.run === 3)
  // The parameters of the run that is loaded, and the constants of its model.
  expect(tf.memory().numTensors - tensors).toBeLessThan(10)
})

it('says that parameters are too large before their log ratios are no numbers', async () => {
  const { session, said, until } = open()
  const theta = initialParameters(shapeOf(config(TINY))!, 99).fill(1e30)
  session.receive({ type: 'load', run: 1, config: config(TINY), resume: null, origin: theta })
  await until('failed')
  expect(said.at(-1)).toMatchObject({ message: expect.stringContaining('too large at step 0') })
})

it('asks for the patience that its steps need', async () => {
  const { session, said, until } = open()
  session.receive({ type: 'load', run: 1, config: config('T=1'), resume: null, origin: null })
  session.receive({ type: 'load', run: 2, config: config(TINY), resume: null, origin: null })
  await until('loaded', m => m.type === 'loaded' && m.run === 2)
  const asked = said.flatMap(m => (m.type === 'patience' ? [m.seconds] : []))
  expect(asked.at(-1)).toBeGreaterThan(0)
  // Millions of parameters, thousands of tokens: minutes on a slow machine.
  const large = decodeLink('scenario=graph-horizon&H=8&W=4&width=384&layers=6').config
  expect(longestStep(large)).toBeGreaterThan(60)
  expect(longestStep(config('T=1'))).toBe(0)
})

it('says what ships with the lab, starts from it, and goes on to other settings where that cannot be had', async () => {
  const platform = nodePlatform()
  let connected = false
  const readShipped: ReadShipped = file =>
    connected ? platform.readShipped(file) : Promise.reject(new Error('no connection'))
  const { session, said, until, steps } = open({ ...platform, readShipped })
  const link = (more: string) => decodeLink(`scenario=graph-two-rules&backend=wasm&K=2&M=64&T=1&${more}`).config
  session.receive({ type: 'load', run: 1, config: link(''), resume: null, origin: null })
  session.receive({ type: 'play' })
  await until('failed')
  expect(said.at(-1)).toMatchObject({
    run: 1,
    message: expect.stringContaining('(no connection). Choose pre-training'),
  })
  session.receive({ type: 'load', run: 2, config: link('phase=pre-training'), resume: null, origin: null })
  await until('snapshot', m => m.type === 'snapshot' && m.run === 2)
  connected = true
  session.receive({ type: 'load', run: 3, config: link(''), resume: null, origin: null })
  await until('snapshot', m => m.type === 'snapshot' && m.run === 3)
  const shipped = said.flatMap(m => (m.type === 'loaded' ? [m.shipped?.file ?? null] : []))
  expect(shipped).toEqual([null, 'graph-two-rules.safetensors'])
  expect([steps(1), steps(2), steps(3)]).toEqual([[], [0], [0]])
})
