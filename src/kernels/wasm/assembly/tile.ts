import { multiplyAdd } from './vector'

/**
 * The two micro-kernels that every product is made of: a tile of 4 rows × 8 columns stays in eight registers while all that
 * adds up to it goes by. Twelve registers are in use, of the fifteen that engines leave on x86. Strides are in bytes.
 */

/** Bytes of a float32, of a vector of four, and of a panel's row. */
export const FLOAT: usize = 4
export const VECTOR: usize = 16
export const PANEL: usize = 32

// @ts-ignore: decorator
@inline
function loadOr0(from: usize, offset: usize): v128 {
  return from ? v128.load(from + offset) : f32x4.splat(0)
}

/**
 * c = a·b + bias + onto, [4, 8].
 * @param a [4, depth], rows `lda` apart
 * @param b a panel, [depth, 8], rows beside each other
 * @param bias [8], for every row; 0 for none
 * @param onto as c; 0 for none
 */
// @ts-ignore: decorator
@inline
export function productTile(
  a: usize,
  lda: usize,
  depth: i32,
  b: usize,
  bias: usize,
  onto: usize,
  c: usize,
  ldc: usize,
): void {
  let c00 = loadOr0(bias, 0)
  let c01 = loadOr0(bias, VECTOR)
  let c10 = c00
  let c11 = c01
  let c20 = c00
  let c21 = c01
  let c30 = c00
  let c31 = c01
  if (onto) {
    c00 = f32x4.add(c00, v128.load(onto))
    c01 = f32x4.add(c01, v128.load(onto, VECTOR))
    c10 = f32x4.add(c10, v128.load(onto + ldc))
    c11 = f32x4.add(c11, v128.load(onto + ldc, VECTOR))
    c20 = f32x4.add(c20, v128.load(onto + 2 * ldc))
    c21 = f32x4.add(c21, v128.load(onto + 2 * ldc, VECTOR))
    c30 = f32x4.add(c30, v128.load(onto + 3 * ldc))
    c31 = f32x4.add(c31, v128.load(onto + 3 * ldc, VECTOR))
  }
  let a0 = a
  let a1 = a + lda
  let a2 = a + 2 * lda
  let a3 = a + 3 * lda
  const end = a + (<usize>depth) * FLOAT
  while (a0 < end) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, VECTOR)
    let x = v128.load_splat<f32>(a0)
    c00 = multiplyAdd(x, b0, c00)
    c01 = multiplyAdd(x, b1, c01)
    x = v128.load_splat<f32>(a1)
    c10 = multiplyAdd(x, b0, c10)
    c11 = multiplyAdd(x, b1, c11)
    x = v128.load_splat<f32>(a2)
    c20 = multiplyAdd(x, b0, c20)
    c21 = multiplyAdd(x, b1, c21)
    x = v128.load_splat<f32>(a3)
    c30 = multiplyAdd(x, b0, c30)
    c31 = multiplyAdd(x, b1, c31)
    a0 += FLOAT
    a1 += FLOAT
    a2 += FLOAT
    a3 += FLOAT
    b += PANEL
  }
  v128.store(c, c00)
  v128.store(c, c01, VECTOR)
  v128.store(c + ldc, c10)
  v128.store(c + ldc, c11, VECTOR)
  v128.store(c + 2 * ldc, c20)
  v128.store(c + 2 * ldc, c21, VECTOR)
  v128.store(c + 3 * ldc, c30)
  v128.store(c + 3 * ldc, c31, VECTOR)
}

/**
 * c = aᵀb + onto, [4, 8]: outer products, row by row.
 * @param a [rows, 4], rows `lda` apart
 * @param b [rows, 8], rows `ldb` apart
 * @param onto as c; 0 for none
 */
// @ts-ignore: decorator
@inline
export function outerTile(
  a: usize,
  lda: usize,
  b: usize,
  ldb: usize,
  rows: i32,
  onto: usize,
  c: usize,
  ldc: usize,
): void {
  let c00 = loadOr0(onto, 0)
  let c01 = loadOr0(onto, VECTOR)
  let c10 = loadOr0(onto, ldc)
  let c11 = loadOr0(onto, ldc + VECTOR)
  let c20 = loadOr0(onto, 2 * ldc)
  let c21 = loadOr0(onto, 2 * ldc + VECTOR)
  let c30 = loadOr0(onto, 3 * ldc)
  let c31 = loadOr0(onto, 3 * ldc + VECTOR)
  for (let r = 0; r < rows; r++) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, VECTOR)
    let x = v128.load_splat<f32>(a)
    c00 = multiplyAdd(x, b0, c00)
    c01 = multiplyAdd(x, b1, c01)
    x = v128.load_splat<f32>(a, 4)
    c10 = multiplyAdd(x, b0, c10)
    c11 = multiplyAdd(x, b1, c11)
    x = v128.load_splat<f32>(a, 8)
    c20 = multiplyAdd(x, b0, c20)
    c21 = multiplyAdd(x, b1, c21)
    x = v128.load_splat<f32>(a, 12)
    c30 = multiplyAdd(x, b0, c30)
    c31 = multiplyAdd(x, b1, c31)
    a += lda
    b += ldb
  }
  v128.store(c, c00)
  v128.store(c, c01, VECTOR)
  v128.store(c + ldc, c10)
  v128.store(c + ldc, c11, VECTOR)
  v128.store(c + 2 * ldc, c20)
  v128.store(c + 2 * ldc, c21, VECTOR)
  v128.store(c + 3 * ldc, c30)
  v128.store(c + 3 * ldc, c31, VECTOR)
}
