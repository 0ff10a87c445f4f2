/** Rows of a block: some thousands, so that a block is small beside the table and cheap to hand on. */
export const BLOCK_ROWS = 4096

const SHIFT = Math.log2(BLOCK_ROWS)
const MASK = BLOCK_ROWS - 1

type Numbers = Float32Array | Float64Array | Uint16Array | Uint8Array

/** A column of numbers that grows block by block, so that no row is ever copied to make room. */
export class BlockedColumn<A extends Numbers = Float32Array> {
  private readonly blocks: (A | undefined)[] = []

  /** @param blank what stands where nothing was set */
  constructor(
    private readonly make: (rows: number) => A,
    private readonly blank: number,
  ) {}

  get(row: number): number {
    const block = this.blocks[row >>> SHIFT]
    return block ? block[row & MASK] : this.blank
  }

  set(row: number, value: number): void {
    this.blockOf(row)[row & MASK] = value
  }

  /** The block that holds a row, for whoever sets many of them: row i is its entry i modulo `BLOCK_ROWS`. */
  blockOf(row: number): A {
    const at = row >>> SHIFT
    let block = this.blocks[at]
    if (!block) {
      block = this.make(BLOCK_ROWS)
      block.fill(this.blank)
      this.blocks[at] = block
    }
    return block
  }

  /** Keeps some rows, in their order and in place. @param rows of the column @param keeps whether row i stays */
  filter(rows: number, keeps: (row: number) => boolean): void {
    let to = 0
    for (let row = 0; row < rows; row++) {
      if (!keeps(row)) continue
      if (to !== row) this.set(to, this.get(row))
      to++
    }
  }

  /** Block number `at`, cut to its first `rows` rows; the column gives it away. */
  take(at: number, rows: number): A {
    const block = this.blocks[at] ?? (this.make(BLOCK_ROWS).fill(this.blank) as A)
    delete this.blocks[at]
    return rows < BLOCK_ROWS ? (block.slice(0, rows) as A) : block
  }
}

/** A column of values that may be missing. */
export const valueColumn = () => new BlockedColumn(rows => new Float32Array(rows), Number.NaN)
