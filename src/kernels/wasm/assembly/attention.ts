import { pack, packTransposed } from './matmul'
import { hide, softmax } from './softmax'
import { FLOAT, outerTile, productTile, VECTOR } from './tile'
import { multiplyAdd, sumOf } from './vector'

/**
 * Causal attention of one sequence, all heads: its last rows as queries of all of them. Tiles of four queries look only at the
 * keys up to their own place. Whole tiles are written: what comes after a sequence's rows, or after a head's columns, must
 * be written later.
 *
 * Attention weights are kept head by head, [queries, length], filled up to multiples of 4 and 8.
 */

// @ts-ignore: decorator
@inline
function padded(n: i32, to: i32): i32 {
  return (n + to - 1) & -to
}

/**
 * @param q [queries, width], @param k and @param v [length, width]
 * @param weights written, [heads, queries, length]
 * @param y [queries, width]
 * @param room for 2 · (head size + 7) · (length + 7) numbers
 */
export function attend(
  q: usize,
  k: usize,
  v: usize,
  ld: usize,
  queries: i32,
  length: i32,
  heads: i32,
  size: i32,
  weights: usize,
  y: usize,
  room: usize,
): void {
  const columns = padded(length, 8)
  const row = <usize>columns * FLOAT
  const first = length - queries
  const scale: f32 = 1 / sqrt<f32>(<f32>size)
  const keys = room
  const values = room + <usize>size * row
  for (let head = 0; head < heads; head++) {
    packTransposed(k, ld, size, length, keys)
    pack(v, ld, length, size, values)
    for (let i = 0; i < queries; i += 4) {
      const seen = min(first + i + 4, length)
      const end = padded(seen, 8)
      const scores = weights + <usize>i * row
      for (let j = 0; j < end; j += 8) {
        const place = scores + <usize>j * FLOAT
        productTile(q + <usize>i * ld, ld, size, keys + <usize>(j * size) * FLOAT, 0, 0, place, row)
      }
      for (let r = 0; r < 4; r++) softmax(scores + <usize>r * row, min(first + i + r + 1, length), end, scale)
      for (let c = 0; c < size; c += 8) {
        const place = y + <usize>i * ld + <usize>c * FLOAT
        productTile(scores, row, seen, values + <usize>(c * length) * FLOAT, 0, 0, place, ld)
      }
    }
    const step = <usize>size * FLOAT
    q += step
    k += step
    v += step
    y += step
    weights += <usize>padded(queries, 4) * row
  }
}

/**
 * Attention of several continuations of one prompt, all heads: the last rows of each as queries, of the prompt and of all rows of
 * their own continuation up to themselves. The prompt's keys and values are packed once for all of them.
 *
 * Tiles reach over the end of a continuation into the rows of the next one, which are written later: a continuation's own share
 * of y is written before the prompt's is added to it.
 * @param q [rows, width], those of one continuation after those of another; @param y the same
 * @param k and @param v of the prompt, [length, width]
 * @param ownK and @param ownV [continuations · own, width]
 * @param queries how many rows each continuation has, [continuations], int32
 * @param room for (2 · (head size + 7) + rows + 3) · (length + own + 14) numbers
 */
export function attendBehind(
  q: usize,
  k: usize,
  v: usize,
  length: i32,
  ownK: usize,
  ownV: usize,
  own: i32,
  ld: usize,
  continuations: i32,
  queries: usize,
  rows: i32,
  heads: i32,
  size: i32,
  y: usize,
  room: usize,
): void {
  const columns = padded(length, 8)
  const ownColumns = padded(own, 8)
  const row = <usize>(columns + ownColumns) * FLOAT
  const scale: f32 = 1 / sqrt<f32>(<f32>size)
  const panels = <usize>padded(size, 8) * FLOAT
  const keys = room
  const values = keys + <usize>(size * columns) * FLOAT
  const ownKeys = values + <usize>length * panels
  const ownValues = ownKeys + <usize>(size * ownColumns) * FLOAT
  const weights = ownValues + <usize>own * panels
  const ownWeights = weights + <usize>columns * FLOAT
  for (let head = 0; head < heads; head++) {
    packTransposed(k, ld, size, length, keys)
    pack(v, ld, length, size, values)
    for (let i = 0; i < rows; i += 4) {
      for (let j = 0; j < columns; j += 8) {
        const place = weights + <usize>i * row + <usize>j * FLOAT
        productTile(q + <usize>i * ld, ld, size, keys + <usize>(j * size) * FLOAT, 0, 0, place, row)
      }
    }
    let done = 0
    for (let c = 0; c < continuations; c++) {
      const added = load<i32>(queries + <usize>c * 4)
      const before = own - added
      const skipped = <usize>(c * own) * ld
      packTransposed(ownK + skipped, ld, size, own, ownKeys)
      pack(ownV + skipped, ld, own, size, ownValues)
      for (let i = 0; i < added; i += 4) {
        const seen = min(before + i + 4, own)
        const end = padded(seen, 8)
        const first = <usize>(done + i)
        const scores = ownWeights + first * row
        for (let j = 0; j < end; j += 8) {
          const place = scores + <usize>j * FLOAT
          productTile(q + first * ld, ld, size, ownKeys + <usize>(j * size) * FLOAT, 0, 0, place, row)
        }
        for (let r = 0; r < min(4, added - i); r++) {
          const all = weights + (first + r) * row
          hide(all + <usize>length * FLOAT, all + <usize>columns * FLOAT)
          softmax(all, columns + before + i + r + 1, columns + end, scale)
        }
        for (let j = 0; j < size; j += 8) {
          const place = y + first * ld + <usize>j * FLOAT
          productTile(scores, row, seen, ownValues + <usize>(j * own) * FLOAT, 0, 0, place, ld)
        }
      }
      done += added
    }
    for (let i = 0; i < rows; i += 4) {
      for (let j = 0; j < size; j += 8) {
        const place = y + <usize>i * ld + <usize>j * FLOAT
        const scores = weights + <usize>i * row
        productTile(scores, row, length, values + <usize>(j * length) * FLOAT, 0, place, place, ld)
      }
    }
    const step = <usize>size * FLOAT
    q += step
    k += step
    v += step
    ownK += step
    ownV += step
    y += step
  }
}

