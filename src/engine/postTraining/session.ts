import type { BackendChoice } from '../../config/config'
import { type Backend, openBackend, type Platform } from '../backend'
import { yieldToMessages } from '../pace'
import { postTrainingJob } from './job'
import type { FromPostWorker, ToPostWorker } from './protocol'

/** Thrown where a job is given up for a newer one, or because it was cancelled. */
class GivenUp extends Error {}

type Begin = Extract<ToPostWorker, { type: 'begin' }>

/** The worker's side of the protocol: one backend, one job at a time; a newer one takes its place. */
export class PostTrainingSession {
  private backend: Backend | null = null
  private choice: BackendChoice | null = null
  /** The newest job; null where it was cancelled. */
  private latest: Begin | null = null
  /** Ends the pause; null while there is none. */
  private resume: (() => void) | null = null
  private paused: Promise<void> = Promise.resolve()
  private queue: Promise<void> = Promise.resolve()

  constructor(
    private readonly platform: Platform,
    private readonly post: (message: FromPostWorker) => void,
  ) {}

  receive(message: ToPostWorker): void {
    switch (message.type) {
      case 'begin':
        this.latest = message
        this.goOn()
        this.queue = this.queue.then(() => this.work(message))
        break
      case 'pause':
        // Whoever waits already waits for this one.
        if (this.resume) break
        this.paused = new Promise(resolve => {
          this.resume = resolve
        })
        break
      case 'resume':
        this.goOn()
        break
      case 'cancel':
        this.latest = null
        this.goOn()
    }
  }

  private goOn(): void {
    this.resume?.()
    this.resume = null
  }

  private async work(begin: Begin): Promise<void> {
    const { job } = begin
    try {
      await this.breathe(begin)
      await this.open(begin)
      const between = () => this.breathe(begin)
      await postTrainingJob(begin, between, answer => this.post({ ...answer, job } as FromPostWorker))
      this.post({ type: 'finished', job })
    } catch (error) {
      if (error instanceof GivenUp) this.post({ type: 'cancelled', job })
      else this.post({ type: 'failed', job, message: error instanceof Error ? error.message : String(error) })
    }
  }

  private async open({ config, job }: Begin): Promise<void> {
    if (this.backend && this.choice === config.backend) return
    this.choice = config.backend
    this.backend = await openBackend(config.backend, this.platform)
    this.post({ type: 'opened', backend: this.backend.report })
    void this.backend.lost.then(reason => {
      this.post({ type: 'failed', job: this.latest?.job ?? job, message: `The graphics device was lost (${reason}).` })
    })
  }

  /** Messages are heard between parts of the work; a pause lasts until it is ended. */
  private async breathe(begin: Begin): Promise<void> {
    await yieldToMessages()
    while (this.resume && this.latest === begin) {
      this.post({ type: 'paused', job: begin.job })
      await this.paused
    }
    if (this.latest !== begin) throw new GivenUp()
  }
}
