import { join } from 'node:path'
import { threads as startedFromFiles } from '../build/threads'
import { nodePlatform } from '../cli/platform'
import { bundle } from '../scripts/bundle'
import { decodeLink } from '../src/config/link'
import { shippedStarts } from '../src/engine/shipped'
import { SCENARIOS } from '../src/scenarios/registry'
import type { EvaluationOrder, EvaluationTimes } from './evaluationRuns'
import { ask, withPage } from './race/browser'
import { keep, median, say, table, words } from './report'

/**
 * What share of a run goes into evaluating it, for every scenario as it opens, on WASM, one thread, in a worker of a page:
 * whole runs with their evaluations beside runs that are only read where they would be evaluated. So what a run makes only
 * once, and the garbage that evaluations leave, count.
 */
const SECONDS = 6

const asked = process.env.SCENARIOS?.split(',')
const files = await bundle(join(import.meta.dirname, 'evaluationRuns.ts'), [startedFromFiles()])
const startOf = shippedStarts(nodePlatform().readShipped)
const rows = []
for (const { id } of SCENARIOS) {
  if (asked && !asked.includes(id)) continue
  const start = (await startOf(decodeLink(`scenario=${id}`).config))?.checkpoint ?? null
  // Isolated, since only there the clock goes by microseconds. In a browser of its own: compiled code is of this scenario only.
  const times = await withPage(files, { flags: [], isolated: true }, page =>
    ask<EvaluationOrder, EvaluationTimes>(page, { scenario: id, start, seconds: SECONDS }),
  )
  keep(id, times)
  const { rule, evaluations } = times
  const [training, evaluating] = [times.training, times.evaluating].map(median)
  const share = 1 / (1 + (training * (evaluations - 1)) / (evaluating * evaluations))
  rows.push([id, rule, evaluations, words(training), words(evaluating), `${(100 * share).toFixed(0)} %`])
}
say('Milliseconds.')
table(['scenario', 'rule', 'evaluations of a run', 'steps between two', 'one evaluation', 'share of evaluating'], rows)
