import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type { Platform } from '../src/engine/backend'

/** The folder of the checkpoints that ship with the lab. */
export const SHIPPED = join(import.meta.dirname, '..', 'public', 'checkpoints')

/** Node without a browser: no WebGPU, and WASM on one thread, since tfjs's thread workers need a browser's. */
export function nodePlatform(): Platform {
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')
  return {
    gpu: undefined,
    wasmPaths: join(dirname(wasm), 'dist') + sep,
    threads: 1,
    readShipped: async file => Uint8Array.from(await readFile(join(SHIPPED, file))),
  }
}
