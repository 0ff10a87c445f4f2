import { NUMBERS } from './language'

/** How numbers are written everywhere on the page: at most three significant digits, thousands apart as the language has it. */

const twoDigits = new Intl.NumberFormat(NUMBERS, { maximumSignificantDigits: 2 })
const threeDigits = new Intl.NumberFormat(NUMBERS, { maximumSignificantDigits: 3 })
const wholes = new Intl.NumberFormat(NUMBERS, { maximumFractionDigits: 0 })

/** What stands between thousands: a comma in English. */
const BETWEEN_THOUSANDS = wholes.formatToParts(1e6).find(({ type }) => type === 'group')?.value ?? ','

/** Any number, e.g. "1,024", "0.0312", "3.2 × 10⁻⁷", "∞". */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'undefined'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  if (size >= 1e12 || (size < 1e-4 && size > 0)) return minus(scientific(value))
  if (Number.isInteger(value)) return minus(wholes.format(value))
  return minus(size >= 1000 ? wholes.format(value) : threeDigits.format(value))
}

/** A power of ten by its whole exponent, e.g. "10⁻⁴". */
export function powerOfTen(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])
  return `10${exponent < 0 ? '⁻' : ''}${digits.join('')}`
}

/** A small or large number where there is little room, e.g. "10⁻⁴", "−2.5·10⁻⁴". */
export function shortScientific(value: number): string {
  const [digits, power] = factors(value)
  return minus(Math.abs(Number(digits)) === 1 ? digits.replace('1', power) : `${digits}·${power}`)
}

/** A count of steps or samples, e.g. "2,000". */
export function formatCount(value: number): string {
  return wholes.format(value)
}

/** A divergence with its unit, e.g. "0.31 nats". */
export function formatNats(value: number): string {
  return `${formatNumber(value)} nats`
}

/** A share in [0, 1] as a percentage; never rounds a share up to all or down to nothing. */
export function formatPercent(share: number): string {
  if (share <= 0) return '0 %'
  if (share >= 1) return '100 %'
  if (share < 1e-5) return 'less than 0.001 %'
  if (share > 0.999) return 'more than 99.9 %'
  return `${(share < 0.1 ? twoDigits : threeDigits).format(100 * share)} %`
}

/** A share for a narrow place, e.g. "21 %", "0.4 %", "<0.1 %"; never rounds up to all or down to nothing. */
export function shortPercent(share: number): string {
  if (share <= 0) return '0 %'
  if (share < 0.001) return '<0.1 %'
  if (share >= 1) return '100 %'
  if (share > 0.999) return '>99.9 %'
  const percent = 100 * share
  return `${percent < 1 || percent > 99 ? percent.toFixed(1) : Math.round(percent)} %`
}

/** A density ratio, e.g. "16×", "1/4×", "1,024×". */
export function formatRatio(ratio: number): string {
  if (ratio >= 1) return `${formatNumber(tidy(ratio))}×`
  return `1/${formatNumber(tidy(1 / ratio))}×`
}

/** N as a subscript for plain text, without separators: 16 → "₁₆", 1,024 → "₁₀₂₄". */
export function subscript(value: number): string {
  return Array.from(formatNumber(value).replaceAll(BETWEEN_THOUSANDS, ''), sign =>
    /\d/.test(sign) ? String.fromCharCode(0x2080 + Number(sign)) : sign,
  ).join('')
}

/** Seconds in words, e.g. "8 s", "2 min 5 s", "3 h 12 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** Characters that a number field has room for. */
const FIELD = 8

/**
 * A setting as it could be typed into its field: no thousands separators, and in full where the field has room for it, as it
 * has for every whole number; else to four significant digits.
 */
export function formatSetting(value: number): string {
  const full = String(Number(value.toPrecision(12)))
  if (full.length <= FIELD || Number.isInteger(value)) return full
  const short = Number(value.toPrecision(4))
  return String(short).length <= FIELD ? String(short) : short.toExponential()
}

/** Removes the rounding that exp(log x) leaves. */
function tidy(ratio: number): number {
  const whole = Math.round(ratio)
  return Math.abs(ratio - whole) < 1e-6 * ratio ? whole : ratio
}

/** Three significant digits and a power of ten; spaces that do not break. */
function scientific(value: number): string {
  return factors(value).join('\u00a0×\u00a0')
}

function factors(value: number): [digits: string, power: string] {
  const [digits, exponent] = Number(value.toPrecision(3)).toExponential().split('e')
  return [digits, powerOfTen(Number(exponent))]
}

/** With the first letter in capitals, to begin a sentence or a heading. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function minus(text: string): string {
  return text.replace(/^-/, '−')
}
