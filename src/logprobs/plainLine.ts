import type { BoundColumns } from './tableColumns'

const MINUS = 45
const POINT = 46
const ZERO = 48

/** Digits that an integer of 32 bits holds, which is what makes counting them up fast. */
const EXACT = 9

/** Powers of ten that doubles hold exactly. */
const POWERS = Array.from({ length: EXACT + 1 }, (_, power) => 10 ** power)

/**
 * Reads the line that nearly all lines of a table are – each value a negative decimal such as -12.5, each length a positive one, no
 * quotation marks – where it stands in the text. Cutting it into a string for every field would take longer than all the rest.
 */
export class PlainLine {
  /** The numbers of the bound columns, in their order. */
  readonly numbers: Float64Array
  id = ''
  group = ''
  private readonly delimiter: number
  /** For each field: which number it is, −1 for none. */
  private readonly numberOf: Int32Array
  /** 1 where the number is a length, for each field. */
  private readonly isLength: Uint8Array

  /** @param width fields of a line */
  constructor(
    private readonly width: number,
    private readonly bound: BoundColumns,
    private readonly separator: string,
  ) {
    this.delimiter = separator.charCodeAt(0)
    this.numbers = new Float64Array(bound.columns.length)
    this.numberOf = new Int32Array(width).fill(-1)
    this.isLength = new Uint8Array(width)
    bound.columns.forEach(({ index, kind }, c) => {
      this.numberOf[index] = c
      this.isLength[index] = Number(kind === 'length')
    })
  }

  /** @returns false for any other line; what the fields hold is then undefined */
  read(text: string, from: number, end: number): boolean {
    let at = from
    for (let field = 0; field < this.width; field++) {
      if (field > 0) {
        if (text.charCodeAt(at) !== this.delimiter) return false
        at++
      }
      at = this.numberOf[field] < 0 ? this.words(text, at, end, field) : this.decimal(text, at, end, field)
      if (at < 0) return false
    }
    return at === end
  }

  /** Where a field ends that is no number. */
  private words(text: string, from: number, end: number, field: number): number {
    const delimiter = text.indexOf(this.separator, from)
    const to = delimiter < 0 || delimiter > end ? end : delimiter
    if (field === this.bound.id) this.id = text.slice(from, to)
    if (field === this.bound.group) this.group = text.slice(from, to)
    return to
  }

  /** Where a decimal ends; −1 if there is none. */
  private decimal(text: string, from: number, end: number, field: number): number {
    const length = this.isLength[field] === 1
    let at = from
    if (!length && text.charCodeAt(at++) !== MINUS) return -1
    const first = at
    let digits = 0
    let point = -1
    for (; at < end; at++) {
      const unit = text.charCodeAt(at)
      const digit = unit - ZERO
      if (digit >= 0 && digit <= 9) digits = (digits * 10 + digit) | 0
      else if (unit === POINT && point < 0 && at > first) point = at
      else break
    }
    const count = at - first - Number(point >= 0)
    if (count === 0) return -1
    const size = count > EXACT ? Number(text.slice(first, at)) : point < 0 ? digits : digits / POWERS[at - 1 - point]
    // A length of 0 is for whoever reports it.
    if (length && size === 0) return -1
    this.numbers[this.numberOf[field]] = length ? size : -size
    return at
  }
}
