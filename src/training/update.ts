import type { Values } from '../scenarios/parameter'
import { type Algebra, type GradientRule, projectOntoBall, type RuleInput } from './rule'

/**
 * A rule's step with the settings as they stand. After it θ loses η·decay·θ_old, all parameters alike.
 * @param projected whether θ is kept in the ball ‖θ‖ ≤ 1
 */
export function update<T>(
  algebra: Algebra<T>,
  rule: GradientRule,
  input: Pick<RuleInput<T>, 'theta' | 'gradient' | 'slots' | 't'>,
  { eta, lambda, decay = 0 }: Values,
  projected: boolean,
): { theta: T; slots: readonly T[] } {
  // Named one by one: spreading the input takes longer than all of a small model's step.
  const { theta: before, gradient, slots: memory, t } = input
  const { theta, slots } = rule.step(algebra, { theta: before, gradient, slots: memory, t, eta, lambda })
  // Decoupled from the rule, as in AdamW; without it not even a −0 may change.
  const decayed = decay > 0 ? algebra.add(theta, algebra.mul(input.theta, -eta * decay)) : theta
  return { theta: projected ? projectOntoBall(algebra, decayed) : decayed, slots }
}
