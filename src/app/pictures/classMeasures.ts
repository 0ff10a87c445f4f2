import { coverageAt, coverageProfile } from '../../coverage/profile'
import type { RunDescription, Snapshot } from '../../engine/snapshot'
import { picturesText } from '../../text/pictures'

export interface ClassMeasures {
  readonly name: string
  /** Share of all prompts. */
  readonly mass: number
  /** nats per sequence */
  readonly kl: number
  readonly coverage: number
}

/** KL and Cov_N of each kind of prompts by itself; responses count alike within one. */
export function classMeasures(
  { promptNames, prompt, weights }: Pick<RunDescription, 'promptNames' | 'prompt' | 'weights'>,
  { logRatios, pathKl }: Pick<Snapshot, 'logRatios' | 'pathKl'>,
  N: number,
): ClassMeasures[] {
  return promptNames.map((name, c) => {
    const own = Array.from(prompt.keys()).filter(i => prompt[i] === c)
    const ratios = Float32Array.from(own, i => logRatios[i])
    return {
      name,
      mass: own.reduce((sum, i) => sum + (weights ? weights[i] : 1 / prompt.length), 0),
      kl: own.reduce((sum, i) => sum + pathKl[i] / own.length, 0),
      coverage: coverageAt(coverageProfile(ratios, null), N),
    }
  })
}

/** Where most of KL comes from, and how much coverage each class loses. @param name of the coverage, e.g. "Cov₁₆" */
export function classTitle(classes: readonly ClassMeasures[], name: string): string {
  const total = classes.reduce((sum, { mass, kl }) => sum + mass * kl, 0)
  if (!(total > 0)) return picturesText.classesEmpty(name)
  const most = classes.reduce((best, one) => (one.mass * one.kl > best.mass * best.kl ? one : best))
  const lost = classes.reduce((sum, { mass, coverage }) => sum + mass * coverage, 0)
  return picturesText.classesTitle((most.mass * most.kl) / total, total, most.name, name, lost)
}
