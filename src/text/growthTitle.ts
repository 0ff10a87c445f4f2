import { formatNats, formatNumber } from './format'

/**
 * How KL grows over the last quadrupling of the length.
 * @param kl of the first h tokens, h = 1 … H, nats
 */
export function growthTitle(kl: ArrayLike<number>): string {
  const all = kl[kl.length - 1]
  const quarter = Math.floor(kl.length / 4)
  const part = kl[quarter - 1]
  if (quarter < 1 || !(part > 0)) return `KL is ${formatNats(all)} after the last token`
  const times = kl.length / quarter
  return `${twoDigits(times)} times the tokens bring ${twoDigits(all / part)} times the KL`
}

function twoDigits(value: number): string {
  return formatNumber(Number(value.toPrecision(2)))
}
