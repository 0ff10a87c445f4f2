import { logProbabilities } from '../models/linear/logProbabilities'
import type { LinearTask } from '../models/linear/task'
import { Stream } from '../random/streams'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

/** Largest feature table, in numbers: 16 MiB in float64. */
const TABLE_LIMIT = 2 ** 21

/**
 * Normals set aside for each token's coordinates in the feature stream, so that `d` can change and leave the other draws
 * alone. A normal takes two words; the last word of the room draws the radius.
 */
const COORDINATES = 128

export const randomLinear: Scenario<LinearTask> = {
  id: 'random-linear',
  title: 'Random linear',
  source: 'Sec. 4',
  summary:
    'The playground: random features of the prompt, the last tokens and the next one, a random teacher, and every size adjustable. Watch the mean and the tail of one distribution part ways.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'V', 'd', 'B', 'X', 'c', 'M', 'seed', 'every'],
  own: [],
  defaults: {
    H: 16,
    N: 16,
    lambda: 1,
    K: 8,
    T: 500,
    V: 4,
    d: 32,
    B: 6,
    X: 8,
    c: 1,
    M: 2048,
    seed: 0,
  },
  stepSizes: { sgd: 0.001, normalized: 0.01, sign: 0.002, adam: 0.005 },
  fit(values) {
    let { c } = values
    while (c > 0 && tableSize({ ...values, c }) > TABLE_LIMIT) c--
    if (c === values.c) return null
    const reason = `c = ${values.c} would need a feature table of ${tableSize(values).toLocaleString('en-US')} numbers, more than ${TABLE_LIMIT.toLocaleString('en-US')}`
    return { values: { ...values, c }, reason: `${reason}; c was lowered to ${c}.` }
  },
  build: buildRandomLinear,
}

/** Contexts of 0 … c tokens: before the c-th token, a state remembers all tokens so far. */
function contextsOf(V: number, c: number): number {
  let contexts = 0
  for (let length = 0; length <= c; length++) contexts += V ** length
  return contexts
}

function tableSize({ X, V, c, d }: Values): number {
  return X * contextsOf(V, c) * V * d
}

/** φ(x, last c tokens, y) uniform in the ball of radius B; θ⋆ uniform on the unit sphere; θ_0 = 0; prompts equally likely. */
function buildRandomLinear({ H, V, d, B, X, c, seed }: Values): LinearTask {
  const contexts = contextsOf(V, c)
  const states = X * contexts
  const features = new Float64Array(states * V * d)
  const stream = new Stream(seed, 'features')
  for (let x = 0; x < X; x++) {
    for (let context = 0; context < contexts; context++) {
      for (let v = 0; v < V; v++) {
        const at = ((x * contexts + context) * V + v) * d
        const direction = sphere(stream, x, context, v * COORDINATES, d)
        const radius = B * stream.uniform(x, context, 2 * (v + 1) * COORDINATES - 1) ** (1 / d)
        for (let i = 0; i < d; i++) features[at + i] = radius * direction[i]
      }
    }
  }
  const task: LinearTask = {
    vocabulary: V,
    dimension: d,
    states,
    prompts: Array.from({ length: X }, (_, x) => ({
      mass: 1 / X,
      state: x * contexts,
      length: H,
      name: `prompt ${x + 1}`,
    })),
    features,
    teacher: new Float64Array(states * V),
    next: transitions(X, V, c),
    start: new Float64Array(d),
  }
  const optimum = sphere(new Stream(seed, 'teacher'), 0, 0, 0, d)
  return { ...task, teacher: logProbabilities(task, optimum), optimum }
}

/** A uniform direction in d dimensions from d normals of the stream. */
function sphere(stream: Stream, i: number, j: number, from: number, d: number): Float64Array {
  const normals = Float64Array.from({ length: d }, (_, k) => stream.normal(i, j, from + k))
  const norm = Math.hypot(...normals)
  return normals.map(value => value / norm)
}

/**
 * Within a prompt, contexts are numbered by length, then as base-V numbers with the newest token last; a full context drops
 * its oldest token.
 */
function transitions(X: number, V: number, c: number): Int32Array {
  const contexts = contextsOf(V, c)
  const next = new Int32Array(X * contexts * V)
  for (let x = 0; x < X; x++) {
    for (let length = 0, first = 0; length <= c; first += V ** length, length++) {
      for (let code = 0; code < V ** length; code++) {
        for (let v = 0; v < V; v++) {
          const longer = code * V + v
          const target = length < c ? first + V ** length + longer : first + (longer % V ** c)
          next[(x * contexts + first + code) * V + v] = x * contexts + target
        }
      }
    }
  }
  return next
}
