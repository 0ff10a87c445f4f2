import type { KindMasses } from '../state/candidates'
import { shortPercent } from './format'

/**
 * What the model does with the class whose own kind of paths it gives least: the class's first and second largest kinds.
 * @param kinds names of the kinds, the last of them for what is left
 */
export function rulesTitle(classes: readonly KindMasses[], kinds: readonly string[]): string {
  // The third class has no rule of its own.
  const [own, mass] = classes
    .slice(0, kinds.length - 2)
    .map((one, c) => [one, one.kinds[c]] as const)
    .reduce((least, one) => (one[1] < least[1] ? one : least))
  const c = classes.indexOf(own)
  const others = [...own.kinds, own.rest].map((share, k) => ({ share, k })).filter(({ k }) => k !== c)
  const largest = others.reduce((best, one) => (one.share > best.share ? one : best))
  const what = largest.k === own.kinds.length ? `${kinds[largest.k]} paths` : kinds[largest.k]
  return `On ${own.name} the model puts ${shortPercent(mass)} on ${kinds[c]} and ${shortPercent(largest.share)} on ${what}`
}
