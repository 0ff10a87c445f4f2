import type { PostSettings } from '../../config/postTraining'
import type { TokenSequence } from '../../models/transformer/batch'
import type { TaughtSequence, TokenTask } from '../../models/transformer/task'
import { groupAdvantages, klWeights } from '../../training/policyGradient'
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
import type { Cohort, Trainee } from './trainee'

/**
 * Reinforcement learning with a verifiable reward, 1 for a response that obeys the rule of its prompt's class and 0 for any other:
 * every step draws fresh prompts and a group of responses to each from the model itself, and follows
 * mean over prompts and responses of (A_g + β·k_g) ∇log π(y_g|x), with group-normalised advantages A (`groupAdvantages`) and
 * the unbiased gradient of the KL penalty (`klWeights`), by Adam.
 * @param heldOut responses behind the evaluations
 * @param seed of the run, for the held-out data
 * @throws Error with a sentence where nothing is rewarded, for a class that is not there, or if memory is too small
 */
export function reinforcement(
  task: TokenTask,
  starts: readonly PostStart[],
  settings: PostSettings,
  heldOut: number,
  seed: number,
): Cohort {
  const { of, seedPost, etaPost } = settings
  const { classes } = task
  if (!task.heldOut(0, 0).answers)
    throw new Error('Nothing is rewarded in this scenario, so there is nothing to reinforce.')
  if (of > classes.length) {
    throw new Error(`of is ${of}; this run has classes 1 to ${classes.length}, and 0 stands for all of them.`)
  }
  const around = surroundingsOf(task, heldOut, seed, seedPost)
  const asked = of > 0 ? () => of - 1 : classByMass(task, seedPost)
  const trainees = starts.map(({ theta }) => createTrainee(around, settings, asked, theta, etaPost))
  return { description: around.description, trainees }
}

function createTrainee(
  around: Surroundings,
  { prompts: K, group: G, beta, seedPost }: PostSettings,
  asked: AskedClass,
  theta: ArrayLike<number>,
  etaPost: number,
): Trainee {
  const { task, evaluator } = around
  const learner = new LanguageLearner(around, theta, etaPost)
  const start = new LanguageModel(around, theta)
  let rewarded = 0
  let drawn = 0
  return {
    async advance(step, between) {
      const sequences = Array.from({ length: K }, (_, k) => task.fresh(seedPost, asked(step, k), step, k))
      const weighted = await learner.using(async model => {
        const responses = await model.draw(sequences, step, G, between)
        const rewards = sequences.map(({ answers }, k) =>
          Float64Array.from(responses[k], response => Number(answers?.verdict(response) === 'rewarded')),
        )
        rewarded += rewards.flatMap(own => Array.from(own)).reduce((sum, reward) => sum + reward, 0)
        drawn += K * G
        const weights = rewards.map(groupAdvantages)
        if (beta > 0) {
          const own = await model.score(sequences, responses, between)
          const before = await start.score(sequences, responses, between)
          own.forEach((logs, k) => {
            klWeights(logs.map((log, g) => log - before[k][g])).forEach((weight, g) => {
              weights[k][g] += beta * weight
            })
          })
        }
        return sequences.flatMap((sequence, k) => weightedResponses(sequence, responses[k], weights[k], K * G))
      })
      await learner.learn(weighted, step, between)
    },
    async measure(between) {
      const reward = drawn > 0 ? rewarded / drawn : null
      rewarded = 0
      drawn = 0
      const parameters = await learner.theta()
      const evaluation = await evaluator.evaluate(parameters, between)
      const divergence = await learner.using(model => divergenceFrom(around, model, start, between))
      return { evaluation, reward, ...divergence, modeLogProbs: null, theta: parameters }
    },
    dispose() {
      learner.dispose()
      start.dispose()
    },
  }
}

/** The responses to a prompt as sequences that count by their weights over the number of all; equal ones are one, by all of theirs. */
function weightedResponses(
  sequence: TaughtSequence,
  responses: readonly (readonly number[])[],
  weights: Float64Array,
  all: number,
): TokenSequence[] {
  const prompt = promptOf(sequence)
  const distinct = new Map<string, { response: readonly number[]; weight: number }>()
  responses.forEach((response, g) => {
    const before = distinct.get(response.join())?.weight ?? 0
    distinct.set(response.join(), { response, weight: before + weights[g] / all })
  })
  return [...distinct.values()].map(({ response, weight }) => ({
    tokens: [...prompt, ...response],
    responseFrom: prompt.length,
    weight,
  }))
}
