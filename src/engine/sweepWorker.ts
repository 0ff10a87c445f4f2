/// <reference lib="webworker" />

import { parseConfig } from '../config/validate'
import { openBackend } from './backend'
import { browserPlatform } from './browserPlatform'
import { outcomesOf } from './sweep'
import type { FromSweepWorker, ToSweepWorker } from './sweepProtocol'

declare const self: DedicatedWorkerGlobalScope

const post = (message: FromSweepWorker): void => self.postMessage(message)

async function receive(message: ToSweepWorker): Promise<void> {
  if (message.type === 'open') {
    const backend = await openBackend(message.backend, browserPlatform(1))
    void backend.lost.then(reason => post({ type: 'failed', reason: `the graphics device was lost (${reason})` }))
    post({ type: 'opened', backend: backend.report.name })
    return
  }
  const { config, tails } = message
  const outcomes = await outcomesOf({ config: parseConfig(config), tails }, (steps, sofar) =>
    post({ type: 'progress', steps, sofar }),
  )
  post({ type: 'done', outcomes })
}

self.onmessage = ({ data }: MessageEvent<ToSweepWorker>) => {
  receive(data).catch((error: unknown) => {
    post({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
  })
}
