import type { PostSettings } from '../../config/postTraining'
import type { RankedResponses } from '../../coverage/sharpening'
import type { TaughtSequence, TokenTask } from '../../models/transformer/task'
import { type AskedClass, classByMass } from './askedClass'
import {
  divergenceFrom,
  LanguageLearner,
  LanguageModel,
  promptOf,
  type Surroundings,
  surroundingsOf,
} from './languageModel'
import type { PostStart } from './protocol'
import { type DistinctPrompt, distinctPrompts, rankedByTransformer } from './sharpness'
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
  const { seedPost } = settings
  const around = surroundingsOf(task, heldOut, seed, seedPost)
  const prompts = distinctPrompts(task, heldOut)
  const sequences = prompts.map(({ sequence }) => sequence)
  const asked = classByMass(task, seedPost)
  const trainees: Trainee[] = []
  const ranked: RankedResponses[] = []
  try {
    for (const { theta } of starts) {
      const trainee = createTrainee(around, theta, settings, asked, sequences)
      trainees.push(trainee)
      ranked.push(await trainee.rank(prompts, between))
    }
  } catch (error) {
    for (const trainee of trainees) trainee.dispose()
    throw error
  }
  return { description: around.description, trainees, ranked }
}

interface RankingTrainee extends Trainee {
  /** What the start finds likeliest; to be asked once, before anything else. */
  rank(prompts: readonly DistinctPrompt[], between: Between): Promise<RankedResponses>
}

function createTrainee(
  around: Surroundings,
  theta: ArrayLike<number>,
  { seedPost, etaPost, prompts: K, picks }: PostSettings,
  asked: AskedClass,
  held: readonly TaughtSequence[],
): RankingTrainee {
  const { task, evaluator } = around
  const base = new LanguageModel(around, theta)
  const learner = new LanguageLearner(around, theta, etaPost)
  let modes: readonly (readonly number[])[] = []
  return {
    async rank(prompts, between) {
      const found = await rankedByTransformer(base, prompts, between)
      modes = found.modes
      return found.ranked
    },
    async advance(step, between) {
      const fresh = Array.from({ length: K }, (_, k) => task.fresh(seedPost, asked(step, k), step, k))
      const responses = await base.draw(fresh, step, picks, between)
      const logProbs = await base.score(fresh, responses, between)
      const picked = fresh.map((sequence, k) => answered(sequence, responses[k][indexOfMost(logProbs[k])], K))
      await learner.learn(picked, step, between)
    },
    async measure(between) {
      const parameters = await learner.theta()
      const evaluation = await evaluator.evaluate(parameters, between)
      const alone = modes.map(mode => [mode])
      const measured = await learner.using(async model => ({
        ...(await divergenceFrom(around, model, base, between)),
        modeLogProbs: Float64Array.from(await model.score(held, alone, between), ([log]) => log),
      }))
      return { evaluation, reward: null, ...measured, theta: parameters }
    },
    dispose() {
      learner.dispose()
      base.dispose()
    },
  }
}

function answered(sequence: TaughtSequence, response: readonly number[], K: number) {
  const prompt = promptOf(sequence)
  return { tokens: [...prompt, ...response], responseFrom: prompt.length, weight: 1 / K }
}

/** The first of equal ones. */
export function indexOfMost(values: Float64Array): number {
  return values.reduce((most, value, i) => (value > values[most] ? i : most), 0)
}
