import { adam } from './adam'
import { normalizedSgd } from './normalizedSgd'
import type { UpdateRule } from './rule'
import { sgd } from './sgd'
import { sign } from './sign'

/** Every update rule, in the order of the control. */
export const RULES: readonly UpdateRule[] = [sgd, normalizedSgd, sign, adam]

/** @throws if no rule has that id. */
export function ruleById(id: string): UpdateRule {
  const rule = RULES.find(candidate => candidate.id === id)
  if (!rule) throw new Error(`There is no update rule "${id}".`)
  return rule
}
