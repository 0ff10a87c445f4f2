import { describe, expect, it } from 'vitest'
import { squaredHellinger, stoppedKl } from '../../coverage/divergences'
import cases from '../../coverage/fixtures/reference-cases.json'
import { coverageAt, coverageProfile } from '../../coverage/profile'
import { distillation, truncation } from '../../training/distillation'
import { float64Algebra } from '../../training/float64Algebra'
import { RULES } from '../../training/registry'
import { projectOntoBall } from '../../training/rule'
import { tokenSgd } from '../../training/tokenSgd'
import { createEvaluator } from '../sequences/evaluator'
import { cellLogRatios, teacherMeans } from '../sequences/exact'
import { enumerateResponses, ResponseBuilder, sumAlong } from '../sequences/responses'
import { linearClass } from './class'
import { linearFacts } from './features'
import { logLikelihoodGradient } from './gradient'
import { logProbabilities } from './logProbabilities'
import type { LinearTask } from './task'
import { testTimePaths } from './testTime'

type Case = (typeof cases.linear)[number]

/** The reference's features depend on the whole prefix: one state per prefix, plus one where every response ends. */
function taskOf(fixture: Case): { task: LinearTask; cellOf: (x: number, y: readonly number[]) => number[] } {
  const { X, V, d, prefixes, phi, mu, H } = fixture
  const index = new Map(prefixes.map((prefix, i) => [prefix.join(), i]))
  const states = X * prefixes.length + 1
  const features = new Float64Array(states * V * d)
  const next = new Int32Array(states * V).fill(states - 1)
  const stateOf = (x: number, prefix: readonly number[]) => x * prefixes.length + index.get(prefix.join())!
  for (let x = 0; x < X; x++) {
    prefixes.forEach((prefix: number[]) => {
      for (let v = 0; v < V; v++) {
        const cell = stateOf(x, prefix) * V + v
        features.set((phi as number[][][][])[x][index.get(prefix.join())!][v], cell * d)
        if (index.has([...prefix, v].join())) next[cell] = stateOf(x, [...prefix, v])
      }
    })
  }
  const bare: LinearTask = {
    vocabulary: V,
    dimension: d,
    states,
    prompts: mu.map((mass, x) => ({ mass, state: stateOf(x, []), length: H, name: `${x}` })),
    features,
    teacher: new Float64Array(states * V),
    next,
    start: Float64Array.from(fixture.theta),
  }
  return {
    task: { ...bare, teacher: logProbabilities(bare, fixture.theta_star) },
    cellOf: (x, y) => y.map((token, h) => stateOf(x, y.slice(0, h)) * V + token),
  }
}

const close = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))

