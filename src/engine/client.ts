import { afterFirstFrame } from './firstFrame'
import type { FromWorker, ToWorker } from './protocol'

/**
 * Seconds without an answer, beside those that the worker asked for, after which it counts as dead. A closed or crashed
 * worker says nothing.
 */
const PATIENCE = 6

export interface ClientEvents {
  message(message: FromWorker): void
  /** The worker is gone: it threw, could not be loaded, or stopped answering. */
  crashed(reason: string): void
}

/** One worker and a watch on it. After `crashed` or `close` it is of no more use; make a new one. */
export class WorkerClient {
  /** Not there before the page has been drawn, and not any more once it is closed. */
  private worker: Worker | null = null
  private closed = false
  private readonly unsent: ToWorker[] = []
  private watch: ReturnType<typeof setInterval> | undefined
  private unanswered = 0
  private patience = PATIENCE

  constructor(private readonly events: ClientEvents) {
    afterFirstFrame(() => {
      if (!this.closed) this.start()
    })
  }

  private start(): void {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'coverage-lab' })
    this.worker = worker
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      this.unanswered = 0
      // Watched from its first word on: loading its code may take longer than any answer.
      this.watch ??= setInterval(() => this.lookAfter(), 1000)
      if (data.type === 'patience') this.patience = PATIENCE + Math.ceil(data.seconds)
      else if (data.type !== 'pong') this.events.message(data)
    }
    worker.onerror = event => {
      event.preventDefault()
      this.crash(event.message || 'its code could not be loaded')
    }
    for (const message of this.unsent.splice(0)) worker.postMessage(message)
  }

  send(message: ToWorker): void {
    if (this.worker) this.worker.postMessage(message)
    else this.unsent.push(message)
  }

  close(): void {
    clearInterval(this.watch)
    this.closed = true
    if (!this.worker) return
    this.worker.onmessage = null
    this.worker.onerror = null
    this.worker.terminate()
  }

  // Counted in ticks and not by the clock, so that a machine waking from sleep is not taken for a dead worker.
  private lookAfter(): void {
    if (this.unanswered >= this.patience) this.crash(`it has not answered for ${this.patience} seconds`)
    else this.send({ type: 'ping', token: this.unanswered++ })
  }

  private crash(reason: string): void {
    this.close()
    this.events.crashed(reason)
  }
}
