import type { Differentiable } from '../../differentiable'
import type { TokenTask } from '../task'
import { initialParameters } from '../tensors'
import { openPackedGradient } from './gradient'

/** `createTransformerTensors` by kernels, beside the tensors' backend; null where there are none. */
export function createTransformerArrays(
  task: TokenTask,
  seed: number,
  batchSize: number,
): Differentiable<Float32Array> | null {
  const packed = openPackedGradient(task.shape, batchSize)
  return (
    packed && {
      start: initialParameters(task.shape, seed),
      projected: false,
      gradient(theta, step) {
        const sequences = Array.from({ length: batchSize }, (_, k) => task.training(step, k))
        return packed.lossAndGradient(theta, sequences).gradient
      },
      dispose: packed.dispose,
    }
  )
}
