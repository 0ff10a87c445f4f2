import type { ReadingAnswer, ReadingOrder, Rows } from './readingOrders'

/** The part of a worker that is needed. */
export interface ReadingPort {
  postMessage(order: ReadingOrder): void
  onmessage: ((event: { readonly data: ReadingAnswer }) => void) | null
  onerror: ((event: { preventDefault(): void }) => void) | null
}

let lastNumber = 0

/** A number that no reader and nothing that was read has yet. */
export function nextNumber(): number {
  return ++lastNumber
}

/** Another thread that reads. Once it has failed it is told nothing any more, and answers null. */
export class Mate {
  private readonly asked = new Map<number, ((rows: Rows | null) => void)[]>()
  private failed = false

  constructor(private readonly port: ReadingPort) {
    port.onmessage = ({ data: { read, rows } }) => this.answered(read, rows)
    port.onerror = event => {
      // What goes wrong there must not pass for a fault of the engine: there is another way to the same numbers.
      event.preventDefault()
      this.failed = true
      for (const read of [...this.asked.keys()]) while (this.asked.has(read)) this.answered(read, null)
    }
  }

  tell(order: ReadingOrder): void {
    if (!this.failed) this.port.postMessage(order)
  }

  /** Logits of what was read; null where that failed. */
  rows(read: number): Promise<Rows | null> {
    if (this.failed) return Promise.resolve(null)
    this.tell({ kind: 'logits', read })
    return new Promise(resolve => this.asked.set(read, [...(this.asked.get(read) ?? []), resolve]))
  }

  private answered(read: number, rows: Rows | null): void {
    const [resolve, ...later] = this.asked.get(read) ?? []
    if (later.length > 0) this.asked.set(read, later)
    else this.asked.delete(read)
    resolve?.(rows)
  }
}

/** They wait for the next reader; messages wait in them while they start. */
const mates: Mate[] = []

/** So many other threads to read with; none where there are no workers. */
export function matesToRead(count: number): readonly Mate[] {
  if (typeof Worker === 'undefined') return []
  while (mates.length < count) {
    const worker = new Worker(new URL('./readingWorker.ts', import.meta.url), { type: 'module' })
    mates.push(new Mate(worker as ReadingPort))
  }
  return mates.slice(0, Math.max(0, count))
}