/**
 * Gradients in queries, keys and values, written; the weights are spent.
 * @param dy, @param y [queries, width]
 * @param room for 2 · (head size + 7) · (length + 7) + 4 · (length + 7) numbers
 */
export function attendGradient(
  dy: usize,
  y: usize,
  q: usize,
  k: usize,
  v: usize,
  ld: usize,
  queries: i32,
  length: i32,
  heads: i32,
  size: i32,
  weights: usize,
  dq: usize,
  dk: usize,
  dv: usize,
  room: usize,
): void {
  const columns = padded(length, 8)
  const row = <usize>columns * FLOAT
  const first = length - queries
  const scale: f32 = 1 / sqrt<f32>(<f32>size)
  const dWeights = room
  const values = room + 4 * row
  const keys = values + <usize>size * row
  for (let head = 0; head < heads; head++) {
    packTransposed(v, ld, size, length, values)
    pack(k, ld, length, size, keys)
    addUp(weights, row, dy, ld, queries, length, size, dv)
    for (let i = 0; i < queries; i += 4) {
      const seen = min(first + i + 4, length)
      const end = padded(seen, 8)
      const own = weights + <usize>i * row
      const down = <usize>i * ld
      for (let j = 0; j < end; j += 8) {
        const place = dWeights + <usize>j * FLOAT
        productTile(dy + down, ld, size, values + <usize>(j * size) * FLOAT, 0, 0, place, row)
      }
      for (let r: usize = 0; r < 4; r++) {
        const inner = dot(dy + down + r * ld, y + down + r * ld, <usize>size * FLOAT)
        scoreGradient(own + r * row, dWeights + r * row, inner, <usize>end * FLOAT, scale)
      }
      for (let c = 0; c < size; c += 8) {
        const place = dq + down + <usize>c * FLOAT
        productTile(own, row, seen, keys + <usize>(c * length) * FLOAT, 0, 0, place, ld)
      }
    }
    addUp(weights, row, q, ld, queries, length, size, dk)
    const step = <usize>size * FLOAT
    dy += step
    y += step
    q += step
    k += step
    v += step
    dq += step
    dk += step
    dv += step
    weights += <usize>padded(queries, 4) * row
  }
}

/** c = weightsᵀ·x, [length, size], from the queries that see each key. */
function addUp(
  weights: usize,
  row: usize,
  x: usize,
  ld: usize,
  queries: i32,
  length: i32,
  size: i32,
  c: usize,
): void {
  const first = length - queries
  for (let j = 0; j < length; j += 4) {
    const from = max(0, j - first)
    const own = weights + <usize>from * row + <usize>j * FLOAT
    for (let panel = 0; panel < size; panel += 8) {
      const right = <usize>panel * FLOAT
      outerTile(own, row, x + <usize>from * ld + right, ld, queries - from, 0, c + <usize>j * ld + right, ld)
    }
  }
}

/** weights ← scale · weights · (dWeights − Σ dWeights · weights). */
// @ts-ignore: decorator
@inline
function scoreGradient(weights: usize, dWeights: usize, inner: f32, all: usize, scale: f32): void {
  const inners = f32x4.splat(inner)
  const scales = f32x4.splat(scale)
  for (let at: usize = 0; at < all; at += VECTOR) {
    const rest = f32x4.mul(f32x4.sub(v128.load(dWeights + at), inners), scales)
    v128.store(weights + at, f32x4.mul(v128.load(weights + at), rest))
  }
}

// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, all: usize): f32 {
  const whole = all & ~15
  let sums = f32x4.splat(0)
  for (let at: usize = 0; at < whole; at += VECTOR) {
    sums = multiplyAdd(v128.load(a + at), v128.load(b + at), sums)
  }
  let sum = sumOf(sums)
  for (let at = whole; at < all; at += FLOAT) sum += load<f32>(a + at) * load<f32>(b + at)
  return sum
}
