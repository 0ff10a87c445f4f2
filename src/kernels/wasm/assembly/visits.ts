/**
 * Counts the cells that fresh training sequences visit; the same draws as src/models/sequences/sampler.ts over
 * src/random/philox.ts, four sequences in the four lanes of a vector. The caller lays out all tables in memory.
 */

const MULTIPLIER_0: v128 = i32x4.splat(0xd2511f53)
const MULTIPLIER_1: v128 = i32x4.splat(0xcd9e8d57)
const WEYL_0: u32 = 0x9e3779b9
const WEYL_1: u32 = 0xbb67ae85

/** Where the four words of a block lie, [word, lane]. */
const WORDS: usize = memory.data(64, 16)
/** Where each lane's row of thresholds begins, and the tokens that it still has to write, [lane]. */
const ROW: usize = memory.data(16, 16)
const LEFT: usize = memory.data(16, 16)

/** Bytes of a row of which every threshold is looked at. */
const FEW: usize = 32
/** Thresholds of a row of so few, and how many words have passed each, [threshold, lane]. */
const LINES: usize = memory.data(128, 16)
const PASSED: usize = memory.data(128, 16)

/** Philox 4x32-10 of the counters (block, j + lane, i, 0) under the key (seed, stream). */
// @ts-ignore: decorator
@inline
function philox(block: u32, j: u32, i: u32, seed: u32, stream: u32): void {
  let c0 = i32x4.splat(block)
  let c1 = i32x4.add(i32x4.splat(j), i32x4(0, 1, 2, 3))
  let c2 = i32x4.splat(i)
  let c3 = i32x4.splat(0)
  for (let round: u32 = 0; round < 10; round++) {
    const low0 = i64x2.extmul_low_i32x4_u(c0, MULTIPLIER_0)
    const high0 = i64x2.extmul_high_i32x4_u(c0, MULTIPLIER_0)
    const low1 = i64x2.extmul_low_i32x4_u(c2, MULTIPLIER_1)
    const high1 = i64x2.extmul_high_i32x4_u(c2, MULTIPLIER_1)
    const key0 = i32x4.splat(seed + round * WEYL_0)
    const key1 = i32x4.splat(stream + round * WEYL_1)
    c0 = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), c1), key0)
    c1 = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6)
    c2 = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), c3), key1)
    c3 = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6)
  }
  v128.store(WORDS, c0)
  v128.store(WORDS + 16, c1)
  v128.store(WORDS + 32, c2)
  v128.store(WORDS + 48, c3)
}

/** Index, from `row` on, of the first of `length` thresholds above the word; all indices in bytes. */
// @ts-ignore: decorator
@inline
function firstAbove(row: usize, length: usize, word: u32): usize {
  // The largest word would pass every threshold and could fall to an outcome of probability 0.
  const draw = min<u32>(word, 0xfffffffe)
  const end = row + length - 4
  let at = row
  if (length <= FEW) {
    // Thresholds never fall, so that those passed can be counted: no branch depends on a fair coin.
    for (let each = row; each < end; each += 4) at += <usize>(draw >= load<u32>(each)) << 2
    return at
  }
  while (at < end && draw >= load<u32>(at)) at += 4
  return at
}

/** Whether every token of a row leads back to it, so that its tokens are independent draws. */
// @ts-ignore: decorator
@inline
function repeats(cells: usize, table: usize, row: usize, V: usize): bool {
  for (let v: usize = 0; v < V; v++) if (load<u32>(cells + table + row + v * 4) != <u32>row) return false
  return true
}

