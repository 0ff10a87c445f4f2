import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)

const START_THREAD =
  /const response = wasmWorkerContents[^;]*;\s*const blob = new Blob\([^;]*;\s*return URL\.createObjectURL\(blob\);/
const GLUE = /factoryConfig\.mainScriptUrlOrBlob = new Blob\([\s\S]*?\{ type: 'text\/javascript' \}\);/
const GLUE_FILE = '../wasm-out/tfjs-backend-wasm-threaded-simd.js?url'

/**
 * Lets TensorFlow.js start its WebAssembly threads from two files of the built page. By itself it starts each thread from a
 * `blob:` URL, which would have to be let into the page's policy, and feeds it the text of a bundled function: a minifier
 * renames what that text refers to, and then the thread dies and the backend waits for it for ever.
 *
 * For the worker bundle, where the backend lives. Throws when the backend's source is no longer what it was.
 */
export function threads(): Plugin {
  return {
    name: 'threads',
    apply: 'build',
    transform: {
      filter: { id: /tfjs-backend-wasm\/dist\/backend_wasm\.js$/ },
      handler(code) {
        if (!START_THREAD.test(code) || !GLUE.test(code)) {
          this.error('tfjs-backend-wasm starts its threads in a new way: see build/threads.ts')
        }
        const {
          wasmWorkerContents,
        } = require('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js')
        const thread = this.emitFile({
          type: 'asset',
          name: 'wasm-thread.js',
          source: wasmWorkerContents.replace(/\n/g, '\\n'),
        })
        const patched = code
          .replace(START_THREAD, `return import.meta.ROLLUP_FILE_URL_${thread};`)
          .replace(GLUE, 'factoryConfig.mainScriptUrlOrBlob = glueUrl;')
        return { code: `import glueUrl from '${GLUE_FILE}';\n${patched}`, map: null }
      },
    },
  }
}
