import { coverageAt, coverageProfile } from '../src/coverage/profile'
import { linearClass } from '../src/models/linear/class'
import { linearFacts } from '../src/models/linear/features'
import { logLikelihoodGradient } from '../src/models/linear/gradient'
import type { LinearTask } from '../src/models/linear/task'
import { createEvaluator } from '../src/models/sequences/evaluator'
import { enumerateResponses } from '../src/models/sequences/responses'
import { createSampler } from '../src/models/sequences/sampler'
import { Stream } from '../src/random/streams'
import { float64Algebra } from '../src/training/float64Algebra'
import { type GradientRule, projectOntoBall } from '../src/training/rule'

/** The training batches of a run: visits to every cell divided by K, [S, V], one array a step. */
export function batchesOf(task: LinearTask, seed: number, K: number, T: number): Float64Array[] {
  const sampler = createSampler(task)
  const data = new Stream(seed, 'data')
  return Array.from({ length: T }, (_, step) => Float64Array.from(sampler.visits(data, step, K), count => count / K))
}

/**
 * Cov_N after every step of a run, exactly: the lab's own data, rule and measure in float64, without its pauses for
 * evaluation. Batches can be shared by runs that differ in rule and step size only.
 * @returns one entry for each batch
 * @throws Error for a task whose responses cannot be enumerated
 */
export function coverageAfterSteps(
  task: LinearTask,
  rule: GradientRule,
  batches: readonly Float64Array[],
  { eta, lambda, N }: { readonly eta: number; readonly lambda: number; readonly N: number },
): Float64Array {
  const responses = enumerateResponses(task)
  if (!responses) throw new Error('There are too many responses to enumerate.')
  const evaluator = createEvaluator(task, linearClass(task), responses, linearFacts(task))
  let theta = task.start
  let slots: readonly Float64Array[] = Array.from({ length: rule.slots }, () => new Float64Array(theta.length))
  const coverage = Float64Array.from(batches, (visits, step) => {
    const gradient = logLikelihoodGradient(task, theta, visits)
    const next = rule.step(float64Algebra, { theta, gradient, slots, t: step + 1, eta, lambda })
    theta = projectOntoBall(float64Algebra, next.theta)
    slots = next.slots
    return coverageAt(coverageProfile(evaluator.evaluate(theta).logRatios, responses.weights), N)
  })
  evaluator.dispose()
  return coverage
}
