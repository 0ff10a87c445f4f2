/// <reference lib="webworker" />

import { parseConfig } from '../config/validate'
import { openBackend } from './backend'
import { browserPlatform } from './browserPlatform'
import { shippedStarts } from './shipped'
import { type OnProgress, outcomesOf } from './sweep'
import type { FromSweepWorker, ToSweepWorker } from './sweepProtocol'

declare const self: DedicatedWorkerGlobalScope

const platform = browserPlatform(1)
const startOf = shippedStarts(platform.readShipped)

const post = (message: FromSweepWorker): void => self.postMessage(message)

async function receive(message: ToSweepWorker): Promise<void> {
  if (message.type === 'open') {
    const backend = await openBackend(message.backend, platform)
    void backend.lost.then(reason => post({ type: 'failed', reason: `the graphics device was lost (${reason})` }))
    post({ type: 'opened', backend: backend.report.name })
    return
  }
  const { config, tails } = message
  const onProgress: OnProgress = (steps, sofar) => post({ type: 'progress', steps, sofar })
  const outcomes = await outcomesOf({ config: parseConfig(config), tails }, onProgress, startOf)
  post({ type: 'done', outcomes })
}

self.onmessage = ({ data }: MessageEvent<ToSweepWorker>) => {
  receive(data).catch((error: unknown) => {
    post({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
  })
}
