import { encodeLink } from '../config/link'
import { historySteps } from '../config/sweepHistory'
import { type DecodedSweep, decodeSweepLink } from '../config/sweepLink'
import { type Measures, SWEEP_METRICS } from '../config/sweepMetrics'
import { planSweep } from '../config/sweepPlan'
import { z } from '../config/zod'
import { count, fileProblem, numberInFile, numbersInFile } from './fileNumbers'
import type { Outcomes } from './sweep'
import type { RunOutcome } from './sweepRun'

/** A sweep as a file tells of it. */
export interface OpenedSweep {
  readonly sweep: DecodedSweep['sweep']
  /** By the keys of the sweep's plan. */
  readonly outcomes: Outcomes
  readonly backend: string
  /** A sentence for each thing that was not taken as written. */
  readonly notes: readonly string[]
}

const measures = z.object(
  Object.fromEntries(SWEEP_METRICS.map(({ id }) => [id, numberInFile])) as Record<keyof Measures, typeof numberInFile>,
)

const schema = z.object({
  link: z.string(),
  backend: z.string().max(200),
  runs: z.array(
    z.object({
      link: z.string(),
      measures,
      facts: z.object({ inherentVariance: z.number().nullable(), parameters: count }).optional(),
      history: z
        .object({ steps: z.array(count), kl: numbersInFile(Float64Array), coverage: numbersInFile(Float64Array) })
        .optional(),
      failure: z.string().max(1000).optional(),
    }),
  ),
})

type Parsed = z.infer<typeof schema>['runs'][number]

/**
 * Reads a sweep of the format `coverage-lab/sweep@1`.
 * @throws Error with a sentence for anything else
 */
export function decodeSweep(document: unknown): OpenedSweep {
  const parsed = schema.safeParse(document)
  if (!parsed.success) throw new Error(fileProblem(parsed.error))
  const { link, backend, runs } = parsed.data
  const { sweep, adjustments } = decodeSweepLink(link)
  const byLink = new Map(runs.map(run => [run.link, run]))
  const outcomes = new Map<string, RunOutcome>()
  let taken = 0
  for (const { config, tails, keys } of planSweep(sweep).runs) {
    tails.forEach((N, i) => {
      const run = byLink.get(`?${encodeLink({ ...config, values: { ...config.values, N } })}`)
      if (!run) return
      taken++
      outcomes.set(keys[i], outcomeOf(run, historySteps(config.values)))
    })
  }
  if (taken === 0 && runs.length > 0) throw new Error('None of its runs belongs to the sweep that it names.')
  const rest = byLink.size - taken
  const left = rest > 0 ? [`${rest} of its runs do not belong to the sweep that it names and were left out.`] : []
  return { sweep, outcomes, backend, notes: [...adjustments, ...left] }
}

function outcomeOf({ measures, facts, history, failure }: Parsed, steps: readonly number[]): RunOutcome {
  if (history) {
    const { kl, coverage } = history
    const alike = history.steps.length === steps.length && history.steps.every((step, i) => step === steps[i])
    if (!alike || kl.length !== steps.length || coverage.length !== steps.length) {
      throw new Error('The history of one of its runs is not at the steps at which such a run is measured.')
    }
  }
  return {
    measures,
    facts: facts ?? null,
    history: history ? { kl: history.kl, coverage: history.coverage } : null,
    failure: failure ?? null,
  }
}
