import { closeKernels, openKernels } from '../../../kernels/wasm/kernels'
import type { Differentiable } from '../../differentiable'
import type { TokenTask } from '../task'
import { initialParameters } from '../tensors'
import { PackedTransformer } from './transformer'

/** `createTransformerTensors` by kernels, beside the tensors' backend; null where there are none. */
export function createTransformerArrays(
  task: TokenTask,
  seed: number,
  batchSize: number,
): Differentiable<Float32Array> | null {
  const kernels = openKernels()
  if (!kernels) return null
  const transformer = new PackedTransformer(kernels, task.shape)
  return {
    start: initialParameters(task.shape, seed),
    projected: false,
    gradient(theta, step) {
      const sequences = Array.from({ length: batchSize }, (_, k) => task.training(step, k))
      return transformer.lossAndGradient(theta, sequences).gradient
    },
    dispose: () => closeKernels(kernels),
  }
}
