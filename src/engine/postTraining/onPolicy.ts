import type { PostSettings } from '../../config/postTraining'
import { onPolicyResponses } from '../../models/sequences/onPolicy'
import { classOf, type TableTask } from '../../models/task'
import type { TokenTask } from '../../models/transformer/task'
import { Stream } from '../../random/streams'
import { EVALUATION_BLOCK, heldOutPrompts, lent, meansOf } from './languageModel'
import type { OnPolicyScores, PostStart } from './protocol'
import type { Between } from './trainee'

/** Numbers that scores may take together: 32 MB. */
const MOST_SCORES = 2 ** 22

/**
 * Responses of every table of next-token probabilities, scored by every one of them: all there are where they can be enumerated,
 * else `prompts`·`group` samples for x ~ μ.
 */
export function onPolicyOfTables(
  task: TableTask,
  starts: readonly PostStart[],
  settings: PostSettings,
): OnPolicyScores {
  const { prompts, group, seedPost } = settings
  const models = classOf(task)
  const tables = starts.map(({ theta }) => models.logProbabilities(theta))
  const most = Math.floor(MOST_SCORES / starts.length ** 2)
  const samples = Math.max(1, Math.min(most, prompts * group))
  const stream = new Stream(seedPost, 'postResponses')
  const all = onPolicyResponses(task, tables, stream, samples, most)
  return { own: all.scored, exact: all.exact, how: all.how, prompts: all.exact ? 0 : samples }
}

/**
 * `group` responses of every transformer to each of `prompts` held-out prompts of every class, scored by every one of them. All
 * draw with the same random numbers.
 * @param done is told how far it is, from 0 to 1
 */
export async function onPolicyOfTransformers(
  task: TokenTask,
  starts: readonly PostStart[],
  { prompts: each, group, seedPost }: PostSettings,
  between: Between,
  done: (share: number) => void,
): Promise<OnPolicyScores> {
  const { classes } = task
  const M = starts.length
  const scores = M * M * classes.length * each * group
  if (scores > MOST_SCORES) {
    throw new Error(
      `${M} checkpoints with ${classes.length * each * group} responses each make ${scores.toLocaleString('en-US')} scores; ${MOST_SCORES.toLocaleString('en-US')} is the most. Fewer prompts or responses to each make it fit.`,
    )
  }
  const means = meansOf(task, seedPost)
  const sequences = heldOutPrompts(task, each)
  const drawn: number[][][][] = []
  for (const i of starts.keys()) {
    drawn.push(await lent(means, starts[i].theta, model => model.draw(sequences, EVALUATION_BLOCK, group, between)))
    done((i + 1) / (2 * M))
  }
  const logProbs = starts.map(() => starts.map(() => new Float64Array(sequences.length * group)))
  // Responses of all candidates at once: each scorer reads a prompt once.
  const together = sequences.map((_, x) => drawn.flatMap(own => own[x]))
  for (const j of starts.keys()) {
    const logs = await lent(means, starts[j].theta, model => model.score(sequences, together, between))
    logs.forEach((ofPrompt, x) => {
      for (const i of starts.keys()) logProbs[i][j].set(ofPrompt.subarray(i * group, (i + 1) * group), x * group)
    })
    done(0.5 + (j + 1) / (2 * M))
  }
  const masses = classes.map(({ mass }) => mass / (each * group))
  const weights = Float64Array.from(logProbs[0][0], (_, k) => masses[Math.floor(k / (each * group))])
  return {
    own: logProbs.map(rows => ({ logProbs: rows, weights })),
    exact: false,
    how: `from ${group} responses to each of ${each} held-out prompts${classes.length > 1 ? ' of each class' : ''}`,
    prompts: sequences.length,
  }
}
