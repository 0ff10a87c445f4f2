import { logSoftmaxOfState } from './logProbabilities'
import type { LinearTask } from './task'

export interface MaximumLikelihood {
  /** The maximiser, [d]. */
  readonly theta: Float64Array
  /**
   * How far the mean log-likelihood can at most lie below its maximum, nats per sequence: ‖∇‖ − ⟨∇, θ⟩ by concavity, since no
   * point of the ball lies further along the gradient.
   */
  readonly gap: number
}

/** The gap that counts as converged, as a share of the largest slope there can be. */
const TOLERANCE = 1e-11

const MOST_ITERATIONS = 200

/** Near the maximum an improvement is smaller than what the log-likelihood, of order 1 per token, is rounded to. */
const ROUNDING = 1e-15

/** Curvature that counts as none, relative to the mean one. */
const PROXIMAL = 1e-10

/**
 * The maximiser of Σ counts·log π_θ over ‖θ‖ ≤ 1, from the task's start, by Newton's method on the ball: each step
 * maximises the quadratic model over the ball itself. A direction that the data leave free stays at its starting value.
 * @param counts visits to every cell, [S, V]
 * @throws Error if the gap does not close
 */
export function maximumLikelihood(task: LinearTask, counts: ArrayLike<number>): MaximumLikelihood {
  const likelihood = new LogLikelihood(task, counts)
  let theta = Float64Array.from(task.start)
  let here = likelihood.at(theta)
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const gap = Math.hypot(...here.gradient) - dot(here.gradient, theta)
    if (gap <= TOLERANCE * likelihood.largestSlope) {
      return { theta: withFreePart(theta, task.start, here.curvature), gap: Math.max(0, gap) }
    }
    const target = newtonTarget(theta, here.gradient, here.curvature)
    const direction = target.map((value, i) => value - theta[i])
    const slope = dot(here.gradient, direction)
    let length = 1
    let next = theta
    let there = here
    do {
      next = theta.map((value, i) => value + length * direction[i])
      there = likelihood.at(next)
      length /= 2
    } while (there.value < here.value + 0.2 * length * slope - ROUNDING && length > 1e-9)
    theta = next
    here = there
  }
  throw new Error('Maximum likelihood did not converge on this dataset.')
}

interface Point {
  /** Mean log-likelihood per unit of weight, nats. */
  readonly value: number
  /** [d]. */
  readonly gradient: Float64Array
  /** Minus the second derivative, [d, d]. */
  readonly curvature: Float64Array
}

/** Mean log-likelihood of the counts with its first two derivatives; only states that were visited cost anything. */
class LogLikelihood {
  /** Largest possible norm of the gradient. */
  readonly largestSlope: number
  private readonly visited: readonly { readonly state: number; readonly visits: number }[]

  constructor(
    private readonly task: LinearTask,
    private readonly counts: ArrayLike<number>,
  ) {
    const { vocabulary: V, states, features } = task
    const visited: { state: number; visits: number }[] = []
    for (let state = 0; state < states; state++) {
      let visits = 0
      for (let cell = state * V; cell < (state + 1) * V; cell++) visits += counts[cell]
      if (visits > 0) visited.push({ state, visits })
    }
    this.visited = visited
    let largest = 0
    for (let i = 0; i < features.length; i++) largest = Math.max(largest, Math.abs(features[i]))
    this.largestSlope = largest * Math.sqrt(task.dimension)
  }

