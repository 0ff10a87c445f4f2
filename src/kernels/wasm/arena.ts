/** Where a matrix of float32 lies, and bytes from row to row. */
export interface Matrix {
  readonly at: number
  readonly ld: number
}

const BYTES = 4
/** Bytes that the cache moves at a time. */
const LINE = 64
const PAGE = 65_536

/** To the beginning of a line. */
const up = (address: number): number => Math.ceil(address / LINE) * LINE

/** Addresses, handed out from one end to the other. */
export class Room {
  protected next: number

  /** @param from first address that is free */
  constructor(from: number) {
    this.next = up(from)
  }

  /** Where what is handed out from now on begins. */
  get end(): number {
    return this.next
  }

  /** Room for so many numbers. */
  numbers(count: number): number {
    const at = this.next
    this.next = up(at + count * BYTES)
    return at
  }

  /**
   * Room for a matrix, and for what tiles leave beside it: up to three rows and eight columns more. An odd number of lines
   * from row to row spreads a column over the whole cache.
   */
  matrix(rows: number, columns: number): Matrix {
    const lines = Math.ceil(((columns + 8) * BYTES) / LINE)
    const ld = (lines + 1 - (lines % 2)) * LINE
    return { at: this.numbers(((rows + 3) * ld) / BYTES), ld }
  }
}

/** Room in a kernel's memory. */
export class Arena extends Room {
  constructor(
    private readonly memory: WebAssembly.Memory,
    from: number,
  ) {
    super(from)
  }

  /** Makes what was handed out exist. Views of the memory from before are no longer valid. */
  commit(): void {
    const missing = this.next - this.memory.buffer.byteLength
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE))
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length)
  }

  integers(at: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, length)
  }
}
