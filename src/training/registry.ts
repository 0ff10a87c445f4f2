import { adam } from './adam'
import { distillation } from './distillation'
import { maximumLikelihood } from './maximumLikelihood'
import { normalizedSgd } from './normalizedSgd'
import type { UpdateRule } from './rule'
import { sgd } from './sgd'
import { sign } from './sign'
import { tokenSgd } from './tokenSgd'
import { tournament } from './tournament'

/** Every update rule, in the order of the control. */
export const RULES: readonly UpdateRule[] = [
  sgd,
  normalizedSgd,
  sign,
  adam,
  tokenSgd,
  distillation,
  maximumLikelihood,
  tournament,
]

/** @throws if no rule has that id. */
export function ruleById(id: string): UpdateRule {
  const rule = RULES.find(candidate => candidate.id === id)
  if (!rule) throw new Error(`There is no update rule "${id}".`)
  return rule
}