/** The rest of four sequences that stay in their rows: nothing but how many words pass each threshold matters. */
// @ts-ignore: decorator
@inline
function countIndependent(
  seed: u32,
  stream: u32,
  i: u32,
  j: u32,
  lanes: u32,
  longest: i32,
  cells: usize,
  table: usize,
  V: usize,
): void {
  const last = (V - 1) * 16
  for (let lane: usize = 0; lane < 4; lane++) {
    const own = lane < <usize>lanes ? lane : 0
    if (lane != own) store<i32>(LEFT + lane * 4, 0)
    const row = cells + load<u32>(ROW + own * 4)
    for (let v: usize = 0; v < last; v += 16) store<u32>(LINES + v + lane * 4, load<u32>(row + (v >> 2)))
  }
  for (let v: usize = 0; v < last; v += 16) v128.store(PASSED + v, i32x4.splat(0))
  const lengths = v128.load(LEFT)
  let word: i32 = 1
  for (let block: u32 = 0; word <= longest; block++) {
    if (block > 0) philox(block, j, i, seed, stream)
    const end = min<i32>(longest + 1, <i32>(block + 1) * 4)
    for (; word < end; word++) {
      // As in firstAbove.
      const draws = i32x4.min_u(v128.load(WORDS + (word & 3) * 16), i32x4.splat(0xfffffffe))
      const live = i32x4.ge_s(lengths, i32x4.splat(word))
      for (let v: usize = 0; v < last; v += 16) {
        const passed = v128.and(live, i32x4.ge_u(draws, v128.load(LINES + v)))
        v128.store(PASSED + v, i32x4.sub(v128.load(PASSED + v), passed))
      }
    }
  }
  for (let lane: usize = 0; lane < <usize>lanes; lane++) {
    let counts = cells + 2 * table + load<u32>(ROW + lane * 4)
    let before = load<i32>(LEFT + lane * 4)
    for (let v: usize = 0; v <= last; v += 16) {
      const after = v < last ? load<i32>(PASSED + v + lane * 4) : 0
      store<u32>(counts, load<u32>(counts) + before - after)
      counts += 4
      before = after
    }
  }
}

/**
 * Adds, for each of `count` sequences of block i, its visits to the counts.
 * @param prompts thresholds of the prompts, u32 [X]; behind them, i32 [X, 2], each one's row among the cells, in bytes, and length
 * @param X number of prompts
 * @param cells thresholds of the cells, u32 [S, V]; behind them, i32 [S, V], the row that each leads to, in bytes, and u32 [S, V],
 * the counts
 * @param S number of states
 * @param V size of the vocabulary
 */
export function visits(
  seed: u32,
  stream: u32,
  i: u32,
  count: u32,
  prompts: usize,
  X: usize,
  cells: usize,
  S: usize,
  V: usize,
): void {
  const table = S * V * 4
  for (let j: u32 = 0; j < count; j += 4) {
    const lanes = min<u32>(4, count - j)
    philox(0, j, i, seed, stream)
    let longest: i32 = 0
    let independent: bool = <usize>V * 4 <= FEW
    for (let lane: usize = 0; lane < <usize>lanes; lane++) {
      const x = (firstAbove(prompts, X * 4, load<u32>(WORDS + lane * 4)) - prompts) * 2
      const own = prompts + X * 4 + x
      const row = load<u32>(own)
      store<u32>(ROW + lane * 4, row)
      independent = independent && repeats(cells, table, row, V)
      const length = load<i32>(own, 4)
      store<i32>(LEFT + lane * 4, length)
      longest = max(longest, length)
    }
    if (independent) {
      countIndependent(seed, stream, i, j, lanes, longest, cells, table, V)
      continue
    }
    // Word 0 of a sequence chose its prompt; token h is word h + 1.
    let word: i32 = 1
    for (let block: u32 = 0; word <= longest; block++) {
      if (block > 0) philox(block, j, i, seed, stream)
      const end = min<i32>(longest + 1, <i32>(block + 1) * 4)
      for (let lane: usize = 0; lane < <usize>lanes; lane++) {
        let row = load<u32>(ROW + lane * 4)
        const last = min<i32>(end, load<i32>(LEFT + lane * 4) + 1)
        for (let at = word; at < last; at++) {
          const cell = firstAbove(cells + row, V * 4, load<u32>(WORDS + (at & 3) * 16 + lane * 4))
          row = load<u32>(cell + table)
          const counts = cell + 2 * table
          store<u32>(counts, load<u32>(counts) + 1)
        }
        store<u32>(ROW + lane * 4, row)
      }
      word = end
    }
  }
}
