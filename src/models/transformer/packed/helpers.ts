import { compiledKernels } from '../../../kernels/wasm/kernels'
import type { TokenSequence } from '../batch'
import type { TransformerShape } from '../layout'
import { SharedBatch } from './shared'
import type { PackedTransformer, Part } from './transformer'

/** Workers that take parts of a batch, beside the thread that asks for it. */
export interface Helpers {
  /**
   * Has everybody work on a batch, the thread itself included.
   * @param transformer that has begun the batch
   * @returns gives part after part; null for one that never came
   */
  share(
    theta: Float32Array,
    sequences: readonly TokenSequence[],
    transformer: PackedTransformer,
  ): (part: number) => Part | null
  /** Lets the workers go for others. */
  close(): void
  /** Ends the workers: one of them is lost. */
  abandon(): void
}

/** What a helper is given to begin with. */
export interface HelperOrder {
  readonly module: WebAssembly.Module
  readonly shape: TransformerShape
  readonly batch: number
  readonly buffer: SharedArrayBuffer
}

/** Largest memory that is shared, in bytes; models that need more are left to one thread. */
const MOST_SHARED = 2 ** 28

/** How long a part is waited for: so many milliseconds, and so many times as long as the thread's own parts took together. */
const PATIENCE = 2000
const PATIENCE_RATIO = 20

/** Workers that wait for the next model. */
const idle: Worker[] = []

/** Bytes that threads share for batches of so many sequences; null where these are left to one thread. */
export function sharedBytes(shape: TransformerShape, batch: number): number | null {
  const bytes = SharedBatch.bytes(shape, batch)
  return bytes <= MOST_SHARED ? bytes : null
}

/**
 * @param count of workers; they need not have started before batches are shared
 * @param batch sequences of a batch at most
 * @returns null where there are none
 */
export function openHelpers(shape: TransformerShape, batch: number, count: number): Helpers | null {
  const module = compiledKernels()
  const bytes = sharedBytes(shape, batch)
  if (count <= 0 || !module || bytes === null || typeof Worker === 'undefined') return null
  const workers: Worker[] = []
  const end = () => {
    for (const worker of workers) worker.terminate()
  }
  try {
    const buffer = new SharedArrayBuffer(bytes)
    for (let i = 0; i < count; i++) {
      const worker = idle.pop() ?? startWorker()
      workers.push(worker)
      worker.postMessage({ module, shape, batch, buffer } satisfies HelperOrder)
    }
    const shared = new SharedBatch(buffer, shape, batch)
    return {
      share(theta, sequences, transformer) {
        const generation = shared.publish(theta, sequences)
        const began = performance.now()
        shared.work(generation, transformer, true)
        const patience = PATIENCE + PATIENCE_RATIO * (performance.now() - began)
        return part => shared.collect(generation, part, patience)
      },
      close() {
        shared.close()
        idle.push(...workers)
      },
      abandon: end,
    }
  } catch {
    end()
    return null
  }
}

function startWorker(): Worker {
  const worker = new Worker(new URL('./helper.ts', import.meta.url), { type: 'module' })
  // What goes wrong there must not pass for a fault of the engine: a lost part is noticed anyway.
  worker.onerror = event => event.preventDefault()
  return worker
}
