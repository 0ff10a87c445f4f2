import type { PostSettings } from '../src/config/postTraining'
import { passAtN } from '../src/coverage/bestOfN'
import { successProbabilities } from '../src/coverage/passEstimates'
import { coverageAt, coverageProfile } from '../src/coverage/profile'
import { rankCorrelation } from '../src/coverage/rankCorrelation'
import { createTransformerEvaluator } from '../src/models/transformer/evaluator'
import { LARGER, RARE_CLASS, type Reached, SETTINGS, shippedStarts, TARGET } from './rlRuns'

const THE_PICK = 'graph-two-rules-step-120'
const LEAST_KL = 'graph-two-rules-step-1500'
/** Held-out responses behind what is said of the checkpoints themselves. */
const HELD_OUT = 2000

/** Steps of one checkpoint over the seeds; what was not reached counts as ∞. */
export function stepsOf(results: readonly Reached[], start: string): number[] {
  return results.filter(one => one.start === start).map(({ steps }) => steps ?? Number.POSITIVE_INFINITY)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** How the tournament's pick fares against the checkpoint of least KL, seed by seed. */
export function paired(results: readonly Reached[]) {
  const [pick, least] = [THE_PICK, LEAST_KL].map(start => stepsOf(results, start))
  const sooner = pick.filter((steps, i) => steps < least[i]).length
  const later = pick.filter((steps, i) => steps > least[i]).length
  return { pick, least, sooner, later, ties: pick.length - sooner - later, p: signTest(sooner, later) }
}

/** One-sided sign test: how often as many or more of the untied pairs would go this way by a fair coin. */
export function signTest(sooner: number, later: number): number {
  const n = sooner + later
  let tail = 0
  let binomial = 1
  for (let k = 0; k <= n; k++) {
    if (k >= sooner) tail += binomial / 2 ** n
    binomial = (binomial * (n - k)) / (k + 1)
  }
  return Math.min(1, tail)
}

const shown = (steps: number): string => (Number.isFinite(steps) ? String(steps) : `more than ${SETTINGS.steps}`)
const range = (values: readonly number[]): string => `${shown(Math.min(...values))}–${shown(Math.max(...values))}`

/** docs/rl.md. */
export async function reportOf(results: readonly Reached[], larger: readonly Reached[]): Promise<string> {
  const checkpoints = await measuredCheckpoints()
  return `# Reinforcement from three checkpoints of graph-two-rules

Written by \`npm run rl\`. A step of RL draws ${SETTINGS.prompts} fresh graphs of class ${RARE_CLASS}, ${SETTINGS.group} paths for each from the model itself, and follows their group-normalised rewards by Adam, without a KL penalty. Only class ${RARE_CLASS} is asked: the model cannot tell its graphs from those of class 1 (a parity decides, which it has not learned), so that on the mixture the rule of the larger class would win. All checkpoints of a seed meet the same graphs and the same draws. Counted are the steps until Pass@1 on 64 held-out graphs of class ${RARE_CLASS}, from the exact probability of the right path, is at least ${TARGET}. Target and settings were fixed before these seeds were run; the step size was chosen among 0.0001, 0.0003 and 0.001 on seed 1000.

## The checkpoints

| checkpoint | ${QUANTITIES.map(({ name }) => name).join(' | ')} |
| --- | ${QUANTITIES.map(() => '---').join(' | ')} |
${checkpoints.map(({ label, numbers }) => `| \`${label}\` | ${numbers.map(value => value.toFixed(3)).join(' | ')} |`).join('\n')}

From ${HELD_OUT.toLocaleString('en-US')} held-out responses, half of them of class ${RARE_CLASS}. Classes 1 and 2 are mixed 9 : 1, as in fine-tuning.

## Steps to the target

${stepTable(results, checkpoints, SETTINGS)}

${stepTable(larger, checkpoints, LARGER)}
`
}

function stepTable(
  results: readonly Reached[],
  checkpoints: readonly MeasuredCheckpoint[],
  { etaPost, evaluate }: PostSettings,
): string {
  const seeds = [...new Set(results.map(({ seed }) => seed))]
  const { sooner, later, ties, p } = paired(results)
  const medians = checkpoints.map(({ label }) => median(stepsOf(results, label)))
  const rows = checkpoints.map(({ label }, i) => {
    const own = stepsOf(results, label)
    const kl = median(results.filter(({ start }) => start === label).map(({ klToStart }) => klToStart))
    return `| \`${label}\` | ${shown(medians[i])} | ${range(own)} | ${own.map(shown).join(', ')} | ${kl.toFixed(2)} |`
  })
  const correlations = QUANTITIES.map(({ name }, q) => {
    const ofAll = checkpoints.map(({ numbers }) => numbers[q])
    return `${name} ${rankCorrelation(medians, ofAll).toFixed(1)}`
  })
  const often = evaluate === 1 ? 'after every step' : `after every ${evaluate} steps`
  return `With η = ${etaPost}, Pass@1 looked at ${often}, seeds ${seeds[0]}–${seeds[seeds.length - 1]}:

| start | median | range | seed by seed | KL from the start then, nats |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

The tournament’s checkpoint (step 120) needs fewer steps than the one of least KL (step 1500) in ${sooner} of ${seeds.length} pairs, more in ${later}, as many in ${ties}: one-sided sign test p = ${p.toPrecision(2)}. Rank correlation of the median with what is known of the three checkpoints beforehand: ${correlations.join(', ')}.`
}

interface MeasuredCheckpoint {
  readonly label: string
  /** One for each of the quantities. */
  readonly numbers: readonly number[]
}

/** What a checkpoint shows on held-out responses. */
interface Shown {
  readonly kl: number
  /** R of the responses to all classes, and their weights. */
  readonly logRatios: Float32Array
  readonly weights: Float64Array | null
  /** R and p_x of the rare class. */
  readonly rareRatios: Float32Array
  readonly rare: Float64Array
}

const passOfRare = (N: number) => ({
  name: `Pass@${N} of class ${RARE_CLASS}`,
  of: ({ rare }: Shown) => passAtN(rare, null, N),
})

const QUANTITIES: readonly { readonly name: string; of(shown: Shown): number }[] = [
  { name: 'KL', of: ({ kl }) => kl },
  { name: 'Cov_6', of: ({ logRatios, weights }) => coverageAt(coverageProfile(logRatios, weights), 6) },
  { name: `Cov_6 of class ${RARE_CLASS}`, of: ({ rareRatios }) => coverageAt(coverageProfile(rareRatios, null), 6) },
  passOfRare(1),
  passOfRare(SETTINGS.group),
]

async function measuredCheckpoints(): Promise<MeasuredCheckpoint[]> {
  const { starts, task, config } = await shippedStarts()
  const { description, evaluate } = createTransformerEvaluator(task, HELD_OUT, config.values.seed, { draws: false })
  const { candidates, weights, prompt } = description
  const ofRare = (_: number, i: number) => prompt[i] === RARE_CLASS - 1
  const all: MeasuredCheckpoint[] = []
  for (const { label, theta } of starts) {
    const { kl, logRatios, candidates: scores } = await evaluate(theta)
    const rare = successProbabilities(candidates!, scores!.logProbs, 'rewarded')!.filter(ofRare)
    const shown = { kl, logRatios, weights, rareRatios: logRatios.filter(ofRare), rare }
    all.push({ label, numbers: QUANTITIES.map(({ of }) => of(shown)) })
  }
  return all
}
