import { INVALID, type RankedResponses, REWARDED, VALID } from '../../coverage/sharpening'
import { modesOf } from '../../models/sequences/likeliest'
import { classOf, type TableTask } from '../../models/task'
import type { SearchLimits } from '../../models/transformer/likeliest'
import type { TaughtSequence, TokenTask, Verdict } from '../../models/transformer/task'
import { type LanguageModel, promptOf } from './languageModel'
import type { Between } from './trainee'

/** What is ranked of the responses to a prompt, and how many prefixes are read for it at most. */
const LIMITS: Omit<SearchLimits, 'length'> = { responses: 64, mass: 0.999, nodes: 256 }

/** y⋆ of every prompt exactly, by dynamic programming; equally likely responses count as one, with the mass of all. */
export function rankedByTable(task: TableTask, theta: ArrayLike<number>): RankedResponses {
  const logProbs = classOf(task).logProbabilities(theta)
  const { prompts } = task
  return {
    masses: Float64Array.from(prompts, ({ mass }) => mass),
    classes: Uint16Array.from(prompts, (_, x) => x),
    prompt: Uint32Array.from(prompts, (_, x) => x),
    logProbs: modesOf(task, logProbs).massUnder(logProbs),
    verdicts: null,
    exact: new Uint8Array(prompts.length).fill(1),
  }
}

/** A held-out prompt, once however often it was drawn. */
export interface DistinctPrompt {
  readonly sequence: TaughtSequence
  readonly mass: number
  readonly classIndex: number
}

/** The held-out prompts of a run. @param heldOut responses, shared out evenly among the classes */
export function distinctPrompts({ classes, heldOut: draw }: TokenTask, heldOut: number): DistinctPrompt[] {
  const samples = Math.ceil(heldOut / classes.length)
  const distinct = new Map<string, DistinctPrompt>()
  classes.forEach(({ mass }, classIndex) => {
    for (let m = 0; m < samples; m++) {
      const sequence = draw(classIndex, m)
      const key = `${classIndex} ${promptOf(sequence).join()}`
      const before = distinct.get(key)
      distinct.set(key, {
        classIndex,
        sequence: before?.sequence ?? sequence,
        mass: (before?.mass ?? 0) + mass / samples,
      })
    }
  })
  return [...distinct.values()]
}

/** What a transformer finds likeliest, and the responses themselves. */
export interface RankedByTransformer {
  readonly ranked: RankedResponses
  /** y⋆ of every prompt. */
  readonly modes: readonly (readonly number[])[]
}

/**
 * The likeliest responses to held-out prompts by best-first search; those to a prompt end where they are 64, or hold 99.9 % of
 * the mass. Where the search is given up, `exact` says so, and candidates of the prompt stand in if they are likelier.
 */
export async function rankedByTransformer(
  model: LanguageModel,
  prompts: readonly DistinctPrompt[],
  between: Between,
): Promise<RankedByTransformer> {
  const sequences = prompts.map(({ sequence }) => sequence)
  const found = await model.likeliest(sequences, LIMITS, between)
  const all = found.flatMap(({ ranked }, x) => ranked.map(({ tokens, logProb }) => ({ x, tokens, logProb })))
  const answers = prompts.map(({ sequence }) => sequence.answers)
  return {
    ranked: {
      masses: Float64Array.from(prompts, ({ mass }) => mass),
      classes: Uint16Array.from(prompts, ({ classIndex }) => classIndex),
      prompt: Uint32Array.from(all, ({ x }) => x),
      logProbs: Float64Array.from(all, ({ logProb }) => logProb),
      verdicts: answers.every(own => own !== null)
        ? Uint8Array.from(all, ({ x, tokens }) => VERDICTS[answers[x]!.verdict(tokens)])
        : null,
      exact: Uint8Array.from(found, ({ exact }) => Number(exact)),
    },
    modes: found.map(({ ranked }) => ranked[0].tokens),
  }
}

const VERDICTS: Readonly<Record<Verdict, number>> = { invalid: INVALID, valid: VALID, rewarded: REWARDED }
