import { capital, formatCount, formatNats, formatNumber, formatPercent, formatRatio, subscript } from './format'

/** Sentences that tell the value at the place in a chart that is pointed at. */
export const readoutText = {
  restRatio: 'Point at the curves for a number in words.',
  restSteps: 'Point at a moment for its numbers.',
  restDots: 'Point at a stack for its numbers.',
  restCurve: 'Point at the curve for its numbers.',
} as const

/** Largest denominator of a fraction that is not of the kind "1 in k". */
const LARGEST = 10

/**
 * A share in [0, 1] as a count that can be pictured: "1 response in 8", "2 responses in 3", "all but 1 response in 40".
 * @param one what is counted, of which the plural has an s
 */
export function countInWords(share: number, one: string): string {
  if (share <= 0) return `no ${one}`
  if (share >= 1) return `every ${one}`
  if (share > 0.9) return `all but 1 ${one} in ${formatCount(Math.round(1 / (1 - share)))}`
  if (share < 0.1) return `1 ${one} in ${formatNumber(Math.round(1 / share))}`
  const [part, of] = nearestFraction(share)
  return part === 1 ? `1 ${one} in ${of}` : `${part} ${one}s in ${of}`
}

/** The simplest fraction that is within a fiftieth of the share, else the nearest. */
function nearestFraction(share: number): readonly [number, number] {
  let best: readonly [number, number] = [1, 2]
  for (let of = 2; of <= LARGEST; of++) {
    const part = Math.min(of - 1, Math.max(1, Math.round(share * of)))
    const error = Math.abs(part / of - share)
    if (error < Math.abs(best[0] / best[1] - share) - 1e-12) best = [part, of]
    if (Math.abs(best[0] / best[1] - share) <= 0.02 * share) break
  }
  return best
}

/**
 * What the tail from a ratio on holds: "1 response in 8 is under-weighted by 4× or more".
 * @param share of the responses whose density ratio is at least `ratio`
 */
export function tailInWords(share: number, ratio: number): string {
  const count = capital(countInWords(share, 'response'))
  const is = /^\d+ responses/.test(count) ? 'are' : 'is'
  const how =
    ratio > 1
      ? `under-weighted by ${formatRatio(ratio)} or more`
      : `given at most ${formatRatio(1 / ratio)} the teacher’s probability`
  return `${count} ${is} ${how} (${formatPercent(share)}).`
}

/** A moment of the history: "Step 240: KL 0.31 nats; Cov₁₆ 6 %". */
export function momentInWords(unit: string, step: number, kl: number, N: number, coverage: number): string {
  const tail = `Cov${subscript(N)} ${formatPercent(coverage)}`
  return `${capital(unit)} ${formatCount(step)}: KL ${formatNats(kl)}; ${tail}`
}

/** The same moment of another run, to be appended. */
export function besidesInWords(label: string, kl: number, coverage: number): string {
  return `${label}: ${formatNats(kl)}; ${formatPercent(coverage)}`
}

/** A stack of dots: "3 datasets from 0.2 to 0.25". */
export function stackInWords(count: number, low: number, high: number): string {
  const many = `${formatCount(count)} ${count === 1 ? 'dataset' : 'datasets'}`
  if (low === Number.POSITIVE_INFINITY) return `${many} at ∞.`
  return `${many} from ${formatNumber(low)} to ${formatNumber(high)}.`
}

/** A point of the growth of KL: "The first 8 tokens: KL 0.31 nats". */
export function growthInWords(
  tokens: number,
  values: readonly { readonly label: string; readonly kl: number }[],
): string {
  const told = values.map(({ label, kl }) =>
    values.length === 1 ? `KL ${formatNats(kl)}` : `${label} ${formatNats(kl)}`,
  )
  return `The first ${formatCount(tokens)} ${tokens === 1 ? 'token' : 'tokens'}: ${told.join('; ')}.`
}
