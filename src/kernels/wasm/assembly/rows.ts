import { FLOAT, VECTOR } from './tile'

/** What is done with the rows of matrices, [rows, width], beside products. */

// @ts-ignore: decorator
@inline
function addTo(to: usize, from: usize, all: usize): void {
  const whole = all & ~15
  for (let at: usize = 0; at < whole; at += VECTOR) {
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)))
  }
  for (let at = whole; at < all; at += FLOAT) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at))
}

/** sums += Σ over rows of x, [width]. */
export function addColumnSums(x: usize, ld: usize, rows: i32, width: i32, sums: usize): void {
  for (let r = 0; r < rows; r++) {
    addTo(sums, x, <usize>width * FLOAT)
    x += ld
  }
}

/** The rows of a table that belong to tokens, plus those that belong to their positions. */
export function embed(
  tokens: usize,
  positions: usize,
  rows: i32,
  width: i32,
  wte: usize,
  wpe: usize,
  x: usize,
  ld: usize,
): void {
  const all = <usize>width * FLOAT
  for (let r = 0; r < rows; r++) {
    memory.copy(x, wte + <usize>load<i32>(tokens) * all, all)
    addTo(x, wpe + <usize>load<i32>(positions) * all, all)
    tokens += 4
    positions += 4
    x += ld
  }
}

/** Adds every row of dx to the rows that it was made of. */
export function addEmbeddingGradient(
  tokens: usize,
  positions: usize,
  rows: i32,
  width: i32,
  dwte: usize,
  dwpe: usize,
  dx: usize,
  ld: usize,
): void {
  const all = <usize>width * FLOAT
  for (let r = 0; r < rows; r++) {
    addTo(dwte + <usize>load<i32>(tokens) * all, dx, all)
    addTo(dwpe + <usize>load<i32>(positions) * all, dx, all)
    tokens += 4
    positions += 4
    dx += ld
  }
}

/** Row r of y is row indices[r] of x. */
export function gather(x: usize, indices: usize, rows: i32, y: usize, ld: usize): void {
  for (let r = 0; r < rows; r++) {
    memory.copy(y, x + <usize>load<i32>(indices) * ld, ld)
    indices += 4
    y += ld
  }
}

/** Row r of x moves to row indices[r], in place, and the other rows become 0. Indices ascend. */
export function spread(x: usize, indices: usize, kept: i32, rows: i32, ld: usize): void {
  let r = kept - 1
  for (let i = rows - 1; i >= 0; i--) {
    const to = x + <usize>i * ld
    if (r < 0 || load<i32>(indices + <usize>r * 4) != i) memory.fill(to, 0, ld)
    else {
      const from = x + <usize>r * ld
      // From bottom to top: no row is written before it was moved.
      if (from != to) memory.copy(to, from, ld)
      r--
    }
  }
}

/** Copies so many bytes of old rows, and behind them so many of fresh ones. */
export function append(old: usize, had: usize, fresh: usize, added: usize, all: usize): void {
  memory.copy(all, old, had)
  memory.copy(all + had, fresh, added)
}
