import type { BackendChoice } from '../config/config'
import type { PlannedRun } from '../config/sweepPlan'
import { MOST_TOGETHER, trainedTogether } from './sideBySide'
import type { FromSweepWorker, SweepNews } from './sweepProtocol'
import type { RunHistory, RunOutcome } from './sweepRun'
import { endWorker, giveBackWorker, type Hand, takeWorker, tell, workersFor } from './sweepWorkers'

/** Seconds without a word from a worker that has spoken before, after which it counts as dead. */
const PATIENCE = 60

/** Milliseconds of work that a worker has before it: short runs would have it wait for the page between any two. */
const AHEAD = 200

/** Parts of the runs still to be done that a worker is given as one, if they are trained side by side: some for each, to the end. */
const PARTS = 4

export interface SweepPoolEvents {
  /** A worker is ready; so many work. */
  opened(backend: string, workers: number): void
  /** So many steps more were taken. */
  stepped(steps: number): void
  /** A run has gone on; its history so far. */
  underway(run: PlannedRun, sofar: readonly RunHistory[]): void
  done(run: PlannedRun, outcomes: readonly RunOutcome[]): void
  /** Every run is done. */
  finished(): void
  /** No more can be done; the workers have ended. */
  failed(reason: string): void
}

interface Member {
  readonly hand: Hand
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

  /**
   * @param runs at least one
   * @param looks so many of the first are all that is asked for until they are done: whoever changes his mind then waits for no others
   */
  constructor(
    private runs: readonly PlannedRun[],
    backend: BackendChoice,
    private readonly events: SweepPoolEvents,
    private looks = 0,
  ) {
    this.undone = runs.length
    const workers = Math.min(workersFor(backend), runs.length)
    this.members = Array.from({ length: workers }, () => this.hire(backend))
    this.watch = setInterval(() => this.lookAfter(), 1000)
  }

  /** What a worker has before it at least: one part that is trained side by side, and one to go on with; or one run. */
  private get least(): number {
    if (this.runs.length === 0 || !trainedTogether(this.runs[0])) return 1
    if (this.next < this.looks) return Math.ceil((this.looks - this.next) / this.members.length)
    const left = this.runs.length - this.next
    return 2 * Math.min(MOST_TOGETHER, Math.ceil(left / (PARTS * this.members.length)))
  }

  /** Goes on with other runs, once workers are through with what they are at: that is not asked for again. See the constructor. */
  turnTo(runs: readonly PlannedRun[], looks = 0): void {
    const given = new Set(this.members.flatMap(({ asked }) => asked.flatMap(({ keys }) => keys)))
    this.runs = runs.filter(({ keys }) => !keys.every(key => given.has(key)))
    this.looks = looks
    this.next = 0
    this.undone = this.runs.length + this.members.reduce((sum, { asked }) => sum + asked.length, 0)
    for (const member of this.members) {
      if (member.hand.backend !== null && member.asked.length === 0) this.ask(member, this.least)
    }
  }

  /** Ends all work at once. */
  close(): void {
    clearInterval(this.watch)
    for (const { hand } of this.members.splice(0)) endWorker(hand)
  }

  private hire(backend: BackendChoice): Member {
    const hand = takeWorker(backend)
    const { worker } = hand
    const member: Member = { hand, asked: [], told: 0, silent: null }
    worker.onmessage = ({ data }: MessageEvent<FromSweepWorker>) => {
      member.silent = 0
      this.heard(member, data)
    }
    worker.onerror = event => {
      event.preventDefault()
      this.fail(event.message || 'its code could not be loaded')
    }
    // Not before whoever asked for the pool has it.
    if (hand.backend !== null) queueMicrotask(() => this.open(member))
    return member
  }

  private heard(member: Member, message: FromSweepWorker): void {
    switch (message.type) {
      case 'opened':
        member.hand.backend = message.backend
        this.open(member)
        break
      case 'news':
        this.learn(member, message)
        break
      case 'failed':
        this.fail(message.reason)
    }
  }

  private open(member: Member): void {
    this.events.opened(member.hand.backend!, this.members.length)
    member.told = performance.now()
    this.ask(member, this.least)
  }

  private learn(member: Member, { steps, done, sofar }: SweepNews): void {
    const { asked, told } = member
    for (const outcomes of done) this.events.done(asked.shift()!, outcomes)
    this.undone -= done.length
    this.events.stepped(steps)
    // Whoever hears that may close the pool.
    if (!this.members.includes(member)) return
    for (const [i, histories] of sofar.entries()) if (histories) this.events.underway(asked[i], histories)
    if (done.length === 0) return
    member.told = performance.now()
    const each = (member.told - told) / done.length
    const most = this.next < this.looks ? this.least : Math.max(this.least, Math.round(AHEAD / each))
    this.ask(member, most - asked.length)
    if (this.undone > 0) return
    clearInterval(this.watch)
    for (const { hand } of this.members.splice(0)) giveBackWorker(hand)
    this.events.finished()
  }

  /** Has a worker train so many more, as far as there are any. */
  private ask({ hand, asked }: Member, most: number): void {
    if (most <= 0) return
    const more = this.runs.slice(this.next, this.next + most)
    if (more.length === 0) return
    this.next += more.length
    asked.push(...more)
    tell(hand, { type: 'runs', runs: more.map(({ config, tails }) => ({ config, tails })) })
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
