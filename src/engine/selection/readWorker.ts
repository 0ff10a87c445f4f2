/// <reference lib="webworker" />

import { readLogProbs } from '../../logprobs/read'
import { readingProblems } from '../../logprobs/reading'
import type { Source } from '../../logprobs/source'
import type { Reading } from '../../logprobs/table'
import { buffersIn } from '../buffers'
import type { FromReader, NamedFile, ToReader } from './protocol'

declare const self: DedicatedWorkerGlobalScope

/** Asked about once, here, where the numbers are. */
const MEANS: Reading = { base: 'e', scale: 'mean', sign: 'log-probability' }

function post(message: FromReader, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, transfer)
}

function sourceOf({ name, file }: NamedFile): Source {
  return { name, size: file.size, stream: () => file.stream(), slice: (start, end) => file.slice(start, end) }
}

self.onmessage = ({ data: { files, options } }: MessageEvent<ToReader>) => {
  const onProgress = (bytesRead: number, bytesAll: number | null, rows: number) =>
    post({ type: 'progress', bytesRead, bytesAll, rows })
  readLogProbs(files.map(sourceOf), options, { onProgress }).then(
    ({ table, ...read }) => {
      const ofMeans = table ? readingProblems(table, MEANS) : []
      post({ type: 'read', table, ...read, ofMeans }, buffersIn(table))
    },
    (error: unknown) => post({ type: 'failed', reason: error instanceof Error ? error.message : String(error) }),
  )
}
