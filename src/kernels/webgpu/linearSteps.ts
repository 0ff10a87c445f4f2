import type { Program } from './program'

/** What a program that trains linear models is written for. */
export interface LinearShape {
  /** S, V and d of the task. */
  readonly states: number
  readonly vocabulary: number
  readonly dimension: number
}

/** How θ moves, in WGSL. */
export interface LinearRule {
  readonly name: string
  /** Vectors that the rule remembers. */
  readonly slots: number
  /** Numbers that it is given at each step, `table[constants]` and so on. */
  readonly constants: number
  /** What becomes of `theta[i]` and of the slots, `state[first + (1 + slot) · d + i]`, by `gradient[i]` and its norm `length`. */
  readonly lines: string
}

/**
 * Takes the steps of linear models (Eq. 3), one run an invocation: for each batch the gradient in closed form at where the one
 * before led to, the rule, and the nearest point of the ball ‖θ‖ ≤ 1. The batches of a run follow each other; its parameters and
 * slots lie one behind the other, [runs, 1 + slots, d].
 */
export function linearSteps({ states: S, vocabulary: V, dimension: d }: LinearShape, rule: LinearRule): Program {
  return {
    name: `steps of ${rule.name}`,
    // Visits to every cell, [batches, S, V]; φ, [S, V, d]; what the rule is given, [batches, constants].
    buffers: { counts: 'u32', features: 'f32', table: 'f32', state: 'written f32' },
    constants: { runs: 'u32', sequences: 'u32' },
    workgroup: [1, 1],
    functions: `
fn norm(vector: ptr<function, array<f32, ${d}>>) -> f32 {
  var squares = 0.0;
  for (var i = 0u; i < ${d}u; i++) { squares += (*vector)[i] * (*vector)[i]; }
  return sqrt(squares);
}
`,
    body: `
  let steps = rows / own.runs;
  let first = id.x * ${(1 + rule.slots) * d}u;
  let share = 1.0 / f32(own.sequences);
  var theta: array<f32, ${d}>;
  var gradient: array<f32, ${d}>;
  var shares: array<f32, ${V}>;
  for (var i = 0u; i < ${d}u; i++) { theta[i] = state[first + i]; }
  for (var batch = id.x * steps; batch < (id.x + 1u) * steps; batch++) {
    for (var i = 0u; i < ${d}u; i++) { gradient[i] = 0.0; }
    for (var s = 0u; s < ${S}u; s++) {
      let row = s * ${V}u;
      let visited = batch * ${S * V}u + row;
      var visits = 0u;
      for (var v = 0u; v < ${V}u; v++) { visits += counts[visited + v]; }
      if (visits == 0u) { continue; }
      // The largest logit is taken off before exponentials.
      var most = 0.0;
      for (var v = 0u; v < ${V}u; v++) {
        var logit = 0.0;
        for (var i = 0u; i < ${d}u; i++) { logit += features[(row + v) * ${d}u + i] * theta[i]; }
        shares[v] = logit;
        most = select(max(most, logit), logit, v == 0u);
      }
      var total = 0.0;
      for (var v = 0u; v < ${V}u; v++) {
        shares[v] = exp(shares[v] - most);
        total += shares[v];
      }
      for (var v = 0u; v < ${V}u; v++) {
        let expected = f32(visits) * (shares[v] / total);
        shares[v] = (f32(counts[visited + v]) - expected) * share;
      }
      for (var i = 0u; i < ${d}u; i++) {
        var sum = 0.0;
        for (var v = 0u; v < ${V}u; v++) { sum += shares[v] * features[(row + v) * ${d}u + i]; }
        gradient[i] += sum;
      }
    }
    let constants = batch * ${rule.constants}u;
    let length = norm(&gradient);
    for (var i = 0u; i < ${d}u; i++) {
      ${rule.lines}
    }
    let radius = norm(&theta);
    if (radius > 1.0) {
      for (var i = 0u; i < ${d}u; i++) { theta[i] /= radius; }
    }
  }
  for (var i = 0u; i < ${d}u; i++) { state[first + i] = theta[i]; }`,
  }
}
