/// <reference lib="webworker" />

import { readLogProbs } from '../../logprobs/read'
import { buffersOf } from './buffers'
import type { FromReader, ToReader } from './protocol'

declare const self: DedicatedWorkerGlobalScope

function post(message: FromReader, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, transfer)
}

self.onmessage = ({ data: { files, options } }: MessageEvent<ToReader>) => {
  const onProgress = (bytesRead: number, bytesAll: number | null, rows: number) =>
    post({ type: 'progress', bytesRead, bytesAll, rows })
  readLogProbs(files, options, { onProgress }).then(
    ({ table, problems, facts }) =>
      post({ type: 'read', table, problems, facts }, table ? buffersOf(table.blocks) : []),
    (error: unknown) => post({ type: 'failed', reason: error instanceof Error ? error.message : String(error) }),
  )
}
