import type { BackendChoice } from '../config/config'
import type { PlannedRun } from '../config/sweepPlan'
import type { RunHistory, RunOutcome } from './sweep'
import { sweepBackend } from './sweepBackend'
import type { FromSweepWorker, ToSweepWorker } from './sweepProtocol'
import { workersForCores } from './workers'

/** Seconds without a word from a worker that has spoken before, after which it counts as dead. */
const PATIENCE = 60

export interface SweepPoolEvents {
  /** The first worker is ready; so many work. */
  opened(backend: string, workers: number): void
  /** A run has gone on by so many steps; its history so far, if it has one. */
  progress(run: PlannedRun, steps: number, sofar: readonly RunHistory[] | null): void
  done(run: PlannedRun, outcomes: readonly RunOutcome[]): void
  /** Every run is done; the workers have ended. */
  finished(): void
  /** No more can be done; the workers have ended. */
  failed(reason: string): void
}

interface Member {
  readonly worker: Worker
  /** What it is at; null while it starts. */
  run: PlannedRun | null
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
    const member: Member = { worker, run: null, silent: null }
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
        this.occupy(member)
        break
      case 'progress':
        this.events.progress(member.run!, message.steps, message.sofar)
        break
      case 'done':
        this.events.done(member.run!, message.outcomes)
        this.undone--
        this.occupy(member)
        break
      case 'failed':
        this.fail(message.reason)
    }
  }

  private occupy(member: Member): void {
    member.run = this.runs[this.next++] ?? null
    if (member.run) send(member.worker, { type: 'run', config: member.run.config, tails: member.run.tails })
    else if (this.undone === 0) {
      this.close()
      this.events.finished()
    }
  }

  // Counted in ticks and not by the clock, so that a machine waking from sleep is not taken for a dead worker.
  private lookAfter(): void {
    for (const member of this.members) {
      if (member.silent === null || member.run === null) continue
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
