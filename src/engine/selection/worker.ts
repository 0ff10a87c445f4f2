/// <reference lib="webworker" />

import type { ToSelectionWorker } from './protocol'
import { serve } from './serve'

declare const self: DedicatedWorkerGlobalScope

const receive = serve((message, transfer) => self.postMessage(message, transfer))

self.onmessage = ({ data }: MessageEvent<ToSelectionWorker>) => receive(data)
