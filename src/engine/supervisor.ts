import type { BackendChoice, ExperimentConfig } from '../config/config'
import { WorkerClient } from './client'
import type { FromWorker, RunOrder } from './protocol'
import type { Checkpoint } from './snapshot'

/** Losses in a row, without a single evaluation in between, after which the supervisor gives up. */
const MOST_LOSSES = 4

/** Device losses after which WebGPU is left alone for as long as the page is open. */
const MOST_DEVICE_LOSSES = 2

export interface SupervisorEvents {
  message(message: FromWorker): void
  /** A worker or device was lost and a new one is being started; the run, and its rival, go on after `step`. */
  recovering(reason: string, step: number): void
  /** Recovery was tried in vain. */
  gaveUp(reason: string): void
}

/** A run that the page asks for; one that stood somewhere goes on from there. */
export type AskedRun = Omit<RunOrder, 'resume'> & { readonly checkpoint?: Checkpoint | null }

/** A run as it is kept alive. */
interface KeptRun extends AskedRun {
  /** From which it goes on after a loss: of two runs both are of the same step. */
  checkpoint: Checkpoint | null
  /** The newest, which waits for the other run's of the same step. */
  newest: Checkpoint | null
  config: ExperimentConfig
}

/**
 * Keeps one run, or two in lock-step, alive across workers: it remembers the newest checkpoint and starts again from it after a
 * loss.
 */
export class Supervisor {
  private client: WorkerClient | null = null
  private openedFor: BackendChoice | null = null
  /** The run, and after it its rival where there is one. */
  private kept: KeptRun[] = []
  private playing = false
  private stepsPerSecond = Number.POSITIVE_INFINITY
  private losses = 0
  private deviceLosses = 0

  constructor(private readonly events: SupervisorEvents) {}

  /** From which a run goes on; null before its first snapshot. */
  checkpointOf(run: number): Checkpoint | null {
    return this.kept.find(one => one.run === run)?.checkpoint ?? null
  }

  /**
   * Builds the run, paused, in place of the one before.
   * @param rival is trained in lock-step with it; both stand at the same step
   */
  load(run: AskedRun, rival: AskedRun | null = null): void {
    this.kept = (rival ? [run, rival] : [run]).map(({ checkpoint = null, ...asked }) => {
      return { ...asked, checkpoint, newest: checkpoint }
    })
    this.playing = false
    this.losses = 0
    if (this.openedFor !== run.config.backend) this.open()
    this.sendLoad()
  }

  /** Goes on without one of two runs. */
  drop(run: number): void {
    this.kept = this.kept.filter(one => one.run !== run)
    this.client?.send({ type: 'drop', run })
  }

  play(): void {
    this.playing = true
    this.client?.send({ type: 'play' })
  }

  pause(): void {
    this.playing = false
    this.client?.send({ type: 'pause' })
  }

  step(): void {
    this.playing = false
    this.client?.send({ type: 'step' })
  }

  /** Changes a live parameter of a run; `config` is its configuration with the change. */
  set(run: number, id: string, value: number, config: ExperimentConfig): void {
    const changed = this.kept.find(one => one.run === run)
    if (!changed) return
    changed.config = config
    this.client?.send({ type: 'set', run, id, value })
  }

  /** At most so many steps per second; Infinity for no limit. */
  pace(stepsPerSecond: number): void {
    this.stepsPerSecond = stepsPerSecond
    this.client?.send({ type: 'speed', stepsPerSecond })
  }

  private open(): void {
    this.client?.close()
    this.openedFor = this.kept[0]?.config.backend ?? null
    this.client = new WorkerClient({
      message: message => this.heard(message),
      crashed: reason => this.recover(`The worker stopped: ${reason}.`),
    })
    this.client.send({ type: 'speed', stepsPerSecond: this.stepsPerSecond })
  }

  private sendLoad(): void {
    const [first, rival = null] = this.kept.map(kept => this.orderOf(kept))
    if (first) this.client?.send({ type: 'load', ...first, rival })
  }

  private orderOf({ run, config, origin, checkpoint }: KeptRun): RunOrder {
    const backend = this.deviceLosses >= MOST_DEVICE_LOSSES ? 'wasm' : config.backend
    return { run, config: { ...config, backend }, resume: checkpoint, origin }
  }

  private heard(message: FromWorker): void {
    if (message.type === 'deviceLost') {
      this.deviceLosses++
      this.recover(`The graphics device was lost (${message.reason}).`)
      return
    }
    if (message.type === 'snapshot') this.keep(message.run, message.snapshot.checkpoint)
    if (message.type === 'finished' || message.type === 'failed') this.playing = false
    this.events.message(message)
  }

  /** A checkpoint counts when all runs have theirs of the same step. */
  private keep(run: number, checkpoint: Checkpoint): void {
    const own = this.kept.find(one => one.run === run)
    if (!own) return
    own.newest = checkpoint
    if (this.kept.some(({ newest }) => newest?.step !== checkpoint.step)) return
    for (const kept of this.kept) kept.checkpoint = kept.newest
    this.losses = 0
  }

  private recover(reason: string): void {
    this.client?.close()
    this.client = null
    if (++this.losses > MOST_LOSSES) {
      this.openedFor = null
      this.events.gaveUp(reason)
      return
    }
    this.events.recovering(reason, this.kept[0]?.checkpoint?.step ?? 0)
    this.open()
    this.sendLoad()
    if (this.playing) this.play()
  }
}
