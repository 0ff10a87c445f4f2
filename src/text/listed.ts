import { words } from './language'

const text = words('listed', {
  and: (before: string, last: string) => `${before} and ${last}`,
  others: (before: string, others: number) => `${before} and ${others} others`,
})

/** “a”, “a and b”, “a, b and 3 others”. @param most names that are said; of more, the last ones are counted */
export function listed(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  if (names.length <= 1) return names.join('')
  if (names.length <= most) return text.and(names.slice(0, -1).join(', '), names[names.length - 1])
  return text.others(names.slice(0, most - 1).join(', '), names.length - most + 1)
}