  at(theta: Float64Array): Point {
    const { vocabulary: V, dimension: d, features } = this.task
    const total = this.visited.reduce((sum, { visits }) => sum + visits, 0)
    const gradient = new Float64Array(d)
    const curvature = new Float64Array(d * d)
    const logProbs = new Float64Array(V)
    const mean = new Float64Array(d)
    const centred = new Float64Array(d)
    let value = 0
    for (const { state, visits } of this.visited) {
      logSoftmaxOfState(this.task, theta, state, logProbs, 0)
      mean.fill(0)
      for (let v = 0; v < V; v++) {
        const at = (state * V + v) * d
        const p = Math.exp(logProbs[v])
        for (let i = 0; i < d; i++) mean[i] += p * features[at + i]
      }
      for (let v = 0; v < V; v++) {
        const at = (state * V + v) * d
        const count = this.counts[state * V + v]
        if (count > 0) value += (count / total) * logProbs[v]
        const weight = (visits / total) * Math.exp(logProbs[v])
        for (let i = 0; i < d; i++) {
          centred[i] = features[at + i] - mean[i]
          gradient[i] += (count / total) * centred[i]
        }
        for (let i = 0; i < d; i++) {
          if (centred[i] === 0) continue
          for (let j = 0; j <= i; j++) curvature[i * d + j] += weight * centred[i] * centred[j]
        }
      }
    }
    return { value, gradient, curvature }
  }
}

/**
 * The maximiser of the quadratic model over the ball: (C + (τ + ν)I) z = (C + τI) θ + ∇ with the smallest ν ≥ 0 that puts z into
 * the ball. The norm of z falls in ν, and Newton's method on its inverse, which is nearly linear, finds the crossing.
 */
function newtonTarget(theta: Float64Array, gradient: Float64Array, curvature: Float64Array): Float64Array {
  const d = theta.length
  const proximal = noCurvature(curvature, d)
  const right = theta.map((value, i) => proximal * value + gradient[i])
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) right[i] += curvature[Math.max(i, j) * d + Math.min(i, j)] * theta[j]
  }
  let multiplier = 0
  for (let iteration = 0; ; iteration++) {
    const factor = cholesky(curvature, proximal + multiplier, d)
    const target = solve(factor, right, d)
    const norm = Math.hypot(...target)
    const outside = norm - 1
    if (outside <= 1e-13 || iteration === 100) return outside > 0 ? target.map(value => value / norm) : target
    // d‖z‖/dν = −‖L⁻¹z‖²/‖z‖ with the Cholesky factor L.
    const half = forwardSolve(factor, target, d)
    multiplier += (norm ** 2 / dot(half, half)) * outside
  }
}

/**
 * The maximiser nearest to the start: where the log-likelihood has no curvature it has no slope either, and the way back is
 * free. τ(C + τI)⁻¹ keeps the part of a vector that lies there.
 */
function withFreePart(theta: Float64Array, start: Float64Array, curvature: Float64Array): Float64Array {
  const d = theta.length
  const none = noCurvature(curvature, d)
  const back = start.map((value, i) => none * (value - theta[i]))
  const free = solve(cholesky(curvature, none, d), back, d)
  const whole = theta.map((value, i) => value + free[i])
  // In the ball if it can be; where the maximiser lies on the sphere, all of the norm is needed for it.
  return Math.hypot(...whole) <= 1 + 1e-12 ? whole : theta
}

function noCurvature(curvature: Float64Array, d: number): number {
  let trace = 0
  for (let i = 0; i < d; i++) trace += curvature[i * d + i]
  return PROXIMAL * (trace / d) + Number.MIN_VALUE * 2 ** 60
}

/** Lower triangular L with L Lᵀ = A + shift·I; A is given by its lower triangle, [d, d]. */
function cholesky(matrix: Float64Array, shift: number, d: number): Float64Array {
  const factor = new Float64Array(d * d)
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j] + (i === j ? shift : 0)
      for (let k = 0; k < j; k++) sum -= factor[i * d + k] * factor[j * d + k]
      // Rounding may leave a pivot of a singular matrix below the shift that it has at least.
      factor[i * d + j] = i === j ? Math.sqrt(Math.max(sum, shift)) : sum / factor[j * d + j]
    }
  }
  return factor
}

function forwardSolve(factor: Float64Array, right: Float64Array, d: number): Float64Array {
  const solution = Float64Array.from(right)
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) solution[i] -= factor[i * d + k] * solution[k]
    solution[i] /= factor[i * d + i]
  }
  return solution
}

function solve(factor: Float64Array, right: Float64Array, d: number): Float64Array {
  const solution = forwardSolve(factor, right, d)
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) solution[i] -= factor[k * d + i] * solution[k]
    solution[i] /= factor[i * d + i]
  }
  return solution
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
