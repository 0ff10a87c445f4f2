import * as tf from '@tensorflow/tfjs-core'
import { disposeBatch, uploadBatch } from '../src/models/transformer/batch'
import fixture from '../src/models/transformer/fixtures/transformer-case.json'
import { layoutOf, parameterCount, type TransformerShape } from '../src/models/transformer/layout'
import { logitsOf, lossAndGradient } from '../src/models/transformer/transformer'
import { ruleById } from '../src/training/registry'
import { tensorAlgebra } from '../src/training/tensorAlgebra'

/** How far a quantity of the active backend is from the reference. */
export interface Difference {
  readonly quantity: string
  /** Largest difference of an entry, divided by the reference's largest entry. */
  readonly relative: number
}

/** Largest `relative` that is accepted: float32 against the reference's float64. */
export const TOLERANCE = 1e-4

/** The reference's model. */
export const shape: TransformerShape = {
  vocabulary: fixture.V,
  context: fixture.prompt_length + fixture.H,
  width: fixture.d,
  layers: fixture.layers,
  heads: fixture.heads,
}

/** The reference's batch. */
export const sequences = fixture.tokens.map(tokens => ({ tokens, responseFrom: fixture.prompt_length }))

/** The rules whose steps the reference has taken. */
export const RULES = ['sgd', 'normalized', 'sign', 'adam'] as const

/** The reference's parameters, [P]; the caller owns them. */
export function parameters(): tf.Tensor1D {
  const named = fixture.params as Record<string, Nested>
  return tf.tensor1d(Float32Array.from(layoutOf(shape).flatMap(({ name }) => flat(named[name]))))
}

/** Of the logits, the loss, and the gradient of every parameter and its norm. */
export async function passDifferences(): Promise<Difference[]> {
  const theta = parameters()
  if (theta.size !== parameterCount(shape)) throw new Error(`The reference has ${theta.size} parameters.`)
  // Every token but the first can be predicted; the batch itself predicts responses only.
  const everywhere = uploadBatch(
    sequences.map(({ tokens }) => ({ tokens, responseFrom: 1 })),
    shape.vocabulary,
  )
  const logits = tf.tidy(() => logitsOf(shape, theta, everywhere))
  const batch = uploadBatch(sequences, shape.vocabulary)
  const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, theta, batch))
  const [own] = await loss.data()
  const differences = [
    difference('logits', await logits.data(), flat(fixture.logits)),
    ...gradientDifferences(own, (await gradient.data()) as Float32Array),
  ]
  tf.dispose([theta, logits, loss, gradient])
  disposeBatch(everywhere)
  disposeBatch(batch)
  return differences
}

/** Of the loss, and of the gradient of every parameter and its norm, [P]. */
export function gradientDifferences(loss: number, gradient: Float32Array): Difference[] {
  const differences = [difference('loss', [loss], [fixture.loss])]
  for (const { name, offset, size } of layoutOf(shape)) {
    // The reference differentiates the loss; rules add along the log-likelihood.
    const expected = flat((fixture.grads as Record<string, Nested>)[name]).map(value => -value)
    differences.push(difference(`gradient of ${name}`, gradient.subarray(offset, offset + size), expected))
  }
  differences.push(difference('norm of the gradient', [Math.hypot(...gradient)], [fixture.grad_norm]))
  return differences
}

/** Of the losses along three steps of a rule. */
export async function stepDifferences(id: (typeof RULES)[number]): Promise<Difference[]> {
  const rule = ruleById(id)
  if (rule.kind !== 'gradient') throw new Error(`${id} takes no gradient.`)
  const { eta, lam, losses } = fixture[id]
  const batch = uploadBatch(sequences, shape.vocabulary)
  const differences: Difference[] = []
  let theta: tf.Tensor = parameters()
  let memory: tf.Tensor[] = Array.from({ length: rule.slots }, () => tf.zerosLike(theta))
  for (const [t, expected] of losses.entries()) {
    const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, theta, batch))
    differences.push(difference(`loss after ${t} steps of ${id}`, await loss.data(), [expected]))
    const next = tf.tidy(() => {
      const input = { theta, gradient, slots: memory, t: t + 1, eta, lambda: lam ?? 0 }
      const taken = rule.step<tf.Tensor>(tensorAlgebra, input)
      return { theta: taken.theta, slots: [...taken.slots] }
    })
    tf.dispose([theta, loss, gradient, ...memory])
    theta = next.theta
    memory = next.slots
  }
  tf.dispose([theta, ...memory])
  disposeBatch(batch)
  return differences
}

type Nested = number | readonly Nested[]

function flat(nested: Nested): number[] {
  return typeof nested === 'number' ? [nested] : nested.flatMap(flat)
}

/** @throws Error if there are not as many entries as expected */
function difference(quantity: string, actual: ArrayLike<number>, expected: readonly number[]): Difference {
  if (actual.length !== expected.length) {
    throw new Error(`${quantity} has ${actual.length} entries and not ${expected.length}.`)
  }
  const largest = Math.max(...expected.map(Math.abs))
  const worst = Math.max(...expected.map((value, i) => Math.abs(actual[i] - value))) // NaN if any entry is
  return { quantity, relative: worst / largest }
}
