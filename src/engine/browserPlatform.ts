/// <reference lib="webworker" />

import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import type { Platform } from './backend'
import { shippedUnder } from './shippedUnder'

/** The page's own folder, from a worker: built, its file lies in a folder of its own. */
const HOME = new URL(import.meta.env.DEV ? '/' : '../', self.location.href)

/** What a browser's worker offers; `threads` may be more than one only on a cross-origin isolated page. */
export function browserPlatform(threads: number): Platform {
  return {
    gpu: navigator.gpu,
    wasmPaths: {
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      'tfjs-backend-wasm-threaded-simd.wasm': threaded,
    },
    threads,
    readShipped: shippedUnder(HOME),
  }
}