describe.each(cases.linear.map((fixture, i) => [i, fixture] as const))('linear reference case %i', (_, fixture) => {
  const { task, cellOf } = taskOf(fixture)
  const responses = enumerateResponses(task, 1e6)!
  const evaluator = createEvaluator(task, linearClass(task), responses, linearFacts(task))
  const evaluation = evaluator.evaluate(fixture.theta)
  const { description } = evaluator
  const logRatios = sumAlong(responses, cellLogRatios(task, logProbabilities(task, fixture.theta)))

  it('meets KL, cross-entropy, Hellinger and inherent variance by dynamic programming', () => {
    close(evaluation.kl, fixture.exact.kl)
    close(evaluation.crossEntropy, fixture.exact.cross_entropy)
    close(evaluation.hellinger, fixture.exact.hellinger2)
    close(description.inherentVariance!, fixture.exact.inherent_variance)
    close(evaluation.crossEntropy - description.teacherEntropy, fixture.exact.kl)
    close(evaluation.supLogRatio, Math.max(...fixture.logps.map(row => row.log_data - row.log_model)))
  })

  it('meets Hellinger by enumeration too', () => {
    close(squaredHellinger(logRatios, responses.weights), fixture.exact.hellinger2)
  })

  it('enumerates every response with its two log-probabilities', () => {
    expect(responses.prompt.length).toBe(fixture.logps.length)
    const logProbs = logProbabilities(task, fixture.theta)
    for (const { x, y, log_data, log_model } of fixture.logps) {
      const sum = (values: Float64Array) => cellOf(x, y).reduce((total, cell) => total + values[cell], 0)
      close(sum(task.teacher), log_data)
      close(sum(logProbs), log_model)
    }
  })

  it('meets coverage and stopped KL at every N', () => {
    const profile = coverageProfile(logRatios, responses.weights)
    const stateKl = teacherMeans(task, cellLogRatios(task, logProbabilities(task, fixture.theta)))
    const cellKl = Float64Array.from(
      { length: task.states * task.vocabulary },
      (_, cell) => stateKl[Math.floor(cell / task.vocabulary)],
    )
    const pathKl = sumAlong(responses, cellKl)
    fixture.Ns.forEach((N, i) => {
      close(coverageAt(profile, N), fixture.exact.coverage[i])
      close(stoppedKl(pathKl, responses.weights, N), fixture.exact.stopped_kl[i])
    })
  })

  it('keeps the same numbers in the float32 arrays of a snapshot', () => {
    const profile = coverageProfile(evaluation.logRatios, responses.weights)
    fixture.Ns.forEach((N, i) => {
      close(coverageAt(profile, N), fixture.exact.coverage[i])
    })
    expect(stoppedKl(evaluation.pathKl, responses.weights, 8)).toBeCloseTo(fixture.exact.stopped_kl[3], 5)
  })

  const visits = new Float64Array(task.states * task.vocabulary)
  for (const { x, y } of fixture.batch) for (const cell of cellOf(x, y)) visits[cell] += 1 / fixture.batch.length

  it.each([
    ['sgd', fixture.sgd],
    ['normalized', fixture.normalized],
    ['sign', fixture.sign],
  ] as const)('meets one step of %s', (id, expected) => {
    const rule = RULES.find(candidate => candidate.id === id)!
    if (rule.kind !== 'gradient') throw new Error(`${id} takes no gradient.`)
    const { theta } = rule.step(float64Algebra, {
      theta: Float64Array.from(fixture.theta),
      gradient: logLikelihoodGradient(task, fixture.theta, visits),
      slots: [],
      t: 1,
      eta: fixture.eta,
      lambda: fixture.lam,
    })
    projectOntoBall(float64Algebra, theta).forEach((value, i) => {
      close(value, expected[i])
    })
  })

  const values = { eta: fixture.eta, N0: fixture.truncation_N }
  const sequences = fixture.batch.map(({ x, y }) => Int32Array.from(cellOf(x, y)))
  const [first] = sequences
  const near = (actual: ArrayLike<number>, expected: readonly number[]) => {
    expect(actual.length).toBe(expected.length)
    expected.forEach((value, i) => {
      close(actual[i], value)
    })
  }

  it('meets the truncation weights, and one step of distillation', () => {
    const stateKl = teacherMeans(task, cellLogRatios(task, logProbabilities(task, fixture.theta)))
    const kl = Float64Array.from(first, cell => stateKl[Math.floor(cell / task.vocabulary)])
    near(truncation(kl, Math.log(fixture.truncation_N)), fixture.truncation)
    for (const { N, alphas } of fixture.truncations) near(truncation(kl, Math.log(N)), alphas)
    near(distillation.step(task, Float64Array.from(fixture.theta), sequences, values), fixture.distill)
  })

  it('meets the path of token-level SGD', () => {
    const path = [...first.keys(), first.length].map(h =>
      tokenSgd.step(task, Float64Array.from(fixture.theta), [first.subarray(0, h)], values),
    )
    expect(path.length).toBe(fixture.token_path.length)
    path.forEach((theta, h) => {
      near(theta, fixture.token_path[h])
    })
  })

  it('meets the log-probabilities under test-time training', () => {
    const ordered = [...first.keys(), first.length].map(h => {
      const builder = new ResponseBuilder(task.states * task.vocabulary, true)
      builder.add(fixture.batch[0].x, 1, first.subarray(0, h))
      return testTimePaths(task, builder.build(''), fixture.theta, fixture.eta).logModel[0]
    })
    near(
      ordered.slice(1).map((logModel, h) => logModel - ordered[h]),
      fixture.ttt_logps,
    )
  })

  it('has the gradient that finite differences give', () => {
    const logLikelihood = (theta: number[]) => {
      const logProbs = logProbabilities(task, theta)
      return visits.reduce((sum, count, cell) => (count > 0 ? sum + count * logProbs[cell] : sum), 0)
    }
    const gradient = logLikelihoodGradient(task, fixture.theta, visits)
    const step = 1e-5
    gradient.forEach((value, i) => {
      const moved = (by: number) => logLikelihood(fixture.theta.map((t, j) => (i === j ? t + by : t)))
      // Central differences: error of order step² times the third derivative, and rounding of order 1e-16/step.
      expect(Math.abs((moved(step) - moved(-step)) / (2 * step) - value)).toBeLessThan(1e-6)
    })
  })
})
