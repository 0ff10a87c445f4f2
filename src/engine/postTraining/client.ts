import type { FromPostWorker, PostRequest, ToPostWorker } from './protocol'

/** Seconds without a word from a worker that is at work, after which it counts as dead. */
const PATIENCE = 120

export interface PostTrainingEvents {
  message(message: FromPostWorker): void
  /** The worker is gone: it threw, could not be loaded, or has been silent for long. Make a new client. */
  crashed(reason: string): void
}

/** A worker for post-training beside the one that trains. After `crashed` or `close` it is of no more use. */
export class PostTrainingClient {
  private readonly worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'coverage-lab post-training',
  })
  private readonly watch = setInterval(() => this.lookAfter(), 1000)
  private job = 0
  /** Seconds since the last word; null while none is due. */
  private silent: number | null = null

  constructor(private readonly events: PostTrainingEvents) {
    this.worker.onmessage = ({ data }: MessageEvent<FromPostWorker>) => {
      const idle = ['paused', 'finished', 'cancelled', 'failed'].includes(data.type)
      this.silent = idle ? null : 0
      // What an earlier job still had to say is of no interest any more.
      if (data.type === 'opened' || data.job === this.job) events.message(data)
    }
    this.worker.onerror = event => {
      event.preventDefault()
      this.crash(event.message || 'its code could not be loaded')
    }
  }

  /** Begins a job in place of one that is at work; returns its number. The parameters are copied. */
  begin(request: PostRequest): number {
    this.job++
    this.send({ type: 'begin', job: this.job, ...request })
    return this.job
  }

  pause(): void {
    this.send({ type: 'pause' })
  }

  resume(): void {
    this.send({ type: 'resume' })
  }

  cancel(): void {
    this.send({ type: 'cancel' })
  }

  /** Ends all work at once. */
  close(): void {
    clearInterval(this.watch)
    this.worker.onmessage = null
    this.worker.onerror = null
    this.worker.terminate()
  }

  private send(message: ToPostWorker): void {
    this.worker.postMessage(message)
  }

  // Counted in ticks and not by the clock, so that a machine waking from sleep is not taken for a dead worker.
  private lookAfter(): void {
    if (this.silent !== null && ++this.silent > PATIENCE) this.crash(`it has not answered for ${PATIENCE} seconds`)
  }

  private crash(reason: string): void {
    this.close()
    this.events.crashed(reason)
  }
}
