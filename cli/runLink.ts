import type { BackendChoice } from '../src/config/config'
import { decodeLink } from '../src/config/link'
import { type Backend, openBackend } from '../src/engine/backend'
import { runToEnd } from '../src/engine/run'
import { type RunFile, runFile } from '../src/engine/runFile'
import { nodePlatform } from './platform'

/** Runs one link to its end. What was adjusted in the link goes to `say`, a sentence each. */
export async function runLink(query: string, logRatios: boolean, say: (sentence: string) => void): Promise<RunFile> {
  const { config, adjustments } = decodeLink(query)
  for (const sentence of adjustments) say(sentence)
  const { report } = await backendFor(config.backend)
  if (config.backend !== 'auto' && config.backend !== report.id) say(`${report.reason} It runs on ${report.name}.`)
  const outcome = await runToEnd(config)
  return runFile({ config, backend: report.name, changes: [], ...outcome }, { logRatios })
}

let opened: { choice: BackendChoice; backend: Promise<Backend> } | null = null

/** Links of one file mostly share a backend: it is opened again only where the choice changes. */
function backendFor(choice: BackendChoice): Promise<Backend> {
  if (opened?.choice !== choice) opened = { choice, backend: openBackend(choice, nodePlatform()) }
  return opened.backend
}
