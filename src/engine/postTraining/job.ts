import { type PostSettings, parsePostSettings } from '../../config/postTraining'
import { parseConfig } from '../../config/validate'
import type { RankedResponses } from '../../coverage/sharpening'
import { classOf, isLanguage, isLinear, type Task } from '../../models/task'
import { parameterCount } from '../../models/transformer/layout'
import type { TokenTask } from '../../models/transformer/task'
import { scenarioOf } from '../../scenarios/registry'
import { HELD_OUT } from '../run'
import { type LanguageModel, lent, meansOf } from './languageModel'
import { onPolicyOfTables, onPolicyOfTransformers } from './onPolicy'
import type { FromPostWorker, PostRequest } from './protocol'
import { reinforcement } from './reinforce'
import { type Sharpening, sharpenTransformers } from './sharpen'
import { sharpenLinear } from './sharpenLinear'
import { distinctPrompts, rankedByTable, rankedByTransformer } from './sharpness'
import { type Between, type Cohort, postTrain } from './trainee'

type WithoutJob<Message> = Message extends unknown ? Omit<Message, 'job'> : never

/** What a job answers, but for its number and its end. */
export type PostAnswer = WithoutJob<
  Extract<FromPostWorker, { type: 'described' | 'snapshot' | 'ranked' | 'onPolicy' | 'progress' }>
>

/** A request that has been checked. */
interface Job {
  readonly request: PostRequest
  readonly task: Task
  readonly settings: PostSettings
  /** Responses behind the evaluations, and the seed of the held-out data. */
  readonly heldOut: number
  readonly seed: number
  readonly between: Between
  answer(answer: PostAnswer): void
}

/**
 * Carries out one request on the active backend.
 * @param between is waited for between parts of the work, fractions of a second each; what it throws ends the job
 * @throws Error with a sentence for a request that makes no sense or does not fit the memory
 */
export async function postTrainingJob(
  request: PostRequest,
  between: Between,
  answer: (answer: PostAnswer) => void,
): Promise<void> {
  const config = parseConfig(request.config)
  const settings = parsePostSettings(request.settings)
  if (config.decode === 'ttt') throw new Error('Post-training takes models as they are, without test-time training.')
  const task = scenarioOf(config).build(config.values)
  checkStarts(request, task)
  const { seed, M: heldOut = HELD_OUT } = config.values
  const job: Job = { request, task, settings, heldOut, seed, between, answer }
  switch (request.kind) {
    case 'onPolicy':
      return compare(job)
    case 'sharpness':
      return rank(job)
    case 'sharpen':
      return sharpen(job)
    case 'rl':
      return reinforce(job)
    default:
      throw new Error(`There is no post-training of the kind “${String(request.kind).slice(0, 40)}”.`)
  }
}

function checkStarts({ starts }: PostRequest, task: Task): void {
  if (starts.length === 0) throw new Error('Post-training needs at least one checkpoint to start from.')
  const parameters = isLanguage(task) ? parameterCount(task.shape) : classOf(task).start.length
  for (const { label, theta } of starts) {
    if (theta.length !== parameters) {
      throw new Error(`The checkpoint “${label}” has ${theta.length} parameters; the model has ${parameters}.`)
    }
    if (!theta.every(Number.isFinite)) throw new Error(`Some parameters of the checkpoint “${label}” are not finite.`)
  }
}

async function compare({ request: { starts }, task, settings, between, answer }: Job): Promise<void> {
  const scores = isLanguage(task)
    ? await onPolicyOfTransformers(task, starts, settings, between, done => answer({ type: 'progress', done }))
    : onPolicyOfTables(task, starts, settings)
  answer({ type: 'onPolicy', scores })
}

async function rank({ request: { starts }, task, settings, heldOut, between, answer }: Job): Promise<void> {
  for (const [start, { theta }] of starts.entries()) {
    await between()
    const ranked = isLanguage(task)
      ? await rankedAlone(task, theta, settings, heldOut, between)
      : rankedByTable(task, theta)
    answer({ type: 'ranked', start, ranked })
    answer({ type: 'progress', done: (start + 1) / starts.length })
  }
}

async function rankedAlone(
  task: TokenTask,
  theta: ArrayLike<number>,
  { seedPost }: PostSettings,
  heldOut: number,
  between: Between,
): Promise<RankedResponses> {
  const prompts = distinctPrompts(task, heldOut)
  const work = (model: LanguageModel) => rankedByTransformer(model, prompts, between)
  return (await lent(meansOf(task, seedPost), theta, work)).ranked
}

async function sharpen(job: Job): Promise<void> {
  const { request, task, settings, heldOut, seed, between, answer } = job
  let sharpening: Sharpening
  if (isLanguage(task)) sharpening = await sharpenTransformers(task, request.starts, settings, heldOut, seed, between)
  else if (isLinear(task)) sharpening = sharpenLinear(task, request.starts, settings, heldOut, seed)
  else throw new Error('The models of this scenario have no gradient, so they cannot be fine-tuned.')
  sharpening.ranked.forEach((ranked, start) => {
    answer({ type: 'ranked', start, ranked })
  })
  await train(sharpening, job)
}

async function reinforce(job: Job): Promise<void> {
  const { request, task, settings, heldOut, seed } = job
  if (!isLanguage(task)) throw new Error('Reinforcement is for scenarios whose responses are rewarded: graph search.')
  await train(reinforcement(task, request.starts, settings, heldOut, seed), job)
}

async function train(cohort: Cohort, { settings, between, answer }: Job): Promise<void> {
  answer({ type: 'described', description: cohort.description })
  await postTrain(cohort, settings, {
    between,
    snapshot: (start, snapshot) => answer({ type: 'snapshot', start, snapshot }),
    progress: done => answer({ type: 'progress', done }),
  })
}
