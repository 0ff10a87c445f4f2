/** Adds to two sums in float64, of an entry's visits from `visit` to `end`, each its count times both values of its cell. */
// @ts-ignore: decorator
@inline
function added(sums: v128, visit: usize, end: usize, cells: usize, counts: usize, values: usize): v128 {
  for (; visit < end; visit++) {
    const both = v128.load(values + load<u32>(cells + visit * 4))
    sums = f64x2.add(sums, f64x2.mul(v128.load64_splat(counts + visit * 8), both))
  }
  return sums
}

/** Writes an entry's two sums in float32. */
// @ts-ignore: decorator
@inline
function write(sums: v128, first: usize, second: usize): void {
  store<f32>(first, <f32>f64x2.extract_lane(sums, 0))
  store<f32>(second, <f32>f64x2.extract_lane(sums, 1))
}

/**
 * Sums of two values of each cell along responses, in the order in which their visits are named. Two responses at a time: a sum
 * waits for the one before, but not for another's.
 * @param offsets u32 [entries + 1]: entry i has the visits offsets[i] … offsets[i + 1] − 1
 * @param cells u32 by visit, where its cell's values stand, in bytes
 * @param counts f64 by visit
 * @param values f64 [cells, 2]
 * @param first f32 [entries], where the sums of the cells' first values are written, and `second` those of the others
 */
export function sumAlong(
  offsets: usize,
  entries: usize,
  cells: usize,
  counts: usize,
  values: usize,
  first: usize,
  second: usize,
): void {
  const end = offsets + entries * 4
  for (; offsets + 4 < end; offsets += 8, first += 8, second += 8) {
    let a: usize = load<u32>(offsets)
    const aEnd: usize = load<u32>(offsets, 4)
    let b = aEnd
    const bEnd: usize = load<u32>(offsets, 8)
    let x = f64x2.splat(0)
    let y = f64x2.splat(0)
    for (const both = a + min(aEnd - a, bEnd - b); a < both; a++, b++) {
      const valuesA = v128.load(values + load<u32>(cells + a * 4))
      const valuesB = v128.load(values + load<u32>(cells + b * 4))
      x = f64x2.add(x, f64x2.mul(v128.load64_splat(counts + a * 8), valuesA))
      y = f64x2.add(y, f64x2.mul(v128.load64_splat(counts + b * 8), valuesB))
    }
    write(added(x, a, aEnd, cells, counts, values), first, second)
    write(added(y, b, bEnd, cells, counts, values), first + 4, second + 4)
  }
  if (offsets < end) {
    const sums = added(f64x2.splat(0), load<u32>(offsets), load<u32>(offsets, 4), cells, counts, values)
    write(sums, first, second)
  }
}
