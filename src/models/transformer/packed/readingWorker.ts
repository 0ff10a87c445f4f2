/// <reference lib="webworker" />

import { createReadingDesk, type ReadingOrder } from './readingOrders'

declare const self: DedicatedWorkerGlobalScope

/** Reads for another thread. */
const carryOut = createReadingDesk(answer => {
  self.postMessage(answer, answer.rows ? [answer.rows.logits.buffer, answer.rows.rowOf.buffer] : [])
})

self.onmessage = ({ data }: MessageEvent<ReadingOrder>) => carryOut(data)
