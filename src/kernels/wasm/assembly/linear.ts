import { exp } from './exp'
import { visits } from './visits'

/**
 * Training of linear models (Eq. 3) in float64: one call takes many steps of many runs. Runs that learn of the same sequences
 * stand in one group, and what a step draws is drawn once for all of them. The caller lays out all of it in memory.
 *
 * A group, 32 bits each: the seed and stream of its data, the first step, how many steps, sequences K of a step, the tables
 * that `visits` takes (prompts, X, cells, S, V), where the addresses of its runs stand, and how many runs there are.
 *
 * A run, 32 bits each: its features f64 [S, V, d], d, θ f64 [d], its gradient f64 [d], room for probabilities f64 [V], the
 * operations of its rule and how many there are, its numbers f64 [C] as the operations find them, the table of these numbers
 * f64 [steps, C], and C.
 *
 * An operation, 32 bits each: what it does, over how many entries, its operands – each an address, and the bytes from entry
 * to entry: 8, or 0 for one number – and the address of what it gives.
 */

const GROUP_RUNS: usize = 40
const OPERATION: usize = 32
const NUMBER: usize = 8

/** What operations do. */
const ADD: u32 = 0
const MUL: u32 = 1
const DIV: u32 = 2
const MAXIMUM: u32 = 3
const SQRT: u32 = 4
const SIGN: u32 = 5
const NORM: u32 = 6
const COPY: u32 = 7

/** Takes the steps of all groups. @param groups one behind the other */
export function trainLinear(groups: usize, count: u32): void {
  for (let group = groups, end = groups + <usize>count * 48; group < end; group += 48) {
    const first = load<u32>(group, 8)
    const steps = load<u32>(group, 12)
    const K = load<u32>(group, 16)
    const cells = load<usize>(group, 28)
    const S = load<usize>(group, 32)
    const V = load<usize>(group, 36)
    const counts = cells + 2 * S * V * 4
    const runs = load<usize>(group, GROUP_RUNS)
    const runsEnd = runs + load<usize>(group, GROUP_RUNS + 4) * 4
    for (let step: u32 = 0; step < steps; step++) {
      memory.fill(counts, 0, S * V * 4)
      visits(load<u32>(group), load<u32>(group, 4), first + step, K, load<usize>(group, 20), load<usize>(group, 24), cells, S, V)
      for (let run = runs; run < runsEnd; run += 4) {
        const own = load<usize>(run)
        gradient(own, counts, <f64>K, S, V)
        follow(own, step)
      }
    }
  }
}

/** As in src/models/linear/gradient.ts, the sums in the same order. */
// @ts-ignore: decorator
@inline
function gradient(run: usize, counts: usize, K: f64, S: usize, V: usize): void {
  let features = load<usize>(run)
  const width = load<usize>(run, 4) * NUMBER
  const theta = load<usize>(run, 8)
  const into = load<usize>(run, 12)
  const probabilities = load<usize>(run, 16)
  const row = V * width
  memory.fill(into, 0, width)
  for (const end = counts + S * V * 4; counts < end; counts += V * 4, features += row) {
    let visitsOfState: f64 = 0
    for (let v: usize = 0; v < V; v++) visitsOfState += <f64>load<u32>(counts + v * 4) / K
    if (visitsOfState == 0) continue
    let most = -Infinity
    for (let v: usize = 0, feature = features; v < V; v++) {
      let logit: f64 = 0
      for (let i: usize = 0; i < width; i += NUMBER) logit += load<f64>(feature + i) * load<f64>(theta + i)
      store<f64>(probabilities + v * NUMBER, logit)
      most = max(most, logit)
      feature += width
    }
    let total: f64 = 0
    for (let v: usize = 0; v < V; v++) {
      const share = exp(load<f64>(probabilities + v * NUMBER) - most)
      store<f64>(probabilities + v * NUMBER, share)
      total += share
    }
    for (let v: usize = 0, feature = features; v < V; v++) {
      const expected = visitsOfState * (load<f64>(probabilities + v * NUMBER) / total)
      const residual = <f64>load<u32>(counts + v * 4) / K - expected
      for (let i: usize = 0; i < width; i += NUMBER) {
        store<f64>(into + i, load<f64>(into + i) + residual * load<f64>(feature + i))
      }
      feature += width
    }
  }
}

/** Does what the rule does, with its numbers at this step. */
// @ts-ignore: decorator
@inline
function follow(run: usize, step: u32): void {
  const size = load<usize>(run, 36) * NUMBER
  memory.copy(load<usize>(run, 28), load<usize>(run, 32) + <usize>step * size, size)
  let operation = load<usize>(run, 20)
  for (const end = operation + load<usize>(run, 24) * OPERATION; operation < end; operation += OPERATION) {
    const entries = load<usize>(operation, 4) * NUMBER
    const a = load<usize>(operation, 8)
    const da = load<usize>(operation, 12)
    const b = load<usize>(operation, 16)
    const db = load<usize>(operation, 20)
    const out = load<usize>(operation, 24)
    const code = load<u32>(operation)
    if (code == NORM) {
      let squares: f64 = 0
      for (let i: usize = 0; i < entries; i += NUMBER) squares += load<f64>(a + i) * load<f64>(a + i)
      store<f64>(out, sqrt(squares))
      continue
    }
    for (let i: usize = 0, x = a, y = b; i < entries; i += NUMBER, x += da, y += db) {
      store<f64>(out + i, result(code, load<f64>(x), y))
    }
  }
}

// @ts-ignore: decorator
@inline
function result(code: u32, x: f64, y: usize): f64 {
  switch (code) {
    case ADD:
      return x + load<f64>(y)
    case MUL:
      return x * load<f64>(y)
    case DIV:
      return x / load<f64>(y)
    case MAXIMUM:
      return max(x, load<f64>(y))
    case SQRT:
      return sqrt(x)
    case SIGN:
      return x > 0 ? 1 : x < 0 ? -1 : x
    default:
      return x
  }
}
