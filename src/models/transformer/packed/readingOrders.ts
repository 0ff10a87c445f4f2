import { adoptKernels } from '../../../kernels/wasm/kernels'
import type { TransformerShape } from '../layout'
import type { Continuing, Read, Reader } from '../reader'
import { openPackedReader } from './reader'

/** What a thread that reads for another one is told, in order. Readers and what they have read go by numbers of whoever tells. */
export type ReadingOrder =
  | {
      readonly kind: 'open'
      readonly reader: number
      readonly module: WebAssembly.Module
      readonly shape: TransformerShape
      readonly theta: Float32Array
    }
  | {
      readonly kind: 'prompts'
      readonly reader: number
      readonly read: number
      readonly prompts: readonly (readonly number[])[]
    }
  | { readonly kind: 'extend'; readonly from: number; readonly read: number; readonly tokens: Continuing }
  | { readonly kind: 'logits'; readonly read: number }
  | { readonly kind: 'dispose'; readonly read: number }
  | { readonly kind: 'close'; readonly reader: number }

/** Logits of what was read, and where equal rows share them (see `Read`). */
export interface Rows {
  readonly logits: Float32Array
  readonly rowOf: Int32Array
}

/** The answer to an order for logits; null where something has failed, which then is for whoever asked to see to. */
export interface ReadingAnswer {
  readonly read: number
  readonly rows: Rows | null
}

/** What was read, and what can be read behind it. */
export type Extensible = Read & { extend(tokens: Continuing): Extensible }

/** What was read as what an answer holds. */
export async function rowsOf(read: Read, V = read.shape.vocabulary): Promise<Rows> {
  const logits = await read.logits()
  return { logits, rowOf: Int32Array.from(read.rowOf ?? { length: logits.length / V }, (row, i) => row ?? i) }
}

/** Carries out orders, one after the other. */
export function createReadingDesk(answer: (answer: ReadingAnswer) => void): (order: ReadingOrder) => void {
  const readers = new Map<number, Reader>()
  const reads = new Map<number, { readonly reader: number; readonly read: Extensible }>()

  function carryOut(order: ReadingOrder): void {
    switch (order.kind) {
      case 'open': {
        adoptKernels(order.module)
        const reader = openPackedReader(order.shape, order.theta)
        if (reader) readers.set(order.reader, reader)
        break
      }
      case 'prompts':
        reads.set(order.read, { reader: order.reader, read: readers.get(order.reader)!.prompts(order.prompts) })
        break
      case 'extend': {
        const { reader, read } = reads.get(order.from)!
        reads.set(order.read, { reader, read: read.extend(order.tokens) })
        break
      }
      case 'logits':
        rowsOf(reads.get(order.read)!.read).then(
          rows => answer({ read: order.read, rows }),
          () => answer({ read: order.read, rows: null }),
        )
        break
      case 'dispose':
        reads.get(order.read)?.read.dispose()
        reads.delete(order.read)
        break
      case 'close':
        // Whoever was interrupted has not disposed of all.
        for (const [number, { reader }] of reads) if (reader === order.reader) reads.delete(number)
        readers.get(order.reader)?.dispose()
        readers.delete(order.reader)
    }
  }

  return order => {
    try {
      carryOut(order)
    } catch {
      // What fails here, for want of memory say, is missed when its logits are asked for.
      if (order.kind === 'logits') answer({ read: order.read, rows: null })
    }
  }
}
