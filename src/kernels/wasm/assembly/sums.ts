/**
 * Bytes of a visit: its cell, u16, where all counts are 1, so that twice as many are in the cache; else where the values of its
 * cell stand, u32, and its count, f32.
 */
// @ts-ignore: decorator
@inline
function sizeOf(once: bool): usize {
  return once ? 2 : 8
}

/** Adds what one visit adds to an entry's two sums in float64: its count times both values of its cell. */
// @ts-ignore: decorator
@inline
function added(sums: v128, visit: usize, values: usize, once: bool): v128 {
  if (once) return f64x2.add(sums, v128.load(values + (<usize>load<u16>(visit) << 4)))
  const both = v128.load(values + load<u32>(visit))
  return f64x2.add(sums, f64x2.mul(f64x2.promote_low_f32x4(v128.load32_splat(visit, 4)), both))
}

/** Adds the visits that are left of an entry, and writes its two sums in float32. */
// @ts-ignore: decorator
@inline
function finish(sums: v128, visit: usize, end: usize, values: usize, once: bool, first: usize, second: usize): void {
  for (; visit < end; visit += sizeOf(once)) sums = added(sums, visit, values, once)
  store<f32>(first, <f32>f64x2.extract_lane(sums, 0))
  store<f32>(second, <f32>f64x2.extract_lane(sums, 1))
}

// @ts-ignore: decorator
@inline
function along(
  offsets: usize,
  entries: usize,
  visits: usize,
  values: usize,
  first: usize,
  second: usize,
  once: bool,
): void {
  const size = sizeOf(once)
  const end = offsets + entries * 4
  for (; offsets + 12 < end; offsets += 16, first += 16, second += 16) {
    let a = visits + <usize>load<u32>(offsets) * size
    let b = visits + <usize>load<u32>(offsets, 4) * size
    let c = visits + <usize>load<u32>(offsets, 8) * size
    let d = visits + <usize>load<u32>(offsets, 12) * size
    const aEnd = b
    const bEnd = c
    const cEnd = d
    const dEnd = visits + <usize>load<u32>(offsets, 16) * size
    let w = f64x2.splat(0)
    let x = f64x2.splat(0)
    let y = f64x2.splat(0)
    let z = f64x2.splat(0)
    const all = a + min(min(aEnd - a, bEnd - b), min(cEnd - c, dEnd - d))
    for (; a < all; a += size, b += size, c += size, d += size) {
      w = added(w, a, values, once)
      x = added(x, b, values, once)
      y = added(y, c, values, once)
      z = added(z, d, values, once)
    }
    finish(w, a, aEnd, values, once, first, second)
    finish(x, b, bEnd, values, once, first + 4, second + 4)
    finish(y, c, cEnd, values, once, first + 8, second + 8)
    finish(z, d, dEnd, values, once, first + 12, second + 12)
  }
  for (; offsets < end; offsets += 4, first += 4, second += 4) {
    const from = visits + <usize>load<u32>(offsets) * size
    finish(f64x2.splat(0), from, visits + <usize>load<u32>(offsets, 4) * size, values, once, first, second)
  }
}

/**
 * Sums of two values of each cell along responses, in the order in which their visits are named. Four responses at a time: a sum
 * waits for the one before, but not for another's.
 * @param offsets u32 [entries + 1]: entry i has the visits offsets[i] … offsets[i + 1] − 1
 * @param visits see `sizeOf`; where the values of a cell stand is in bytes from the first on
 * @param values f64 [cells, 2]
 * @param first f32 [entries], where the sums of the cells' first values are written, and `second` those of the others
 * @param once whether every count is 1
 */
export function sumAlong(
  offsets: usize,
  entries: usize,
  visits: usize,
  values: usize,
  first: usize,
  second: usize,
  once: bool,
): void {
  // Two loops of one source: in each of them what is asked for is known.
  if (once) along(offsets, entries, visits, values, first, second, true)
  else along(offsets, entries, visits, values, first, second, false)
}
