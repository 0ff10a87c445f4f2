import * as tf from '@tensorflow/tfjs-core'
import { openBackend } from '../../src/engine/backend'
import { browserPlatform } from '../../src/engine/browserPlatform'
import { PlainTransformer } from '../plainTransformer'
import { allowThreads, serve } from './engine'
import { tfjsProduct } from './product'
import { BATCHES, ETA, tokensOf } from './work'

/** TensorFlow.js without any kernel of the lab’s. */
serve(async ({ backend, threads, work }, theta) => {
  allowThreads(threads)
  const { report } = await openBackend(backend, browserPlatform(threads))
  if (report.id !== backend) throw new Error(report.reason ?? `${backend} is not available.`)
  const batches = Array.from({ length: BATCHES }, (_, step) =>
    Array.from({ length: work.batch }, (_, k) => ({ tokens: tokensOf(work, step, k), responseFrom: 1 })),
  )
  const model = new PlainTransformer(work.shape, theta, ETA)
  let loss = tf.scalar(0)
  const step = (step: number) => {
    loss.dispose()
    loss = model.step(batches[step % BATCHES])
  }
  return {
    step,
    read: () => loss.data(),
    async losses(steps) {
      const losses = []
      for (let i = 0; i < steps; i++) {
        step(i)
        losses.push((await loss.data())[0])
      }
      return losses
    },
    product: tfjsProduct(),
  }
})
