import type { TokenTask } from '../../models/transformer/task'
import { Stream } from '../../random/streams'

/** Index of the class of prompt k of a step. */
export type AskedClass = (step: number, k: number) => number

/** Classes are drawn far from the words that graphs are drawn from. */
const CLASS_AT = 2 ** 22

/** Classes by their masses. */
export function classByMass({ classes }: TokenTask, seed: number): AskedClass {
  const stream = new Stream(seed, 'postPrompts')
  return (step, k) => {
    let left = stream.uniform(step, k, CLASS_AT)
    const c = classes.findIndex(({ mass }) => {
      left -= mass
      return left < 0
    })
    // Masses may add up to a little less than 1.
    return c < 0 ? classes.length - 1 : c
  }
}
