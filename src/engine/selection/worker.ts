/// <reference lib="webworker" />

import type { ToSelectionWorker } from './protocol'
import { serve } from './serve'

declare const self: DedicatedWorkerGlobalScope

const receive = serve(message => self.postMessage(message))

self.onmessage = ({ data }: MessageEvent<ToSelectionWorker>) => receive(data)
