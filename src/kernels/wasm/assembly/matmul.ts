import { FLOAT, outerTile, PANEL, productTile, VECTOR } from './tile'

/**
 * Products of matrices. Strides are in bytes. A right factor is packed beforehand into panels of eight columns, [depth, 8]
 * each, filled up with zeros, so that it is read from end to end. Rows come in fours: what is written may have up to three
 * more than asked for, and be filled up to whole panels.
 */

/** w, [depth, columns], as panels. */
export function pack(w: usize, ldw: usize, depth: i32, columns: i32, panels: usize): void {
  for (let first = 0; first < columns; first += 8) {
    const own = min(8, columns - first)
    let row = w + <usize>first * FLOAT
    for (let k = 0; k < depth; k++) {
      if (own == 8) {
        v128.store(panels, v128.load(row))
        v128.store(panels, v128.load(row, 16), 16)
      } else {
        for (let j = 0; j < 8; j++) {
          store<f32>(panels + <usize>j * FLOAT, j < own ? load<f32>(row + <usize>j * FLOAT) : 0)
        }
      }
      row += ldw
      panels += PANEL
    }
  }
}

/** Writes four columns of wᵀ at four depths, of which w may have fewer: the others are zeros. */
// @ts-ignore: decorator
@inline
function transpose(w: usize, ldw: usize, own: i32, panel: usize): void {
  const a = own > 0 ? v128.load(w) : f32x4.splat(0)
  const b = own > 1 ? v128.load(w + ldw) : f32x4.splat(0)
  const c = own > 2 ? v128.load(w + 2 * ldw) : f32x4.splat(0)
  const d = own > 3 ? v128.load(w + 3 * ldw) : f32x4.splat(0)
  const abFirst = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const abLast = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const cdFirst = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const cdLast = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(panel, v128.shuffle<f64>(abFirst, cdFirst, 0, 2))
  v128.store(panel + PANEL, v128.shuffle<f64>(abFirst, cdFirst, 1, 3))
  v128.store(panel + 2 * PANEL, v128.shuffle<f64>(abLast, cdLast, 0, 2))
  v128.store(panel + 3 * PANEL, v128.shuffle<f64>(abLast, cdLast, 1, 3))
}

/** wᵀ, [depth, columns], as panels, of w, [columns, depth]. */
export function packTransposed(w: usize, ldw: usize, depth: i32, columns: i32, panels: usize): void {
  const whole = depth & ~3
  for (let first = 0; first < columns; first += 8) {
    const own = columns - first
    const from = w + <usize>first * ldw
    for (let k = 0; k < whole; k += 4) {
      const place = from + <usize>k * FLOAT
      const panel = panels + <usize>k * PANEL
      transpose(place, ldw, own, panel)
      transpose(place + 4 * ldw, ldw, own - 4, panel + VECTOR)
    }
    for (let k = whole; k < depth; k++) {
      for (let j = 0; j < 8; j++) {
        const value: f32 = j < own ? load<f32>(from + <usize>j * ldw + <usize>k * FLOAT) : 0
        store<f32>(panels + <usize>k * PANEL + <usize>j * FLOAT, value)
      }
    }
    panels += <usize>depth * PANEL
  }
}

/**
 * c = a·b + bias + onto, [rows, columns].
 * @param a [rows, depth]
 * @param panels of b, [depth, columns]
 * @param bias [columns]; 0 for none
 * @param onto laid out as c, which it may be; 0 for none
 */
export function product(
  a: usize,
  lda: usize,
  rows: i32,
  depth: i32,
  panels: usize,
  columns: i32,
  bias: usize,
  onto: usize,
  c: usize,
  ldc: usize,
): void {
  for (let j = 0; j < columns; j += 8) {
    const left = <usize>j * FLOAT
    for (let i = 0; i < rows; i += 4) {
      const down = <usize>i * ldc + left
      productTile(
        a + <usize>i * lda,
        lda,
        depth,
        panels,
        bias ? bias + left : 0,
        onto ? onto + down : 0,
        c + down,
        ldc,
      )
    }
    panels += <usize>depth * PANEL
  }
}

/**
 * c += aᵀb, [depth, columns], and nothing beside it.
 * @param a [rows, depth]
 * @param b [rows, columns]
 * @param edge room for a tile, [4, 8]
 */
export function addOuterProducts(
  a: usize,
  lda: usize,
  depth: i32,
  b: usize,
  ldb: usize,
  columns: i32,
  rows: i32,
  c: usize,
  ldc: usize,
  edge: usize,
): void {
  for (let j = 0; j < columns; j += 8) {
    for (let k = 0; k < depth; k += 4) {
      const to = c + <usize>k * ldc + <usize>j * FLOAT
      const whole = k + 4 <= depth && j + 8 <= columns
      const place = whole ? to : edge
      const ld = whole ? ldc : PANEL
      outerTile(a + <usize>k * FLOAT, lda, b + <usize>j * FLOAT, ldb, rows, whole ? to : 0, place, ld)
      if (!whole) addTile(edge, to, ldc, min(4, depth - k), min(8, columns - j))
    }
  }
}

function addTile(edge: usize, to: usize, ldc: usize, depth: i32, columns: i32): void {
  for (let k = 0; k < depth; k++) {
    for (let j = 0; j < columns; j++) {
      const at = to + <usize>k * ldc + <usize>j * FLOAT
      store<f32>(at, load<f32>(at) + load<f32>(edge + <usize>k * PANEL + <usize>j * FLOAT))
    }
  }
}
