import * as tf from '@tensorflow/tfjs-core'
import { layoutOf, type TransformerShape } from './layout'

/** Parameters, or gradients in them, by the layout's names. */
export type Named = Readonly<Record<string, tf.Tensor>>

/** The flat vector of all parameters, [P], taken apart. */
export function named(shape: TransformerShape, theta: tf.Tensor): Named {
  return Object.fromEntries(
    layoutOf(shape).map(slot => [slot.name, tf.reshape(tf.slice(theta, slot.offset, slot.size), [...slot.shape])]),
  )
}

/** The layout says which parameters are matrices; the type does not. */
export function matrix(parameter: tf.Tensor): tf.Tensor2D {
  return parameter as tf.Tensor2D
}

/** As `tf.tidy`, whose type lets no interface through. */
export function tidied<T extends object>(compute: () => T): T {
  return tf.tidy(compute as () => object as () => tf.TensorContainer) as object as T
}
