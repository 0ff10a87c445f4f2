import type { BackendChoice } from '../src/config/config'
import { decodeLink } from '../src/config/link'
import { decodeSweepLink } from '../src/config/sweepLink'
import { planSweep } from '../src/config/sweepPlan'
import { type Backend, openBackend } from '../src/engine/backend'
import { runToEnd } from '../src/engine/run'
import { type RunFile, runFile } from '../src/engine/runFile'
import { shippedStarts } from '../src/engine/shipped'
import { runPlan } from '../src/engine/sweep'
import { sweepBackend } from '../src/engine/sweepBackend'
import { type SweepFile, sweepFile } from '../src/engine/sweepFile'
import { nodePlatform } from './platform'

/** Milliseconds between two words on how far a sweep is. */
const SAY_INTERVAL = 2000

/** Runs one link to its end. What was adjusted in the link goes to `say`, a sentence each. */
export async function runLink(query: string, logRatios: boolean, say: (sentence: string) => void): Promise<RunFile> {
  const { config, adjustments } = decodeLink(query)
  for (const sentence of adjustments) say(sentence)
  const { report } = await backendFor(config.backend)
  if (config.backend !== 'auto' && config.backend !== report.id) say(`${report.reason} It runs on ${report.name}.`)
  const outcome = await runToEnd(config, startOf)
  return runFile({ config, backend: report.name, changes: [], ...outcome }, { logRatios })
}

const startOf = shippedStarts(nodePlatform().readShipped)
let opened: { choice: BackendChoice; backend: Promise<Backend> } | null = null

/** Runs the sweep of a link. What was adjusted goes to `say`, and every few seconds how far it is. */
export async function runSweepLink(query: string, say: (sentence: string) => void): Promise<SweepFile> {
  const { sweep, adjustments } = decodeSweepLink(query)
  const plan = planSweep(sweep)
  for (const sentence of [...adjustments, ...plan.adjustments]) say(sentence)
  const { backend: choice } = sweep.base
  const { report } = await backendFor(sweepBackend(choice))
  if (choice !== 'auto' && choice !== report.id) say(`${report.reason} It runs on ${report.name}.`)
  const began = performance.now()
  let said = began
  const onRun = (done: number) => {
    const now = performance.now()
    if (now - said < SAY_INTERVAL) return
    said = now
    const left = ((now - began) / done) * (plan.runs.length - done)
    say(`${done} of ${plan.runs.length} runs done, about ${Math.ceil(left / 1000)} s left`)
  }
  const outcomes = await runPlan(plan.runs, onRun, startOf)
  const failures = new Set([...outcomes.values()].flatMap(({ failure }) => failure ?? []))
  for (const sentence of [...failures].slice(0, 3)) say(`a run failed and counts as infinite: ${sentence}`)
  return sweepFile(sweep, plan, outcomes, report.name)
}

/** Whether the link opens the view of sweeps. */
export function isSweep(query: string): boolean {
  return decodeLink(query).view === 'sweep'
}

/** Links of one file mostly share a backend: it is opened again only where the choice changes. */
function backendFor(choice: BackendChoice): Promise<Backend> {
  if (opened?.choice !== choice) opened = { choice, backend: openBackend(choice, nodePlatform()) }
  return opened.backend
}
