import { encode } from 'uqr'

export interface QrDrawing {
  /** Side of the square, modules, the quiet zone included. */
  readonly size: number
  /** The dark modules, one unit each. */
  readonly path: string
}

/** Modules of white that a reader needs around the code. */
const QUIET = 4

/** A text as a QR code of medium redundancy, or low where it is long; null where it is too long for any. */
export function qrDrawing(text: string): QrDrawing | null {
  for (const ecc of ['M', 'L'] as const) {
    try {
      const { data, size } = encode(text, { ecc, border: QUIET })
      const rows = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      return { size, path: rows.join('') }
    } catch {
      // Longer than what this redundancy leaves room for.
    }
  }
  return null
}
