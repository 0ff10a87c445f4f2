import { FLOAT, VECTOR } from './tile'
import { multiplyAdd, sumOf } from './vector'

/** Layer normalization over the width, ε 1e-5. */
const EPSILON: f32 = 1e-5

/**
 * y = (x − mean)/deviation · g + b, [rows, width].
 * @param moments mean and 1/deviation of each row, written, [rows, 2]
 */
export function layerNorm(
  x: usize,
  rows: i32,
  width: i32,
  g: usize,
  b: usize,
  y: usize,
  ld: usize,
  moments: usize,
): void {
  const all = <usize>width * FLOAT
  const whole = all & ~15
  const share: f32 = 1 / <f32>width
  for (let r = 0; r < rows; r++) {
    let sums = f32x4.splat(0)
    for (let at: usize = 0; at < whole; at += VECTOR) sums = f32x4.add(sums, v128.load(x + at))
    let sum = sumOf(sums)
    for (let at = whole; at < all; at += FLOAT) sum += load<f32>(x + at)
    const mean = sum * share
    const means = f32x4.splat(mean)
    let squares = f32x4.splat(0)
    for (let at: usize = 0; at < whole; at += VECTOR) {
      const centred = f32x4.sub(v128.load(x + at), means)
      squares = multiplyAdd(centred, centred, squares)
    }
    let square = sumOf(squares)
    for (let at = whole; at < all; at += FLOAT) {
      const centred = load<f32>(x + at) - mean
      square += centred * centred
    }
    const inverse: f32 = 1 / sqrt<f32>(square * share + EPSILON)
    const inverses = f32x4.splat(inverse)
    for (let at: usize = 0; at < whole; at += VECTOR) {
      const unit = f32x4.mul(f32x4.sub(v128.load(x + at), means), inverses)
      v128.store(y + at, multiplyAdd(unit, v128.load(g + at), v128.load(b + at)))
    }
    for (let at = whole; at < all; at += FLOAT) {
      store<f32>(y + at, (load<f32>(x + at) - mean) * inverse * load<f32>(g + at) + load<f32>(b + at))
    }
    store<f32>(moments, mean)
    store<f32>(moments, inverse, 4)
    moments += 2 * FLOAT
    x += ld
    y += ld
  }
}

/**
 * dx = gradient in x + onto, [rows, width]; those in gain and bias are added to dg and db, [width].
 * @param onto laid out as dx, which it may be; 0 for none
 */
export function layerNormGradient(
  dy: usize,
  x: usize,
  moments: usize,
  rows: i32,
  width: i32,
  g: usize,
  onto: usize,
  dx: usize,
  ld: usize,
  dg: usize,
  db: usize,
): void {
  const all = <usize>width * FLOAT
  const whole = all & ~15
  const share: f32 = 1 / <f32>width
  for (let r = 0; r < rows; r++) {
    const mean = load<f32>(moments)
    const inverse = load<f32>(moments, 4)
    const means = f32x4.splat(mean)
    const inverses = f32x4.splat(inverse)
    let sums = f32x4.splat(0)
    let alongs = f32x4.splat(0)
    for (let at: usize = 0; at < whole; at += VECTOR) {
      const unit = f32x4.mul(f32x4.sub(v128.load(x + at), means), inverses)
      const own = v128.load(dy + at)
      v128.store(dg + at, multiplyAdd(own, unit, v128.load(dg + at)))
      v128.store(db + at, f32x4.add(v128.load(db + at), own))
      const dUnit = f32x4.mul(own, v128.load(g + at))
      sums = f32x4.add(sums, dUnit)
      alongs = multiplyAdd(dUnit, unit, alongs)
    }
    let sum = sumOf(sums)
    let along = sumOf(alongs)
    for (let at = whole; at < all; at += FLOAT) {
      const unit: f32 = (load<f32>(x + at) - mean) * inverse
      const own = load<f32>(dy + at)
      store<f32>(dg + at, load<f32>(dg + at) + own * unit)
      store<f32>(db + at, load<f32>(db + at) + own)
      const dUnit = own * load<f32>(g + at)
      sum += dUnit
      along += dUnit * unit
    }
    sum *= share
    along *= share
    const meanDUnit = f32x4.splat(sum)
    const meanAlong = f32x4.splat(along)
    for (let at: usize = 0; at < whole; at += VECTOR) {
      const unit = f32x4.mul(f32x4.sub(v128.load(x + at), means), inverses)
      const dUnit = f32x4.mul(v128.load(dy + at), v128.load(g + at))
      const rest = f32x4.sub(f32x4.sub(dUnit, meanDUnit), f32x4.mul(unit, meanAlong))
      v128.store(dx + at, multiplyAdd(inverses, rest, onto ? v128.load(onto + at) : f32x4.splat(0)))
    }
    for (let at = whole; at < all; at += FLOAT) {
      const unit: f32 = (load<f32>(x + at) - mean) * inverse
      const rest: f32 = load<f32>(dy + at) * load<f32>(g + at) - sum - unit * along
      store<f32>(dx + at, (onto ? load<f32>(onto + at) : 0) + inverse * rest)
    }
    moments += 2 * FLOAT
    dy += ld
    x += ld
    if (onto) onto += ld
    dx += ld
  }
}
