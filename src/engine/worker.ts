/// <reference lib="webworker" />

import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import type { ToWorker } from './protocol'
import { Session } from './session'

declare const self: DedicatedWorkerGlobalScope

// More threads than this do not help models of this size, and would take the machine from the page. TensorFlow.js itself
// never uses more than half of the cores; asking it for one thread spares the page its pool of idle ones.
const MOST_THREADS = 4

const session = new Session(
  {
    gpu: navigator.gpu,
    wasmPaths: {
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      'tfjs-backend-wasm-threaded-simd.wasm': threaded,
    },
    threads: self.crossOriginIsolated ? Math.min(MOST_THREADS, Math.floor(navigator.hardwareConcurrency / 2)) : 1,
  },
  (message, transfer = []) => self.postMessage(message, transfer),
)

self.onmessage = ({ data }: MessageEvent<ToWorker>) => session.receive(data)
