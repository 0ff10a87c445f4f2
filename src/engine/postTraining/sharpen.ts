import type { PostSettings } from '../../config/postTraining'
import type { RankedResponses } from '../../coverage/sharpening'
import type { TaughtSequence, TokenTask } from '../../models/transformer/task'
import { classByMass } from './askedClass'
import { divergenceFrom, LanguageLearner, LanguageModel, promptOf, surroundingsOf } from './languageModel'
import type { PostStart } from './protocol'
import { distinctPrompts, rankedByTransformer } from './sharpness'
import type { Between, Cohort, Trainee } from './trainee'

/** Starts in sharpening, and what each of them finds likeliest before its first step. */
export interface Sharpening extends Cohort {
  readonly ranked: readonly RankedResponses[]
}

/**
 * SFT-sharpening (Huang et al., arXiv 2412.01951): every step draws fresh prompts by the masses of their classes and N responses
 * to each from the starting checkpoint, keeps the one that the starting checkpoint finds likeliest (the first of equal ones), and
 * takes a step of Adam on those by maximum likelihood.
 * @param heldOut responses behind the evaluations
 * @param seed of the run, for the held-out data
 * @throws Error with a sentence if memory is too small
 */
export async function sharpenTransformers(
  task: TokenTask,
  starts: readonly PostStart[],
  settings: PostSettings,
  heldOut: number,
  seed: number,
  between: Between,
): Promise<Sharpening> {
  const { seedPost, etaPost, prompts: K, picks } = settings
  const around = surroundingsOf(task, heldOut, seed, seedPost)
  const prompts = distinctPrompts(task, heldOut)
  const sequences = prompts.map(({ sequence }) => sequence)
  const asked = classByMass(task, seedPost)
  const trainees: Trainee[] = []
  const ranked: RankedResponses[] = []
  for (const { theta } of starts) {
    const base = new LanguageModel(around, theta)
    const found = await rankedByTransformer(base, prompts, between)
    const learner = new LanguageLearner(around, theta, etaPost)
    ranked.push(found.ranked)
    trainees.push({
      async advance(step, pause) {
        const fresh = Array.from({ length: K }, (_, k) => task.fresh(seedPost, asked(step, k), step, k))
        const responses = await base.draw(fresh, step, picks, pause)
        const logProbs = await base.score(fresh, responses, pause)
        const picked = fresh.map((sequence, k) => answered(sequence, responses[k][indexOfMost(logProbs[k])], K))
        await learner.learn(picked, step, pause)
      },
      async measure(pause) {
        const parameters = await learner.theta()
        const evaluation = await around.evaluator.evaluate(parameters, pause)
        const modes = found.modes.map(mode => [mode])
        const measured = await learner.using(async model => ({
          ...(await divergenceFrom(around, model, base, pause)),
          modeLogProbs: Float64Array.from(await model.score(sequences, modes, pause), ([log]) => log),
        }))
        return { evaluation, reward: null, ...measured, theta: parameters }
      },
      dispose() {
        learner.dispose()
        base.dispose()
      },
    })
  }
  return { description: around.description, trainees, ranked }
}

function answered(sequence: TaughtSequence, response: readonly number[], K: number) {
  const prompt = promptOf(sequence)
  return { tokens: [...prompt, ...response], responseFrom: prompt.length, weight: 1 / K }
}

/** The first of equal ones. */
export function indexOfMost(values: Float64Array): number {
  return values.reduce((most, value, i) => (value > values[most] ? i : most), 0)
}
