import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { opened } from '../cli/measured'
import { nodePlatform } from '../cli/platform'
import { type PostSettings, postDefaults } from '../src/config/postTraining'
import { successProbabilities } from '../src/coverage/passEstimates'
import { reinforcement } from '../src/engine/postTraining/reinforce'
import { postTrain } from '../src/engine/postTraining/trainee'
import { shippedFor } from '../src/engine/shipped'
import { isLanguage } from '../src/models/task'
import { scenarioOf } from '../src/scenarios/registry'
import { LINK, RARE_CLASS, type ReachedTarget, SETTINGS, TARGET, writeReport } from './rlReport'

/**
 * How many steps of RL each shipped checkpoint of graph-two-rules needs on the rare class: `npm run rl`. Results are kept in
 * `.cache/rl`, seed by seed, so that it goes on where it was ended; minutes a seed on one core. `npm run rl -- 0-9 etaPost=0.001`
 * names other seeds and settings; docs/rl.md is written from all that is there of the settings in SETTINGS.
 */
const FOLDER = join(import.meta.dirname, '..', '.cache', 'rl')

async function main([seeds = '0-9', ...changes]: readonly string[]): Promise<void> {
  const [first, last = first] = seeds.split('-').map(Number)
  const given = changes.map(change => change.split('='))
  const settings = { ...SETTINGS, ...Object.fromEntries(given.map(([id, value]) => [id, Number(value)])) }
  const { config } = await opened(LINK)
  const task = scenarioOf(config).build(config.values)
  if (!isLanguage(task)) throw new Error('Graphs are learned by transformers.')
  const shipped = await shippedFor(config, nodePlatform().readShipped)
  const starts = await Promise.all(shipped.map(async ({ name, theta }) => ({ label: name, theta: await theta() })))
  mkdirSync(FOLDER, { recursive: true })
  for (let seed = first; seed <= last; seed++) {
    const file = join(FOLDER, `${Object.values(settings).join('_')}.jsonl`)
    const own: PostSettings = { ...postDefaults('transformer'), ...settings, seedPost: seed }
    const known = resultsOf(file)
    if (known.some(result => result.seed === seed)) continue
    const reached: ReachedTarget[] = []
    const { values } = config
    const cohort = reinforcement(task, starts, own, values.M, values.seed)
    const { candidates, prompt } = cohort.description.measured
    await postTrain(cohort, own, {
      between: async () => {},
      snapshot() {},
      isEnough(start, { step, evaluation, klToStart }) {
        const successes = successProbabilities(candidates!, evaluation.candidates!.logProbs, 'rewarded')!
        const rare = successes.filter((_, i) => prompt[i] === RARE_CLASS - 1)
        const passAt1 = rare.reduce((sum, p) => sum + p, 0) / rare.length
        const done = passAt1 >= TARGET
        if (!done && step < own.steps) return false
        reached.push({ seed, start: starts[start].label, steps: done ? step : null, passAt1, klToStart })
        console.log(JSON.stringify(reached.at(-1)))
        return true
      },
    })
    appendFileSync(file, `${reached.map(result => JSON.stringify(result)).join('\n')}\n`)
  }
  const main = join(FOLDER, `${Object.values(SETTINGS).join('_')}.jsonl`)
  await writeReport(resultsOf(main), shipped)
}

function resultsOf(file: string): ReachedTarget[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}

await main(process.argv.slice(2))
