import type { BackendChoice, ExperimentConfig } from '../config/config'
import { WorkerClient } from './client'
import type { FromWorker } from './protocol'
import type { Checkpoint } from './snapshot'

/** Losses in a row, without a single evaluation in between, after which the supervisor gives up. */
const MOST_LOSSES = 4

/** Device losses after which WebGPU is left alone for as long as the page is open. */
const MOST_DEVICE_LOSSES = 2

export interface SupervisorEvents {
  message(message: FromWorker): void
  /** A worker or device was lost and a new one is being started; the run goes on after `step`. */
  recovering(reason: string, step: number): void
  /** Recovery was tried in vain. */
  gaveUp(reason: string): void
}

/** Keeps one run alive across workers: it remembers the newest checkpoint and starts again from it after a loss. */
export class Supervisor {
  private client: WorkerClient | null = null
  private openedFor: BackendChoice | null = null
  private current: {
    run: number
    config: ExperimentConfig
    checkpoint: Checkpoint | null
    origin: Float32Array | null
  } | null = null
  private playing = false
  private stepsPerSecond = Number.POSITIVE_INFINITY
  private losses = 0
  private deviceLosses = 0

  constructor(private readonly events: SupervisorEvents) {}

  /** Of the newest snapshot; null before the first. */
  get checkpoint(): Checkpoint | null {
    return this.current?.checkpoint ?? null
  }

  /**
   * Builds the run, paused, in place of the one before.
   * @param origin parameters from which it begins, [P]
   * @param checkpoint where it stands; null for step 0
   */
  load(run: number, config: ExperimentConfig, origin: Float32Array | null, checkpoint: Checkpoint | null = null): void {
    this.current = { run, config, origin, checkpoint }
    this.playing = false
    this.losses = 0
    if (this.openedFor !== config.backend) this.open()
    this.sendLoad()
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

  /** Changes a live parameter; `config` is the configuration with the change. */
  set(id: string, value: number, config: ExperimentConfig): void {
    if (this.current) this.current.config = config
    this.client?.send({ type: 'set', id, value })
  }

  /** At most so many steps per second; Infinity for no limit. */
  pace(stepsPerSecond: number): void {
    this.stepsPerSecond = stepsPerSecond
    this.client?.send({ type: 'speed', stepsPerSecond })
  }

  private open(): void {
    this.client?.close()
    this.openedFor = this.current?.config.backend ?? null
    this.client = new WorkerClient({
      message: message => this.heard(message),
      crashed: reason => this.recover(`The worker stopped: ${reason}.`),
    })
    this.client.send({ type: 'speed', stepsPerSecond: this.stepsPerSecond })
  }

  private sendLoad(): void {
    if (!this.current) return
    const { run, config, origin, checkpoint } = this.current
    const backend = this.deviceLosses >= MOST_DEVICE_LOSSES ? 'wasm' : config.backend
    this.client?.send({ type: 'load', run, config: { ...config, backend }, resume: checkpoint, origin })
  }

  private heard(message: FromWorker): void {
    if (message.type === 'deviceLost') {
      this.deviceLosses++
      this.recover(`The graphics device was lost (${message.reason}).`)
      return
    }
    if (message.type === 'snapshot' && message.run === this.current?.run) {
      this.current.checkpoint = message.snapshot.checkpoint
      this.losses = 0
    }
    if (message.type === 'finished' || message.type === 'failed') this.playing = false
    this.events.message(message)
  }

  private recover(reason: string): void {
    this.client?.close()
    this.client = null
    if (++this.losses > MOST_LOSSES) {
      this.openedFor = null
      this.events.gaveUp(reason)
      return
    }
    this.events.recovering(reason, this.current?.checkpoint?.step ?? 0)
    this.open()
    this.sendLoad()
    if (this.playing) this.play()
  }
}
