import { TeachableLLM } from '@genai-fi/nanogpt'
import { watchGpuCalls } from '../../scripts/gpuCalls'
import { answerWith, median, type Order, perStep, type Timed } from '../race/engine'
import { ETA, tokensOf } from '../race/work'

/** Its own model of the same sizes (RMSNorm, no biases), in a training job of its own. */
answerWith(async order => {
  if (order.losses > 0) return { losses: null }
  return { timed: await timed(order) }
})

/** Steps until it begins anew with the same tokens. */
const STEPS = 64

/** Milliseconds between two of the job’s own readings of the loss: it reads by the clock, others by the step. */
const LOG_EVERY = 500

async function timed({ backend, seconds, work }: Order): Promise<Timed> {
  const { shape, batch } = work
  await TeachableLLM.selectBackend(backend as 'webgpu')
  const began = performance.now()
  const model = TeachableLLM.create('char', {
    modelType: 'GenAI_NanoGPT_v1',
    vocabSize: shape.vocabulary,
    blockSize: shape.context,
    nLayer: shape.layers,
    nHead: shape.heads,
    nEmbed: shape.width,
    mlpFactor: 4,
    useRope: false,
  })
  // It compiles in the background as soon as it is there.
  await new Promise<void>(resolve => model.on('loaded', resolve))
  const tokens = Array.from({ length: STEPS * batch }, (_, k) => tokensOf(work, 0, k).slice(1)).flat()
  const { calls, stop } = watchGpuCalls()
  const logs: { at: number; step: number; calls: typeof calls }[] = []
  const done = new Promise<void>((resolve, reject) => {
    model.training.on('error', (_, error) => reject(error))
    model.training.on('progress', job => {
      logs.push({ at: performance.now(), step: job.history!.at(-1)!.step, calls: { ...calls } })
      if (logs.length > 1 && performance.now() - logs[0].at > 1000 * seconds) {
        model.training.cancel(job.id)
        resolve()
      }
    })
  })
  const options = { method: { type: 'pretraining' as const }, batchSize: batch, maxEpochs: 1e6, learningRate: ETA }
  const data = [Uint16Array.from(tokens)]
  await model.training.job({ ...options, logInterval: LOG_EVERY }, data, [{ id: 'bench', name: 'bench' }] as never)
  await done
  stop()
  const spans = logs.slice(1).map(({ at, step }, i) => (at - logs[i].at) / (step - logs[i].step))
  const [from, to] = [logs[0], logs.at(-1)!]
  const counted = {
    dispatches: to.calls.dispatches - from.calls.dispatches,
    submits: to.calls.submits - from.calls.submits,
    readings: to.calls.readings - from.calls.readings,
  }
  return {
    first: logs[0].at - began,
    step: median(spans),
    encoding: null,
    ...perStep(counted, to.step - from.step, spans.length),
    product: null,
  }
}
