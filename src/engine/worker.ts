/// <reference lib="webworker" />

import { browserPlatform } from './browserPlatform'
import type { ToWorker } from './protocol'
import { Session } from './session'

declare const self: DedicatedWorkerGlobalScope

// More threads than this do not help models of this size, and would take the machine from the page. TensorFlow.js itself
// never uses more than half of the cores; asking it for one thread spares the page its pool of idle ones.
const MOST_THREADS = 4

const threads = self.crossOriginIsolated ? Math.min(MOST_THREADS, Math.floor(navigator.hardwareConcurrency / 2)) : 1

const session = new Session(browserPlatform(threads), (message, transfer = []) => self.postMessage(message, transfer))

self.onmessage = ({ data }: MessageEvent<ToWorker>) => session.receive(data)
