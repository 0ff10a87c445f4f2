import { closeKernels, kernelThreads, openKernels } from '../../../kernels/wasm/kernels'
import type { TokenSequence } from '../batch'
import type { TransformerShape } from '../layout'
import { type Helpers, openHelpers } from './helpers'
import { partsOf } from './parts'
import { PackedTransformer, type Part } from './transformer'

/** A transformer's gradient by kernels, on several threads where there are some. */
export interface PackedGradient {
  /**
   * Gradient of the log-likelihood, [P]: mean over the batch of the sum over the response's tokens, each sequence times its
   * weight; and that mean as a loss, nats per sequence.
   * @param theta all parameters, [P]
   * @param sequences at most as many as were asked for
   * @returns the gradient is a view, valid until the next call
   */
  lossAndGradient(theta: Float32Array, sequences: readonly TokenSequence[]): Part
  dispose(): void
}

/** @param batch sequences of a batch at most; null where there are no kernels */
export function openPackedGradient(shape: TransformerShape, batch: number): PackedGradient | null {
  const kernels = openKernels()
  if (!kernels) return null
  const transformer = new PackedTransformer(kernels, shape)
  let helpers: Helpers | null = null
  let asked = false

  /** The parts of a batch, in order. */
  function* parts(theta: Float32Array, sequences: readonly TokenSequence[]): Generator<Part> {
    // A model that takes no step needs no help.
    if (!asked) helpers = openHelpers(shape, batch, kernelThreads() - 1)
    asked = true
    const bounds = partsOf(sequences.length)
    const own = (part: number) => transformer.part(sequences.slice(bounds[part], bounds[part + 1]), sequences.length)
    const collect = helpers?.share(theta, sequences, transformer)
    for (let part = 0; part < bounds.length - 1; part++) {
      const theirs = collect?.(part)
      if (theirs === null) {
        // Lost: whatever the reason, there is another way to the same numbers.
        helpers?.abandon()
        helpers = null
      }
      yield theirs ?? own(part)
    }
  }

  return {
    lossAndGradient(theta, sequences) {
      transformer.begin(theta)
      let loss = 0
      for (const part of parts(theta, sequences)) {
        loss += part.loss
        transformer.add(part.gradient)
      }
      return { loss, gradient: transformer.gradient }
    },
    dispose() {
      helpers?.close()
      closeKernels(kernels)
    },
  }
}
