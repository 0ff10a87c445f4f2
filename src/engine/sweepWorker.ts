/// <reference lib="webworker" />

import { parseConfig } from '../config/validate'
import { openBackend } from './backend'
import { browserPlatform } from './browserPlatform'
import { shippedStarts } from './shipped'
import { sideBySide } from './sideBySide'
import { type OnProgress, outcomesOf } from './sweep'
import type { FromSweepWorker, SweepNews, ToSweepWorker } from './sweepProtocol'
import type { AskedRun, RunOutcome } from './sweepRun'

declare const self: DedicatedWorkerGlobalScope

const platform = browserPlatform(1)
const startOf = shippedStarts(platform.readShipped)

const post = (message: FromSweepWorker): void => self.postMessage(message)

/** Milliseconds between two messages: short runs are told of together. */
const INTERVAL = 50

async function receive(message: ToSweepWorker): Promise<void> {
  if (message.type === 'open') {
    const backend = await openBackend(message.backend, platform)
    void backend.lost.then(reason => post({ type: 'failed', reason: `the graphics device was lost (${reason})` }))
    post({ type: 'opened', backend: backend.report.name })
    return
  }
  await train(message.runs)
}

async function train(runs: readonly AskedRun[]): Promise<void> {
  let steps = 0
  let done: RunOutcome[][] = []
  let last = performance.now()
  const tell = (sofar: SweepNews['sofar']) => {
    post({ type: 'news', steps, done, sofar })
    steps = 0
    done = []
    last = performance.now()
  }
  const onProgress: OnProgress = (more, sofar) => {
    steps += more
    if (performance.now() - last >= INTERVAL) tell(sofar())
  }
  const checked = runs.map(({ config, tails }) => ({ config: parseConfig(config), tails }))
  for (const part of sideBySide(checked)) {
    // Awaited by itself: `done` is another once it has been told.
    const outcomes = await outcomesOf(part, onProgress, startOf)
    done.push(...outcomes)
    if (performance.now() - last >= INTERVAL) tell([])
  }
  tell([])
}

/** One after the other: what is asked for while runs are trained comes after them. */
let work: Promise<void> = Promise.resolve()

self.onmessage = ({ data }: MessageEvent<ToSweepWorker>) => {
  work = work
    .then(() => receive(data))
    .catch((error: unknown) => {
      post({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
    })
}
