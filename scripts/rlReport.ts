import { exactPassAtN, successProbabilities } from '../src/coverage/passEstimates'
import { coverageAt, coverageProfile } from '../src/coverage/profile'
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
  const { starts } = await shippedStarts()
  return `# Reinforcement from three checkpoints of graph-two-rules

Written by \`npm run rl\`. A step of RL draws ${SETTINGS.prompts} fresh graphs of class ${RARE_CLASS}, ${SETTINGS.group} paths for each from the model itself, and follows their group-normalised rewards by Adam. Only class ${RARE_CLASS} is asked: the model cannot tell its graphs from those of class 1 (a parity decides, which it has not learned), so that on the mixture the rule of the larger class would win. All checkpoints of a seed meet the same graphs and the same draws. Counted are the steps until Pass@1 on 64 held-out graphs of class ${RARE_CLASS}, from the exact probability of the right path, is at least ${TARGET}; it is looked at every second step. Target and settings were fixed before these seeds were run; the step size was chosen on another one.

## The checkpoints

${await checkpointTable()}

Cov_6 and KL are over the fine-tuning mixture; ${HELD_OUT.toLocaleString('en-US')} held-out responses.

## Steps to the target

${stepTable(
  results,
  starts.map(({ label }) => label),
  SETTINGS.etaPost,
)}

${
  larger.length > 0
    ? stepTable(
        larger,
        starts.map(({ label }) => label),
        LARGER.etaPost,
      )
    : ''
}
`
}

function stepTable(results: readonly Reached[], starts: readonly string[], eta: number): string {
  const seeds = [...new Set(results.map(({ seed }) => seed))]
  const { sooner, later, ties, p } = paired(results)
  const rows = starts.map(start => {
    const own = stepsOf(results, start)
    const kl = median(results.filter(one => one.start === start).map(({ klToStart }) => klToStart))
    return `| \`${start}\` | ${shown(median(own))} | ${range(own)} | ${own.map(shown).join(', ')} | ${kl.toFixed(2)} |`
  })
  return `With η = ${eta}, seeds ${seeds[0]}–${seeds[seeds.length - 1]}:

| start | median | range | by seed | KL from the start then, nats |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

The tournament’s checkpoint needs fewer steps than the one of least KL in ${sooner} of ${seeds.length} pairs, more in ${later}, as many in ${ties}: one-sided sign test p = ${p.toPrecision(2)}.`
}

async function checkpointTable(): Promise<string> {
  const { starts, task, config } = await shippedStarts()
  const { description, evaluate } = createTransformerEvaluator(task, HELD_OUT, config.values.seed, { draws: false })
  const { candidates, weights, prompt, strata } = description
  const ofRare = (i: number) => prompt[i] === RARE_CLASS - 1
  const rows: string[] = []
  for (const { label, theta } of starts) {
    const { kl, logRatios, candidates: scores } = await evaluate(theta)
    const successes = successProbabilities(candidates!, scores!.logProbs, 'rewarded')!
    const rare = successes.filter((_, i) => ofRare(i))
    const alone = [{ mass: 1, samples: rare.length }]
    const numbers = [
      kl,
      coverageAt(coverageProfile(logRatios, weights), 6),
      coverageAt(
        coverageProfile(
          logRatios.filter((_, i) => ofRare(i)),
          null,
        ),
        6,
      ),
      exactPassAtN(rare, alone, 1).value,
      exactPassAtN(rare, alone, SETTINGS.group).value,
      exactPassAtN(rare, alone, 12).value,
      exactPassAtN(successes, strata, 12).value,
    ]
    rows.push(`| \`${label}\` | ${numbers.map(value => value.toFixed(3)).join(' | ')} |`)
  }
  return `| checkpoint | KL, nats | Cov_6 | Cov_6 of class ${RARE_CLASS} | its Pass@1 | its Pass@${SETTINGS.group} | its Pass@12 | Pass@12 of the mixture |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}`
}
