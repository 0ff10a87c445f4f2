import type { BackendChoice } from '../config/config'
import type { PlannedRun } from '../config/sweepPlan'
import { sweepBackend } from './sweepBackend'
import type { FromSweepWorker, SweepNews, ToSweepWorker } from './sweepProtocol'
import type { RunHistory, RunOutcome } from './sweepRun'
import { workersForCores } from './workers'

/** Seconds without a word from a worker that has spoken before, after which it counts as dead. */
const PATIENCE = 60

/** Milliseconds of work that a worker has before it: short runs would have it wait for the page between any two. */
const AHEAD = 200

export interface SweepPoolEvents {
  /** The first worker is ready; so many work. */
  opened(backend: string, workers: number): void
  /** So many steps more were taken. */
  stepped(steps: number): void
  /** A run has gone on; its history so far. */
  underway(run: PlannedRun, sofar: readonly RunHistory[]): void
  done(run: PlannedRun, outcomes: readonly RunOutcome[]): void
  /** Every run is done; the workers have ended. */
  finished(): void
  /** No more can be done; the workers have ended. */
  failed(reason: string): void
}

interface Member {
  readonly worker: Worker
  /** What it is at, and what it does next. */
  readonly asked: PlannedRun[]
  /** When it last told of runs that are over, or began with its first. */
  told: number
  /** Seconds since it last said something; null before it has. */
  silent: number | null
}

/** Workers that share the runs of one sweep: each takes the next when it is done. Of no more use after its end. */
export class SweepPool {
  private readonly members: Member[]
  private readonly watch: ReturnType<typeof setInterval>
  private next = 0
  private undone: number

  /** @param runs at least one */
  constructor(
    private readonly runs: readonly PlannedRun[],
    backend: BackendChoice,
    private readonly events: SweepPoolEvents,
  ) {
    this.undone = runs.length
    const workers = Math.min(workersFor(backend), runs.length)
    this.members = Array.from({ length: workers }, () => this.hire(sweepBackend(backend)))
    this.watch = setInterval(() => this.lookAfter(), 1000)
  }

  /** Ends all work at once. */
  close(): void {
    clearInterval(this.watch)
    for (const { worker } of this.members) {
      worker.onmessage = null
      worker.onerror = null
      worker.terminate()
    }
  }

  private hire(backend: BackendChoice): Member {
    const worker = new Worker(new URL('./sweepWorker.ts', import.meta.url), {
      type: 'module',
      name: 'coverage-lab sweep',
    })
    const member: Member = { worker, asked: [], told: 0, silent: null }
    worker.onmessage = ({ data }: MessageEvent<FromSweepWorker>) => {
      member.silent = 0
      this.heard(member, data)
    }
    worker.onerror = event => {
      event.preventDefault()
      this.fail(event.message || 'its code could not be loaded')
    }
    send(worker, { type: 'open', backend })
    return member
  }

  private heard(member: Member, message: FromSweepWorker): void {
    switch (message.type) {
      case 'opened':
        this.events.opened(message.backend, this.members.length)
        member.told = performance.now()
        this.ask(member, 1)
        break
      case 'news':
        this.learn(member, message)
        break
      case 'failed':
        this.fail(message.reason)
    }
  }

  private learn(member: Member, { steps, done, sofar }: SweepNews): void {
    const { asked, told } = member
    for (const outcomes of done) this.events.done(asked.shift()!, outcomes)
    this.undone -= done.length
    this.events.stepped(steps)
    for (const [i, histories] of sofar.entries()) if (histories) this.events.underway(asked[i], histories)
    if (done.length === 0) return
    member.told = performance.now()
    const each = (member.told - told) / done.length
    this.ask(member, Math.max(1, Math.round(AHEAD / each)) - asked.length)
    if (this.undone > 0) return
    this.close()
    this.events.finished()
  }

  /** Has a worker train so many more, as far as there are any. */
  private ask({ worker, asked }: Member, most: number): void {
    if (most <= 0) return
    const more = this.runs.slice(this.next, this.next + most)
    if (more.length === 0) return
    this.next += more.length
    asked.push(...more)
    send(worker, { type: 'runs', runs: more.map(({ config, tails }) => ({ config, tails })) })
  }

  // Counted in ticks and not by the clock, so that a machine waking from sleep is not taken for a dead worker.
  private lookAfter(): void {
    for (const member of this.members) {
      if (member.silent === null || member.asked.length === 0) continue
      if (++member.silent > PATIENCE) {
        this.fail(`a worker has not answered for ${PATIENCE} seconds`)
        return
      }
    }
  }

  private fail(reason: string): void {
    this.close()
    this.events.failed(reason)
  }
}

function send(worker: Worker, message: ToSweepWorker): void {
  worker.postMessage(message)
}

/** A graphics card is one however many workers ask for it. */
function workersFor(backend: BackendChoice): number {
  return backend === 'webgpu' ? 1 : workersForCores(navigator.hardwareConcurrency)
}
