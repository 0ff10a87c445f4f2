import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { disposeBatch, type TokenSequence, uploadBatch } from './batch'
import { GpuBatches } from './gpuBatches'
import type { TransformerShape } from './layout'
import { openPackedGradient } from './packed/gradient'
import { lossAndGradient } from './transformer'

/** Gradients at fixed parameters, until `dispose`. */
export interface Gradients {
  /**
   * Gradient of the log-likelihood, [P]: mean over the sequences of the sum over the response's tokens, each sequence times its
   * weight. The caller owns it.
   * @param sequences at least one, and at most as many as were asked for
   */
  of(sequences: readonly TokenSequence[]): tf.Tensor
  /** Where programs have to be compiled: has it done for such sequences, many at a time. Otherwise `of` waits for one after another. */
  ready?(sequences: readonly TokenSequence[]): Promise<void>
  dispose(): void
}

/**
 * Takes gradients on the active backend: by kernels of our own where there are some, which takes a fraction of the time.
 * @param theta all parameters, [P]; they are copied
 * @param most sequences at a time
 */
export function openGradients(shape: TransformerShape, theta: Float32Array, most: number): Gradients {
  if (tf.getBackend() === 'webgpu') return onDevice(shape, theta)
  const packed = tf.getBackend() === 'wasm' ? openPackedGradient(shape, most) : null
  if (!packed) return byTensors(shape, theta)
  const parameters = theta.slice()
  return {
    of: sequences => tf.tensor1d(packed.lossAndGradient(parameters, sequences).gradient.slice()),
    dispose: () => packed.dispose(),
  }
}

function onDevice(shape: TransformerShape, theta: Float32Array): Gradients {
  const { device } = tf.backend() as WebGPUBackend
  const { STORAGE, COPY_DST } = GPUBufferUsage
  const buffer = device.createBuffer({ size: theta.byteLength, usage: STORAGE | COPY_DST })
  device.queue.writeBuffer(buffer, 0, Float32Array.from(theta))
  const batches = new GpuBatches(device, shape, { buffer })
  return {
    // The tensor is a copy: the next batch's gradient takes the place of this one.
    of: sequences => tf.tensor({ buffer: batches.submit(sequences).buffer }, [theta.length], 'float32'),
    ready: sequences => batches.compile(sequences),
    dispose() {
      batches.destroy()
      buffer.destroy()
    },
  }
}

function byTensors(shape: TransformerShape, theta: Float32Array): Gradients {
  const parameters = tf.tensor1d(theta)
  return {
    of(sequences) {
      const batch = uploadBatch(sequences, shape.vocabulary)
      const gradient = tf.tidy(() => lossAndGradient(shape, parameters, batch).gradient)
      disposeBatch(batch)
      return gradient
    },
    dispose: () => parameters.dispose(),
  }
}
